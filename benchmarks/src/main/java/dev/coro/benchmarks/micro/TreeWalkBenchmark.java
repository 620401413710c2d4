package dev.coro.benchmarks.micro;

import dev.coro.Generator;
import dev.coro.Suspendable;
import java.util.Iterator;
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

/**
 * What does an element of a recursive walk of a tree cost, when somebody else asks for the elements
 * one by one? The walk yields at every depth, so a library that goes down the whole stack again for
 * each element pays for it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
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

  /** The yardstick: no recursion, a stack of one's own. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long plain() {
    return sum(new TreeIterator(tree));
  }

  /** A generator of this project. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coro() {
    return sum(Generator.<Integer>of(out -> walk(tree, out)).iterator());
  }

  @Suspendable
  private static void walk(Tree tree, Generator.Output<Integer> out) {
    if (tree.left() != null) {
      walk(tree.left(), out);
    }
    out.yield(tree.value());
    if (tree.right() != null) {
      walk(tree.right(), out);
    }
  }

  /** A continuation of the JDK. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = LoomContinuation.EXPORTS)
  public long loom() {
    return sum(new LoomTreeWalk(tree));
  }

  /** Takes all elements, and checks them. */
  public static long sum(Iterator<Integer> walk) {
    long checksum = 0;
    while (walk.hasNext()) {
      checksum = Tree.extended(checksum, walk.next());
    }
    return Tree.checked(checksum);
  }
}
