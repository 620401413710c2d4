package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.Arrays;
import java.util.List;

/** Sends tokens around rings. */
final class RingMain {
  /** In place of a kind of tasks: one that does the work of all. */
  static final String ALONE = "ALONE";

  private final Sampling sampling;
  private final List<Integer> tasks;
  private final List<Integer> bytes;

  private RingMain(Effort effort, List<Integer> tasks, List<Integer> bytes) {
    sampling = new Sampling(effort);
    this.tasks = tasks;
    this.bytes = bytes;
  }

  /** The key of a ring's samples. */
  static String key(int tasks, int bytes) {
    return tasks + "," + bytes;
  }

  /** What the token must come to. */
  static long expected(String key, long rounds) {
    List<Integer> parts = numbers(key);
    return Station.expected(parts.get(0), parts.get(1), rounds);
  }

  /** Takes: the kind of tasks, the effort, numbers of tasks and of bytes, each with commas. */
  public static void main(String[] arguments) throws Exception {
    RingMain main =
        new RingMain(Effort.valueOf(arguments[1]), numbers(arguments[2]), numbers(arguments[3]));
    if (arguments[0].equals(ALONE)) {
      main.takeAlone();
      return;
    }
    ModelKind kind = ModelKind.valueOf(arguments[0]);
    if (kind == ModelKind.PROCESS) {
      main.takeProcesses();
    } else {
      Tasking tasking = Tasking.of(kind);
      tasking.run(() -> main.take(tasking));
    }
  }

  static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",", -1)).map(Integer::valueOf).toList();
  }

  @Suspendable
  private void take(Tasking tasking) throws Exception {
    for (int size : bytes) {
      take(tasking, sampling, tasks, size);
    }
  }

  /** Takes samples of rings of several sizes. Suspends. */
  @Suspendable
  static void take(Tasking tasking, Sampling sampling, List<Integer> tasks, int size)
      throws Exception {
    for (int count : tasks) {
      Ring ring = startOrGiveUp(tasking, count, size);
      sampling.take(key(count, size), ring);
      ring.end();
    }
  }

  private static Ring startOrGiveUp(Tasking tasking, int count, int size) {
    try {
      return Ring.start(tasking, count, size);
    } catch (OutOfMemoryError e) {
      Readings.printRefusal(key(count, size), String.valueOf(e.getMessage()));
      System.out.flush();
      // Some of the ring's threads are there and wait for ever.
      Runtime.getRuntime().halt(0);
      throw e;
    }
  }

  private void takeAlone() throws Exception {
    for (int count : tasks) {
      for (int size : bytes) {
        sampling.take(key(count, size), Ring.alone(count, size));
      }
    }
  }

  private void takeProcesses() throws Exception {
    for (int count : tasks) {
      try (ProcessRing ring = ProcessRing.start(count)) {
        for (int size : bytes) {
          sampling.take(key(count, size), ring.work(size));
        }
      }
    }
  }
}
