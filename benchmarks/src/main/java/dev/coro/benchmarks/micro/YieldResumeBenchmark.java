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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What does one resume and suspend cost, below a stack of some depth? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class YieldResumeBenchmark {

  /** A suspended continuation of this project. */
  @State(Scope.Thread)
  public static class Coro {
    /** How many activations are on the stack when it suspends. */
    @Param({"1", "10", "100", "1000"})
    public int depth;

    private final CoroDescent descent = new CoroDescent();
    private @Nullable Continuation continuation;

    /** Creates the continuation and runs it to its first suspension. */
    @Setup
    public void start() {
      continuation = new Continuation(() -> descent.run(depth));
      continuation.resume();
    }

    /** Lets it end, and checks that it came back through all its activations. */
    @TearDown
    public void end() {
      descent.end();
      if (resume() || descent.result() == 0) {
        throw new IllegalStateException("the continuation did not end");
      }
    }

    boolean resume() {
      if (continuation == null) {
        throw new IllegalStateException("not set up");
      }
      return continuation.resume();
    }
  }

  /** A suspended continuation of the JDK. */
  @State(Scope.Thread)
  public static class Loom {
    /** How many activations are on the stack when it suspends. */
    @Param({"1", "10", "100", "1000"})
    public int depth;

    private final LoomDescent descent = new LoomDescent();
    private @Nullable LoomContinuation continuation;

    /** Creates the continuation and runs it to its first suspension. */
    @Setup
    public void start() {
      continuation = new LoomContinuation(() -> descent.run(depth));
      continuation.run();
    }

    /** Lets it end, and checks that it came back through all its activations. */
    @TearDown
    public void end() {
      descent.end();
      resume();
      if (descent.result() == 0) {
        throw new IllegalStateException("the continuation did not end");
      }
    }

    void resume() {
      if (continuation == null) {
        throw new IllegalStateException("not set up");
      }
      continuation.run();
    }
  }

  /** Resumes a continuation of this project until it suspends again, on a carrier thread. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public boolean coro(Coro state) {
    return state.resume();
  }

  /** The same on a thread that is not ours. */
  @Benchmark
  @Fork(2)
  public boolean coroGuest(Coro state) {
    return state.resume();
  }

  /** Resumes a continuation of the JDK until it yields again. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = LoomContinuation.EXPORTS)
  public void loom(Loom state) {
    state.resume();
  }
}
