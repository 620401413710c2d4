package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.micro.SkynetBenchmark;
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

/** {@link SkynetBenchmark} with Kotlin's coroutines and channels. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@Fork(value = 2, jvmArgsAppend = {SkynetBenchmark.HEAP, SkynetBenchmark.WHOLE_HEAP, SkynetBenchmark.TOUCHED})
@State(Scope.Thread)
public class KotlinSkynetBenchmark {
  /** Number of leaves: a power of ten. */
  @Param({"100000", "1000000"})
  public int leaves;

  /** Coroutines on the thread of {@code runBlocking}. */
  @Benchmark
  public long kotlin() {
    long sum = KotlinTasks.skynet(leaves);
    if (sum != leaves * (leaves - 1L) / 2) {
      throw new IllegalStateException(sum + " is not the sum of the numbers below " + leaves);
    }
    return sum;
  }
}
