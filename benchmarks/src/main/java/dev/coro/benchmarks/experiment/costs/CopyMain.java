package dev.coro.benchmarks.experiment.costs;

import dev.coro.Continuation;
import dev.coro.rt.CarrierThread;
import java.util.List;

/** Resumes continuations, and copies memory. */
final class CopyMain {
  private static final long SEED = 7;
  private static final String SWITCH = "switch";
  private static final String COPY = "copy";

  private final Effort effort;
  private final Sampling copying;

  /** Of the last descent. */
  private long sum;

  private CopyMain(Effort effort) {
    this.effort = effort;
    copying = new Sampling(effort);
  }

  /** The key of the switches of a continuation with that many live longs at that depth. */
  static String switchKey(int longs, int depth) {
    return SWITCH + "," + longs + "," + depth;
  }

  /** The key of copying that many longs to and fro. */
  static String copyKey(int longs) {
    return COPY + "," + longs;
  }

  /** What the work must come to. */
  static long expected(String key, long times) {
    String[] parts = key.split(",", -1);
    return parts[0].equals(COPY)
        ? times
        : Descent.expected(Integer.parseInt(parts[1]), SEED, Integer.parseInt(parts[2]), times);
  }

  /** Takes the effort and the keys of what is wanted. */
  public static void main(String[] arguments) throws Exception {
    CopyMain main = new CopyMain(Effort.valueOf(arguments[0]));
    List<String> keys = List.of(arguments).subList(1, arguments.length);
    Throwable[] failure = new Throwable[1];
    Thread thread =
        new CarrierThread(
            () -> {
              try {
                for (String key : keys) {
                  main.measure(key);
                }
              } catch (Exception e) {
                failure[0] = e;
              }
            },
            "carrier");
    thread.start();
    thread.join();
    if (failure[0] != null) {
      throw new IllegalStateException(failure[0]);
    }
  }

  private void measure(String key) throws Exception {
    String[] parts = key.split(",", -1);
    int longs = Integer.parseInt(parts[1]);
    if (parts[0].equals(COPY)) {
      copying.take(key, copies(longs));
    } else {
      // A sampling for each, since each has code of its own to warm up.
      new Sampling(effort).take(key, switches(longs, Integer.parseInt(parts[2])));
    }
  }

  /** A switch is a resumption with the suspension that ends it. */
  private Sampling.Work switches(int longs, int depth) throws ReflectiveOperationException {
    Class<? extends Descent> made = DescentClass.with(longs);
    return times -> {
      Descent descent = made.getConstructor().newInstance();
      Continuation continuation = new Continuation(() -> sum = descent.descend(SEED, depth));
      continuation.resume();
      long began = System.nanoTime();
      for (int i = 0; i < times; i++) {
        continuation.resume();
      }
      long nanos = System.nanoTime() - began;
      descent.end();
      if (continuation.resume()) {
        throw new IllegalStateException("the continuation did not end");
      }
      return new Sampling.Run(nanos, times, sum);
    };
  }

  private static Sampling.Work copies(int longs) {
    long[] stack = new long[longs];
    long[] heap = new long[longs];
    return times -> {
      stack[0] = 0;
      long began = System.nanoTime();
      for (int i = 0; i < times; i++) {
        stack[0]++;
        System.arraycopy(stack, 0, heap, 0, longs);
        System.arraycopy(heap, 0, stack, 0, longs);
      }
      return new Sampling.Run(System.nanoTime() - began, times, heap[0]);
    };
  }
}
