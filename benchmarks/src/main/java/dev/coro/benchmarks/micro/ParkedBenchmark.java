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
 * How much heap does a suspended continuation take, with its stack and its task? Three live locals
 * per activation. The answer is the counter {@code bytes}; the time is that of making 20,000 of
 * them and of four collections, and tells little.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@State(Scope.Thread)
public class ParkedBenchmark {
  /** How many activations are on the stack where it is suspended. */
  @Param({"1", "10", "100"})
  public int depth;

  /** Continuations of this project. */
  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public void coro(Footprint footprint) {
    footprint.weigh(
        () -> {
          CoroDescent descent = new CoroDescent();
          Continuation continuation = new Continuation(() -> descent.run(depth));
          continuation.resume();
          return continuation;
        });
  }

  /** Continuations of the JDK. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = LoomContinuation.EXPORTS)
  public void loom(Footprint footprint) {
    footprint.weigh(
        () -> {
          LoomDescent descent = new LoomDescent();
          LoomContinuation continuation = new LoomContinuation(() -> descent.run(depth));
          continuation.run();
          return continuation;
        });
  }
}
