package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.micro.Weight;
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

/** {@link dev.coro.benchmarks.micro.CallOverheadBenchmark} with other libraries. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class CallOverheadBenchmark {
  /** The number whose Fibonacci number is computed. */
  @Param("25")
  public int n;

  private final Weight weight = new Weight(0);

  /** Kilim. */
  @Benchmark
  public long kilim(Libraries.Kilim library) {
    return library.peer.fibonacci(n, weight);
  }

  /** Tascalate JavaFlow. */
  @Benchmark
  public long javaflow(Libraries.JavaFlow library) {
    return library.peer.fibonacci(n, weight);
  }

  /** Coroutines by offbynull. */
  @Benchmark
  public long offbynull(Libraries.Offbynull library) {
    return library.peer.fibonacci(n, weight);
  }

  /** Kotlin's suspend functions. */
  @Benchmark
  public long kotlin(Libraries.Kotlin library) {
    return library.peer.fibonacci(n, weight);
  }

}
