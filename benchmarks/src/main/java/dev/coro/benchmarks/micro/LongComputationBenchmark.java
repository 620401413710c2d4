package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.benchmarks.micro.compute.Loops;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Does the compiler replace an activation that computes for long while it runs (on-stack
 * replacement), before a suspension and in the resumed activation behind it? A single cold run of
 * two long loops; {@link ComputeAfterResumeBenchmark} is about short ones that have been compiled.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@State(Scope.Thread)
public class LongComputationBenchmark {
  /** How often each loop goes over its array of 8,192 elements. */
  @Param("50000")
  public int rounds;

  private long result;

  /** Looks whether the agent was there. */
  @Setup
  public void check() {
    PlainTwin.requireInstrumented(Loops.class);
  }

  /** Plain Java: the same class, which the agent has not touched. */
  @Benchmark
  @Fork(
      value = 5,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long plain() {
    return PlainTwin.create(Loops.class, UnsuspendedLoops.class).runLong(rounds);
  }

  /** Suspended between the two loops. */
  @Benchmark
  @Fork(
      value = 5,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coro() {
    Loops loops = new Loops();
    Continuation continuation = new Continuation(() -> result = loops.runLong(rounds, true));
    while (continuation.resume()) {
      // It goes on behind the suspension.
    }
    return result;
  }
}
