package dev.coro.benchmarks.micro;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.VirtualThreads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does a tree of tasks take, each of which starts ten more and adds up what they report
 * over a channel, down to leaves that report their number? (A. Temlyakov's skynet, 2016)
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@State(Scope.Thread)
public class SkynetBenchmark {
  /** Tasks that one task starts, and how many reports its channel takes in before it is read. */
  public static final int CHILDREN = 10;

  /** Heap of each fork: all tasks of the largest tree are alive at once. */
  public static final String HEAP = "-Xmx4g";

  /** All of it is there from the beginning, and touched: growing would be measured, too. */
  public static final String WHOLE_HEAP = "-Xms4g";

  /** See {@link #WHOLE_HEAP}. */
  public static final String TOUCHED = "-XX:+AlwaysPreTouch";

  /** Number of leaves: a power of ten. */
  @Param({"100000", "1000000"})
  public int leaves;

  /** Coroutines of one carrier. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {HEAP, WHOLE_HEAP, TOUCHED, CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coro() {
    return checked(
        Carrier.<Long>run(
            () -> {
              Channel<Long> result = Channel.buffered(1);
              report(result, 0, leaves);
              return result.receive();
            }));
  }

  @Suspendable
  private static void report(Channel<Long> reports, long first, int size) {
    if (size == 1) {
      reports.send(first);
      return;
    }
    Channel<Long> below = Channel.buffered(CHILDREN);
    int part = size / CHILDREN;
    for (int i = 0; i < CHILDREN; i++) {
      long start = first + (long) i * part;
      Coroutine.start(() -> report(below, start, part));
    }
    long sum = 0;
    for (int i = 0; i < CHILDREN; i++) {
      sum += below.receive();
    }
    reports.send(sum);
  }

  /** Virtual threads on one carrier thread. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {
        HEAP,
        WHOLE_HEAP,
        TOUCHED,
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Djdk.virtualThreadScheduler.maxPoolSize=1"
      })
  public long loom() throws InterruptedException {
    ThreadFactory threads =
        VirtualThreads.factory()
            .orElseThrow(() -> new IllegalStateException(VirtualThreads.whyAbsent()));
    BlockingQueue<Long> result = new ArrayBlockingQueue<>(1);
    startReporter(threads, result, 0, leaves);
    return checked(result.take());
  }

  private static void startReporter(
      ThreadFactory threads, BlockingQueue<Long> reports, long first, int size) {
    threads
        .newThread(
            () -> {
              try {
                report(threads, reports, first, size);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            })
        .start();
  }

  private static void report(
      ThreadFactory threads, BlockingQueue<Long> reports, long first, int size)
      throws InterruptedException {
    if (size == 1) {
      reports.put(first);
      return;
    }
    BlockingQueue<Long> below = new ArrayBlockingQueue<>(CHILDREN);
    int part = size / CHILDREN;
    for (int i = 0; i < CHILDREN; i++) {
      startReporter(threads, below, first + (long) i * part, part);
    }
    long sum = 0;
    for (int i = 0; i < CHILDREN; i++) {
      sum += below.take();
    }
    reports.put(sum);
  }

  private long checked(long sum) {
    if (sum != leaves * (leaves - 1L) / 2) {
      throw new IllegalStateException(sum + " is not the sum of the numbers below " + leaves);
    }
    return sum;
  }
}
