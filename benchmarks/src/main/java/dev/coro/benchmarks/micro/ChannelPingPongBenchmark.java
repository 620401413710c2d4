package dev.coro.benchmarks.micro;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.VirtualThreads;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to hand one message over, when each has to wait for the other? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ChannelPingPongBenchmark {
  /** Messages in one invocation: half of them there, half of them back. */
  public static final int MESSAGES = 20_000;

  /** Two coroutines of one carrier, over two rendezvous channels. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  @OperationsPerInvocation(MESSAGES)
  public int coro() {
    return Carrier.<Integer>run(
        () -> {
          Channel<Integer> there = Channel.rendezvous();
          Channel<Integer> back = Channel.rendezvous();
          Coroutine.start(() -> pong(there, back));
          return ping(there, back);
        });
  }

  @Suspendable
  private static int ping(Channel<Integer> there, Channel<Integer> back) {
    int last = 0;
    for (int i = 0; i < MESSAGES / 2; i++) {
      there.send(last);
      last = back.receive();
    }
    return last;
  }

  @Suspendable
  private static void pong(Channel<Integer> there, Channel<Integer> back) {
    for (int i = 0; i < MESSAGES / 2; i++) {
      back.send(there.receive() + 1);
    }
  }

  /** Two virtual threads on one carrier thread, over two synchronous queues. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {
        "-Djdk.virtualThreadScheduler.parallelism=1",
        "-Djdk.virtualThreadScheduler.maxPoolSize=1"
      })
  @OperationsPerInvocation(MESSAGES)
  public int loom() throws InterruptedException {
    SynchronousQueue<Integer> there = new SynchronousQueue<>();
    SynchronousQueue<Integer> back = new SynchronousQueue<>();
    int[] result = new int[1];
    Thread ponging = start(() -> pong(there, back));
    Thread pinging = start(() -> result[0] = ping(there, back));
    pinging.join();
    ponging.join();
    return result[0];
  }

  /** A task that may block. */
  private interface Blocking {
    void run() throws InterruptedException;
  }

  private static Thread start(Blocking task) {
    Thread thread =
        VirtualThreads.factory()
            .orElseThrow(() -> new IllegalStateException(VirtualThreads.whyAbsent()))
            .newThread(
                () -> {
                  try {
                    task.run();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    thread.start();
    return thread;
  }

  private static int ping(SynchronousQueue<Integer> there, SynchronousQueue<Integer> back)
      throws InterruptedException {
    int last = 0;
    for (int i = 0; i < MESSAGES / 2; i++) {
      there.put(last);
      last = back.take();
    }
    return last;
  }

  private static void pong(SynchronousQueue<Integer> there, SynchronousQueue<Integer> back)
      throws InterruptedException {
    for (int i = 0; i < MESSAGES / 2; i++) {
      back.put(there.take() + 1);
    }
  }
}
