package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.Suspendable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does an event of a simulation cost whose processes are continuations? One operation is one
 * event of the {@link HoldModel}: the earliest is taken from a priority queue, its process goes on,
 * draws a random number and holds again. All variants draw the same numbers.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(HoldModelBenchmark.EVENTS)
@State(Scope.Thread)
public class HoldModelBenchmark {
  /** Events in one invocation. */
  static final int EVENTS = 10_000;

  /** How many processes there are. */
  @Param({"100", "10000"})
  public int processes;

  private @Nullable HoldModel model;

  /** Processes without a stack, written as what they do at each event: the yardstick. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public double plain() {
    return run(PlainProcess::new);
  }

  /** Continuations of this project. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public double coro() {
    return run(CoroProcess::new);
  }

  /** Continuations of the JDK. */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = LoomContinuation.EXPORTS)
  public double loom() {
    return run(LoomProcess::new);
  }

  private double run(Function<HoldModel, HoldModel.Holder> factory) {
    HoldModel running = model;
    if (running == null) {
      running = new HoldModel();
      for (int i = 0; i < processes; i++) {
        running.start(factory.apply(running));
      }
      model = running;
    }
    double before = running.now();
    double after = running.run(EVENTS);
    if (after <= before || running.size() != processes) {
      throw new IllegalStateException("time stands still, or a process was lost");
    }
    return after;
  }

  private static final class PlainProcess extends HoldModel.Holder {
    private final HoldModel model;

    PlainProcess(HoldModel model) {
      this.model = model;
    }

    @Override
    void resume() {
      model.hold(model.randomDelay());
    }
  }

  private static final class CoroProcess extends HoldModel.Holder {
    private final Continuation continuation;

    CoroProcess(HoldModel model) {
      continuation = new Continuation(() -> live(model));
    }

    @Suspendable
    private static void live(HoldModel model) {
      while (true) {
        model.hold(model.randomDelay());
        Continuation.suspend();
      }
    }

    @Override
    void resume() {
      continuation.resume();
    }
  }

  private static final class LoomProcess extends HoldModel.Holder {
    private final LoomContinuation continuation;

    LoomProcess(HoldModel model) {
      continuation = new LoomContinuation(() -> live(model));
    }

    private static void live(HoldModel model) {
      while (true) {
        model.hold(model.randomDelay());
        LoomContinuation.suspend();
      }
    }

    @Override
    void resume() {
      continuation.run();
    }
  }
}
