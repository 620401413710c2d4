package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.micro.Footprint;
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

/** {@link dev.coro.benchmarks.micro.ParkedBenchmark} with other libraries. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(1)
@State(Scope.Thread)
public class ParkedBenchmark {
  /** How many activations are on the stack where it is suspended. */
  @Param({"1", "10", "100"})
  public int depth;

  /** Kilim. */
  @Benchmark
  public void kilim(Libraries.Kilim library, Footprint footprint) {
    footprint.weigh(() -> library.peer.descend(depth));
  }

  /** Tascalate JavaFlow. */
  @Benchmark
  public void javaflow(Libraries.JavaFlow library, Footprint footprint) {
    footprint.weigh(() -> library.peer.descend(depth));
  }

  /** Coroutines by offbynull. */
  @Benchmark
  public void offbynull(Libraries.Offbynull library, Footprint footprint) {
    footprint.weigh(() -> library.peer.descend(depth));
  }

  /** Kotlin's suspend functions. */
  @Benchmark
  public void kotlin(Libraries.Kotlin library, Footprint footprint) {
    footprint.weigh(() -> library.peer.descend(depth));
  }

}
