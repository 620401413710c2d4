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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does one resume and suspend cost, below a stack of some depth? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class YieldResumeBenchmark {
  /** How many activations are on the stack when it suspends. */
  @Param({"1", "10", "100", "1000"})
  public int depth;

  private final CoroDescent coroDescent = new CoroDescent();
  private final LoomDescent loomDescent = new LoomDescent();
  private Continuation continuation = new Continuation(() -> {});
  private LoomHolder loom = new LoomHolder();

  /** Creates the continuation and runs it to its first suspension. */
  @Setup
  public void start() {
    continuation = new Continuation(() -> coroDescent.run(depth));
    continuation.resume();
  }

  /** Resumes a continuation of this project until it suspends again. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public boolean coro() {
    return continuation.resume();
  }
}
