package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What does a copy of a suspended continuation cost, alone and with one resume? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class ForkBenchmark {
  /** How many activations are on the stack where it is suspended. */
  @Param({"1", "1000"})
  public int depth;

  private final CoroDescent descent = new CoroDescent();
  private @Nullable Continuation parked;

  /** Creates the continuation and runs it to its first suspension. */
  @Setup
  public void start() {
    parked = new Continuation(() -> descent.run(depth));
    parked.resume();
  }

  /** Copies it. */
  @Benchmark
  public Continuation fork() {
    if (parked == null) {
      throw new IllegalStateException("not set up");
    }
    return parked.fork();
  }

  /** Copies it, and runs the copy to its next suspension. */
  @Benchmark
  public boolean forkAndResume() {
    return fork().resume();
  }
}
