package dev.coro.benchmarks.peers;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** {@link dev.coro.benchmarks.micro.ChannelPingPongBenchmark} with other libraries. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@OperationsPerInvocation(ChannelPingPongBenchmark.MESSAGES)
public class ChannelPingPongBenchmark {
  static final int MESSAGES = dev.coro.benchmarks.micro.ChannelPingPongBenchmark.MESSAGES;

  /** Two tasks of Kilim on one thread, over mailboxes for one message: it has no rendezvous. */
  @Benchmark
  public int kilim(Libraries.KilimScheduler state) {
    return checked(state.tasks.pingPong(MESSAGES / 2));
  }

  /** Two coroutines of Kotlin on the thread of {@code runBlocking}, over rendezvous channels. */
  @Benchmark
  public int kotlin() {
    return checked(KotlinTasks.pingPong(MESSAGES / 2));
  }

  private static int checked(int roundTrips) {
    if (roundTrips != MESSAGES / 2) {
      throw new IllegalStateException(roundTrips + " round trips");
    }
    return roundTrips;
  }
}
