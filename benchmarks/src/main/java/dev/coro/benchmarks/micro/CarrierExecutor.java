package dev.coro.benchmarks.micro;

import dev.coro.rt.CarrierThread;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Makes JMH run benchmarks on carrier threads, the fastest home of continuations. JMH creates it by
 * name: {@code -Djmh.executor=CUSTOM -Djmh.executor.class=...}.
 */
public final class CarrierExecutor extends ThreadPoolExecutor {
  /** First flag to put on a fork. */
  public static final String CUSTOM = "-Djmh.executor=CUSTOM";

  /** Second flag to put on a fork. */
  public static final String NAME =
      "-Djmh.executor.class=dev.coro.benchmarks.micro.CarrierExecutor";

  /** Creates a pool of that many carrier threads; JMH calls this. */
  public CarrierExecutor(int threads, String prefix) {
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> new CarrierThread(task, prefix + "-carrier"));
  }
}
