package dev.coro.benchmarks.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static Kind kind(SampleFigures figures) {
    return Verdict.of(figures.figures(), List.of()).kind();
  }

  private static String advice(Figures figures) {
    Advice advice = Advice.of(figures, Verdict.of(figures, List.of()));
    return advice.model() + "\n" + String.join("\n", advice.against());
  }

  private static SampleFigures waiting(int threads, double run, double queue, Wait wait) {
    SampleFigures figures = new SampleFigures();
    for (int i = 0; i < threads; i++) {
      figures.thread("client", run, queue, 400, wait);
    }
    return figures;
  }

  private static JvmProfile profile(double ioSeconds) {
    return new JvmProfile(1, 10, true, 0, List.of(), List.of(), ioSeconds, List.of());
  }

  @Test
  void aThreadThatAlwaysRunsIsCpuBound() {
    assertEquals(Kind.CPU_BOUND, kind(new SampleFigures().thread("pi", 10, 0, 1, Wait.LOCK)));
  }

  @Test
  void aThreadThatIsMostlyKeptFromTheCpuIsCpuBoundAllTheSame() {
    assertEquals(Kind.CPU_BOUND, kind(new SampleFigures().thread("pi", 1.5, 8.4, 1, Wait.LOCK)));
  }

  @Test
  void threadsThatWaitForSocketsAreIoBound() {
    assertEquals(Kind.IO_BOUND, kind(waiting(20, 0.02, 0, Wait.IO)));
  }

  @Test
  void threadsThatWaitForSocketsAreIoBoundOnABusyMachine() {
    Figures figures = waiting(20, 0.02, 6, Wait.IO).figures();
    assertEquals(Kind.IO_BOUND, Verdict.of(figures, List.of()).kind());
    assertTrue(advice(figures).contains("without a CPU for 100 % of the time"), advice(figures));
  }

  @Test
  void aThreadThatWaitsForADiskIsIoBound() {
    Figures figures = new SampleFigures().thread("copy", 0.5, 0, 3000, Wait.DISK).figures();
    assertEquals(Kind.IO_BOUND, Verdict.of(figures, List.of()).kind());
    assertTrue(advice(figures).contains("It waits for a disk"), advice(figures));
  }

  @Test
  void bothKindsOfThreadsAreMixed() {
    assertEquals(Kind.MIXED, kind(waiting(20, 0.02, 0, Wait.IO).thread("pi", 4, 6, 1, Wait.LOCK)));
  }

  @Test
  void aThreadThatComputesAndReadsInTurnsIsMixed() {
    assertEquals(Kind.MIXED, kind(new SampleFigures().thread("both", 5, 0, 1000, Wait.IO)));
  }

  @Test
  void aThreadThatWaitsForOneThingAllTheTimeIsIdle() {
    assertEquals(Kind.IDLE, kind(new SampleFigures().thread("acceptor", 0, 0, 1, Wait.IO)));
    assertEquals(Kind.IDLE, kind(new SampleFigures().thread("sleep", 0, 0, 0, Wait.SLEEP)));
  }

  @Test
  void housekeepingOfAJvmIsIdle() {
    assertEquals(
        Kind.IDLE,
        kind(
            new SampleFigures()
                .thread("main", 0, 0, 0, Wait.LOCK)
                .thread("VM Periodic Tas", 0.1, 0, 200, Wait.LOCK)
                .thread("JFR Sampler Thr", 0.4, 0, 1000, Wait.SLEEP)));
  }

  @Test
  void manyThreadsThatTogetherUseAllCpusAreCpuBound() {
    assertEquals(Kind.CPU_BOUND, kind(waiting(50, 0.39, 0, Wait.LOCK)));
  }

  @Test
  void oneCpuOfManyIsLittleForManyThreadsThatWait() {
    Figures figures = waiting(100, 0.1, 0, Wait.IO).figures(SampleFigures.SECONDS, 64);
    assertEquals(Kind.IO_BOUND, Verdict.of(figures, List.of()).kind());
  }

  @Test
  void childrenThatComeAndGoAreCpuBoundWhenTheyCompute() {
    assertEquals(
        Kind.CPU_BOUND, kind(new SampleFigures().thread("sh", 1, 0, 500, Wait.CHILD).unseenCpu(8)));
  }

  @Test
  void locksAloneAreNoIo() {
    Figures figures = waiting(20, 0.02, 0, Wait.LOCK).figures();
    assertEquals(Kind.IO_BOUND, Verdict.of(figures, List.of()).kind());
    assertTrue(advice(figures).contains("see who holds the locks first"), advice(figures));
    assertEquals(
        Kind.CPU_BOUND, kind(waiting(20, 0.02, 0, Wait.LOCK).thread("pi", 9, 1, 1, Wait.LOCK)));
  }

  @Test
  void whatTheFlightRecorderSawTellsSleepFromLocks() {
    Figures figures = waiting(20, 0.02, 0, Wait.LOCK).thread("pi", 9, 1, 1, Wait.LOCK).figures();
    assertEquals(Kind.MIXED, Verdict.of(figures, List.of(profile(150))).kind());
  }

  @Test
  void aShortSampleIsSaidToBeShort() {
    Figures figures = new SampleFigures().thread("pi", 1, 0, 1, Wait.LOCK).figures(1, 2);
    assertTrue(advice(figures).contains("too short to rely on: 1.0 s"), advice(figures));
    Figures longer = new SampleFigures().thread("pi", 10, 0, 1, Wait.LOCK).figures();
    assertFalse(advice(longer).contains("too short"), advice(longer));
  }

  @Test
  void memoryComesFirst() {
    Figures figures =
        new SampleFigures()
            .thread("main", 9, 0, 1, Wait.LOCK)
            .thread("GC Thread#0", 5, 0, 1, Wait.LOCK)
            .majorFaults(1000)
            .figures();
    assertTrue(advice(figures).contains("garbage collection takes 36 %"), advice(figures));
    assertTrue(advice(figures).contains("read from a disk while it runs"), advice(figures));
  }
}
