package dev.coro.benchmarks.micro;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost that a coroutine yields and the next one goes on, with some number of them
 * ready? To be read beside {@link YieldResumeBenchmark#coro} at depth 1, which has no scheduler.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SchedulerYieldBenchmark {
  /** Yields in one invocation, by all coroutines together: starting them is little beside that. */
  static final int YIELDS = 10_000_000;

  /** How many coroutines are ready. */
  @Param({"2", "10000"})
  public int ready;

  private int done;

  /** All of them yield in turn. */
  @Benchmark
  @Fork(
      value = 2,
      jvmArgsAppend = {CarrierExecutor.CUSTOM, CarrierExecutor.NAME})
  @OperationsPerInvocation(YIELDS)
  public int coro() {
    done = 0;
    Carrier.run(
        () -> {
          for (int i = 0; i < ready; i++) {
            Weight weight = new Weight(i);
            Coroutine.start(() -> takeTurns(YIELDS / ready, weight));
          }
        });
    if (done != ready) {
      throw new IllegalStateException(done + " of " + ready + " have ended");
    }
    return done;
  }

  @Suspendable
  private void takeTurns(int turns, Weight weight) {
    long sum = 0;
    for (int i = 0; i < turns; i++) {
      sum += weight.grams();
      Coroutine.yield();
    }
    if (sum == (long) turns * weight.grams()) {
      done++;
    }
  }
}
