package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.Suspendable;
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
 * Does a loop run as fast in a method that suspends before or behind it as in plain Java? One
 * operation is the loop, over 8,192 elements, and the suspension.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ComputeAfterResumeBenchmark {
  /** What is computed. */
  @State(Scope.Benchmark)
  public static class Work {
    /** The loop. */
    @Param public LoopTask task = LoopTask.SUM;
  }

  /** Plain Java: the same class, which the agent has not touched. */
  @State(Scope.Thread)
  public static class Plain {
    private final UnsuspendedLoops loops = PlainTwin.create(Loops.class, UnsuspendedLoops.class);
  }

  /** A continuation that runs the loop once in each resume. */
  @State(Scope.Thread)
  public static class Coro {
    private final Loops loops = new Loops();
    private final Continuation never = new Continuation(() -> repeat(false, false));
    private final Continuation before = new Continuation(() -> repeat(true, false));
    private final Continuation after = new Continuation(() -> repeat(false, true));
    private LoopTask task = LoopTask.SUM;
    private long result;

    /** Sets the task. */
    @Setup
    public void prepare(Work work) {
      PlainTwin.requireInstrumented(Loops.class);
      task = work.task;
    }

    @Suspendable
    private void repeat(boolean before, boolean after) {
      while (true) {
        result = loops.run(task, before, after);
        if (!before && !after) {
          Continuation.suspend();
        }
      }
    }

    long resume(Continuation continuation) {
      continuation.resume();
      return result;
    }
  }

  /** The yardstick. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long plain(Plain state, Work work) {
    return state.loops.runOnce(work.task);
  }

  /** The method could suspend and does not: its caller does. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coroNotSuspended(Coro state) {
    return state.resume(state.never);
  }

  /** Suspended before the loop, which so runs in the resumed activation. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coro(Coro state) {
    return state.resume(state.before);
  }

  /** Suspended behind the loop. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coroSuspendedAfter(Coro state) {
    return state.resume(state.after);
  }
}
