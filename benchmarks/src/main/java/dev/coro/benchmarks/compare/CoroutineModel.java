package dev.coro.benchmarks.compare;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Coroutines, all on the calling thread. */
final class CoroutineModel implements Model {
  @Override
  public ModelKind kind() {
    return ModelKind.COROUTINE;
  }

  @Override
  public Optional<String> absence() {
    return Optional.empty();
  }

  @Override
  public long createNanos(int count) {
    return Carrier.run(() -> createOneByOne(count));
  }

  @Suspendable
  private static long createOneByOne(int count) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Coroutine.start(() -> true).join();
    }
    return System.nanoTime() - start;
  }

  @Override
  public Switching switches(int switches) {
    long before = Switching.count();
    long nanos = Carrier.run(() -> yieldInTurn(switches));
    return new Switching(nanos, Switching.between(before, Switching.count()));
  }

  @Suspendable
  private static long yieldInTurn(int switches) {
    long start = System.nanoTime();
    Coroutine<Boolean> first = Coroutine.start(() -> yieldOften(switches / 2));
    Coroutine<Boolean> second = Coroutine.start(() -> yieldOften(switches / 2));
    first.join();
    second.join();
    return System.nanoTime() - start;
  }

  @Suspendable
  private static boolean yieldOften(int times) {
    for (int i = 0; i < times; i++) {
      Coroutine.yield();
    }
    return true;
  }

  @Override
  public Crowd crowd(int count, WhileParked whileParked) {
    return Carrier.run(() -> new CoroutineCrowd().gather(count, whileParked));
  }

  @Override
  public long footprintBytes() throws NotMeasurableException {
    return HeapMemory.footprintBytes();
  }

  @Override
  public WorkloadRun runWorkload(Tasks tasks) {
    long sum = Carrier.run(() -> startAndJoin(tasks));
    return WorkloadRun.inThisJvm(sum);
  }

  @Suspendable
  private static long startAndJoin(Tasks tasks) {
    List<Coroutine<Long>> started = new ArrayList<>(tasks.count());
    for (int i = 1; i <= tasks.count(); i++) {
      long seed = i;
      started.add(Coroutine.start(() -> task(tasks, seed)));
    }
    long sum = 0;
    for (Coroutine<Long> coroutine : started) {
      sum += coroutine.join();
    }
    return sum;
  }

  @Suspendable
  private static long task(Tasks tasks, long seed) {
    Duration wait = Duration.ofMillis(tasks.waitMillis());
    long value = seed;
    for (int i = 0; i < tasks.waits(); i++) {
      Coroutine.sleep(wait);
      value = TinyWork.stir(value);
    }
    return value;
  }

  @Override
  public String how(Metric metric, Scale scale) {
    Counts counts = scale.coroutine();
    return switch (metric) {
      case CREATE -> "Coroutine.start and join, empty body; " + counts.created() + " a sample";
      case SWITCH ->
          "two coroutines of one carrier call Coroutine.yield in turn; on one core; "
              + counts.switches()
              + " a sample";
      case MEMORY ->
          "growth of live heap plus resident memory outside of the heap, by a coroutine that joins"
              + " another; "
              + counts.parked()
              + " a sample";
      case ALIVE -> "coroutines that join another; stops at " + counts.aliveCap();
      case WORKLOAD_WALL, WORKLOAD_CPU, WORKLOAD_PEAK ->
          scale.tasks().count()
              + " coroutines at once on one thread, each waits "
              + scale.tasks().waits()
              + " x "
              + scale.tasks().waitMillis()
              + " ms (Coroutine.sleep) and computes for about a microsecond after each wait;"
              + " memory: peak resident set of the whole JVM";
    };
  }
}
