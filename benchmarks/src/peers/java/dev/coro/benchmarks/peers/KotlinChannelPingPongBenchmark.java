package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.micro.ChannelPingPongBenchmark;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** {@link ChannelPingPongBenchmark} with Kotlin's coroutines and rendezvous channels. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KotlinChannelPingPongBenchmark {
  /** Two coroutines on the thread of {@code runBlocking}. */
  @Benchmark
  @OperationsPerInvocation(ChannelPingPongBenchmark.MESSAGES)
  public int kotlin() {
    return KotlinTasks.pingPong(ChannelPingPongBenchmark.MESSAGES / 2);
  }
}
