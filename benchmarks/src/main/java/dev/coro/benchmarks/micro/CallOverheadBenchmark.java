package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
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
 * What do calls cost that could suspend but do not? One operation is a whole recursion, some
 * 240,000 calls for n = 25: the one continuation that is created for it does not count.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallOverheadBenchmark {
  /** The number whose Fibonacci number is computed. */
  @Param("25")
  public int n;

  private final Weight weight = new Weight(0);
  private long result;

  /** Plain Java: the yardstick. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long plain() {
    return Fibonacci.plain(n, weight);
  }

  /** In a continuation on a carrier thread. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long suspendable() {
    return inContinuation();
  }

  /** In a continuation on a thread that is not ours. */
  @Benchmark
  @Fork(2)
  public long suspendableGuest() {
    return inContinuation();
  }

  /** On a plain thread of a JVM that runs no continuation. */
  @Benchmark
  @Fork(2)
  public long suspendableOutside() {
    return Fibonacci.suspendable(n, weight);
  }

  private long inContinuation() {
    new Continuation(() -> result = Fibonacci.suspendable(n, weight)).resume();
    return result;
  }
}
