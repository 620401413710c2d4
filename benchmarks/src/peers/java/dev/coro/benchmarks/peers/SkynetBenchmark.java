package dev.coro.benchmarks.peers;

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

/** {@link dev.coro.benchmarks.micro.SkynetBenchmark} with other libraries. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@Fork(
    value = 2,
    jvmArgsAppend = {
      dev.coro.benchmarks.micro.SkynetBenchmark.HEAP,
      dev.coro.benchmarks.micro.SkynetBenchmark.WHOLE_HEAP,
      dev.coro.benchmarks.micro.SkynetBenchmark.TOUCHED
    })
@State(Scope.Thread)
public class SkynetBenchmark {
  /** Number of leaves: a power of ten. */
  @Param({"100000", "1000000"})
  public int leaves;

  /** Tasks of Kilim, on one thread of its scheduler. */
  @Benchmark
  public long kilim(Libraries.KilimScheduler state) {
    return checked(state.tasks.skynet(leaves));
  }

  /** Coroutines of Kotlin, on the thread of {@code runBlocking}. */
  @Benchmark
  public long kotlin() {
    return checked(KotlinTasks.skynet(leaves));
  }

  private long checked(long sum) {
    if (sum != leaves * (leaves - 1L) / 2) {
      throw new IllegalStateException(sum + " is not the sum of the numbers below " + leaves);
    }
    return sum;
  }
}
