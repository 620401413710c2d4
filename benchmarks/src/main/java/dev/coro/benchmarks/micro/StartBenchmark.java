package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does it cost to create a continuation, start it, suspend once and run it to its end? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StartBenchmark {
  private final Weight weight = new Weight(3);

  /** A continuation of this project, on a carrier thread. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coro() {
    CoroOnce once = new CoroOnce(weight);
    Continuation continuation = new Continuation(once);
    continuation.resume();
    continuation.resume();
    return once.result();
  }

  /** A continuation of the JDK. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = LoomContinuation.EXPORTS)
  public long loom() {
    LoomOnce once = new LoomOnce(weight);
    LoomContinuation continuation = new LoomContinuation(once);
    continuation.run();
    continuation.run();
    return once.result();
  }
}
