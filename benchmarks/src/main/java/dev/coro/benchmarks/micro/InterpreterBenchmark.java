package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.benchmarks.micro.interpreter.CollatzProgram;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
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
 * What does a program pay in which every method could suspend, and none does? An interpreter of
 * trees: short methods behind an interface, which the JIT finds hard in any case. One operation is
 * a whole run of the interpreted program.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class InterpreterBenchmark {
  /** How much work the interpreted program does. */
  @State(Scope.Benchmark)
  public static class Size {
    /** Numbers below it are tried; for 200 that is 7,000 rounds of the inner loop. */
    @Param("200")
    public int limit;
  }

  /** The same classes, which the agent has not touched. */
  @State(Scope.Thread)
  public static class Plain {
    private final IntToLongFunction program =
        PlainTwin.create(CollatzProgram.class, IntToLongFunction.class);
  }

  /** The classes as the agent instruments them. */
  @State(Scope.Thread)
  public static class Instrumented {
    private final IntToLongFunction program = new CollatzProgram();
    private long result;

    /** Looks at one of the methods. */
    @Setup
    public void check() throws ClassNotFoundException {
      PlainTwin.requireInstrumented(
          Class.forName(CollatzProgram.class.getPackageName() + ".Node$If"));
    }
  }

  /** Plain Java: the yardstick. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long plain(Plain state, Size size) {
    return state.program.applyAsLong(size.limit);
  }

  /** In a continuation on a carrier thread. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coro(Instrumented state, Size size) {
    new Continuation(() -> state.result = state.program.applyAsLong(size.limit)).resume();
    return state.result;
  }

  /** On a plain thread of a JVM that runs no continuation. */
  @Benchmark
  @Fork(2)
  public long coroOutside(Instrumented state, Size size) {
    return state.program.applyAsLong(size.limit);
  }
}
