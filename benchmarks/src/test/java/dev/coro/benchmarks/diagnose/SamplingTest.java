package dev.coro.benchmarks.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SamplingTest {
  private static final SystemFigures SYSTEM =
      new SystemFigures(2, 1, 0, 3, "1 1 1", 0, 0, Map.of());

  private static ThreadState thread(long tid, char state, long run, long voluntary) {
    return new ThreadState(1, tid, tid, "t" + tid, state, "ep_poll", run, 0, voluntary, 0);
  }

  private static Snapshot snapshot(int seconds, long cpuNanos, ThreadState... threads) {
    return new Snapshot(
        seconds * 1_000_000_000L, new Counters(cpuNanos, 0, 0, 0, 0, 0, 0, 0, 0), List.of(threads));
  }

  private static Figures figures(Snapshot... snapshots) {
    Sampling sampling = new Sampling();
    for (Snapshot snapshot : snapshots) {
      sampling.add(snapshot);
    }
    return sampling.figures(2, SYSTEM, List.of());
  }

  @Test
  void whatWasBeforeDoesNotCount() {
    Figures figures =
        figures(
            snapshot(1, 5_000_000_000L, thread(1, 'S', 5_000_000_000L, 70)),
            snapshot(3, 6_000_000_000L, thread(1, 'S', 6_000_000_000L, 80)));
    ThreadFigures thread = figures.threads().get(0);
    assertEquals(2, figures.seconds());
    assertEquals(0.5, figures.cpu());
    assertEquals(1, thread.runSeconds());
    assertEquals(10, thread.voluntary());
    assertEquals(Map.of(Wait.IO, 2), thread.waits());
  }

  @Test
  void aThreadThatCameLaterCountsWhole() {
    Figures figures =
        figures(
            snapshot(1, 0),
            snapshot(2, 0, thread(1, 'R', 500_000_000L, 5)),
            snapshot(3, 0, thread(1, 'R', 900_000_000L, 6)));
    assertEquals(0.9, figures.threads().get(0).runSeconds());
    assertEquals(6, figures.threads().get(0).voluntary());
  }

  @Test
  void aProcessThatLeavesTakesNothingAway() {
    Figures figures =
        figures(
            snapshot(1, 1_000_000_000L),
            snapshot(2, 3_000_000_000L),
            snapshot(3, 500_000_000L),
            snapshot(4, 1_500_000_000L));
    assertEquals(3_000_000_000L, figures.counters().cpuNanos());
  }
}
