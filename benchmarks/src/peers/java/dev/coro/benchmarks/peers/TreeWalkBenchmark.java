package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.micro.Tree;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@link dev.coro.benchmarks.micro.TreeWalkBenchmark} with other libraries. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@OperationsPerInvocation(Tree.NODES)
@State(Scope.Thread)
public class TreeWalkBenchmark {
  /** How the tree hangs together. */
  @Param public Tree.Shape shape = Tree.Shape.BALANCED;

  private Tree tree = shape.create();

  /** Makes the tree. */
  @Setup
  public void createTree() {
    tree = shape.create();
  }

  /** Kilim. */
  @Benchmark
  public long kilim(Libraries.Kilim library) {
    return dev.coro.benchmarks.micro.TreeWalkBenchmark.sum(library.peer.walk(tree));
  }

  /** Tascalate JavaFlow. */
  @Benchmark
  public long javaflow(Libraries.JavaFlow library) {
    return dev.coro.benchmarks.micro.TreeWalkBenchmark.sum(library.peer.walk(tree));
  }

  /** Coroutines by offbynull. */
  @Benchmark
  public long offbynull(Libraries.Offbynull library) {
    return dev.coro.benchmarks.micro.TreeWalkBenchmark.sum(library.peer.walk(tree));
  }

  /** Kotlin's suspend functions. */
  @Benchmark
  public long kotlin(Libraries.Kotlin library) {
    return dev.coro.benchmarks.micro.TreeWalkBenchmark.sum(library.peer.walk(tree));
  }

}
