package dev.coro.benchmarks.peers;

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

/** {@link dev.coro.benchmarks.micro.YieldResumeBenchmark} with other libraries. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class YieldResumeBenchmark {
  /** A suspended computation of a peer. */
  @State(Scope.Thread)
  public abstract static class Suspended {
    /** How many activations are on the stack when it suspends. */
    @Param({"1", "10", "100", "1000"})
    public int depth;

    private Peer.@Nullable Parked parked;

    void start(Peer peer) {
      parked = peer.descend(depth);
    }

    /** Lets it end, and checks that it came back through all its activations. */
    @TearDown
    public void end() {
      parked().end();
      if (resume() || parked().result() == 0) {
        throw new IllegalStateException("it did not end");
      }
    }

    boolean resume() {
      return parked().resume();
    }

    private Peer.Parked parked() {
      if (parked == null) {
        throw new IllegalStateException("not set up");
      }
      return parked;
    }
  }

  /** One of Kilim. */
  public static class Kilim extends Suspended {
    /** Runs it to its first suspension. */
    @Setup
    public void start(Libraries.Kilim library) {
      start(library.peer);
    }
  }

  /** One of Tascalate JavaFlow. */
  public static class JavaFlow extends Suspended {
    /** Runs it to its first suspension. */
    @Setup
    public void start(Libraries.JavaFlow library) {
      start(library.peer);
    }
  }

  /** One of offbynull. */
  public static class Offbynull extends Suspended {
    /** Runs it to its first suspension. */
    @Setup
    public void start(Libraries.Offbynull library) {
      start(library.peer);
    }
  }

  /** One of Kotlin's suspend functions. */
  public static class Kotlin extends Suspended {
    /** Runs it to its first suspension. */
    @Setup
    public void start(Libraries.Kotlin library) {
      start(library.peer);
    }
  }

  /** Kilim. */
  @Benchmark
  public boolean kilim(Kilim state) {
    return state.resume();
  }

  /** Tascalate JavaFlow. */
  @Benchmark
  public boolean javaflow(JavaFlow state) {
    return state.resume();
  }

  /** Coroutines by offbynull. */
  @Benchmark
  public boolean offbynull(Offbynull state) {
    return state.resume();
  }

  /** Kotlin's suspend functions. */
  @Benchmark
  public boolean kotlin(Kotlin state) {
    return state.resume();
  }

}
