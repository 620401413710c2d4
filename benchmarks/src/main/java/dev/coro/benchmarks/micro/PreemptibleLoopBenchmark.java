package dev.coro.benchmarks.micro;

import dev.coro.Continuation;
import dev.coro.benchmarks.micro.preempt.PreemptibleLoops;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a loop pay that asks whether its time slice has ended? Loops that count ({@code sum},
 * {@code saxpy}, {@code hash}, {@code matrix}) ask once in many rounds, the others in each.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PreemptibleLoopBenchmark {
  /** The loop. */
  @State(Scope.Benchmark)
  public static class Choice {
    /** Its name. */
    @Param({"sum", "saxpy", "hash", "matrix", "links", "collatz"})
    public String loop = "";
  }

  /** The same class, which the agent has not touched. */
  @State(Scope.Thread)
  public static class Plain {
    private final PlainLoops loops = PlainTwin.create(PreemptibleLoops.class, PlainLoops.class);
  }

  /** The class as the agent instruments it. */
  @State(Scope.Thread)
  public static class Preemptible {
    private final PlainLoops loops = new PreemptibleLoops();
    private long result;

    /** Looks whether the agent was there, and whether both come to the same. */
    @Setup(Level.Trial)
    public void check(Choice choice) {
      PlainTwin.requireInstrumented(PreemptibleLoops.class);
      long plain = PlainTwin.create(PreemptibleLoops.class, PlainLoops.class).run(choice.loop);
      if (new PreemptibleLoops().run(choice.loop) != plain) {
        throw new IllegalStateException(choice.loop + " comes to something else when preemptible");
      }
    }
  }

  /** Plain Java: the yardstick. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long plain(Plain state, Choice choice) {
    return state.loops.run(choice.loop);
  }

  /** In a continuation on a carrier thread. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  public long coro(Preemptible state, Choice choice) {
    new Continuation(() -> state.result = state.loops.run(choice.loop)).resume();
    return state.result;
  }
}
