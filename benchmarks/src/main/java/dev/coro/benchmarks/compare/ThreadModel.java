package dev.coro.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Threads, platform or virtual: the same code, another factory. */
final class ThreadModel implements Model {
  /** Longer than the kernel takes to end some of the threads that wait to be ended. */
  private static final long SETTLE_NANOS = 50_000_000;

  private final ModelKind kind;
  private final ThreadFactory threads;
  private final String absence;

  private ThreadModel(ModelKind kind, ThreadFactory threads, String absence) {
    this.kind = kind;
    this.threads = threads;
    this.absence = absence;
  }

  static ThreadModel platform() {
    return new ThreadModel(ModelKind.PLATFORM_THREAD, Thread::new, "");
  }

  static ThreadModel virtual() {
    return VirtualThreads.factory()
        .map(factory -> new ThreadModel(ModelKind.VIRTUAL_THREAD, factory, ""))
        .orElseGet(
            () ->
                new ThreadModel(ModelKind.VIRTUAL_THREAD, Thread::new, VirtualThreads.whyAbsent()));
  }

  @Override
  public ModelKind kind() {
    return kind;
  }

  @Override
  public Optional<String> absence() {
    return absence.isEmpty() ? Optional.empty() : Optional.of(absence);
  }

  @Override
  public long createNanos(int count) throws InterruptedException {
    AtomicLong nanos = new AtomicLong();
    // Started by a thread of the same kind: a virtual thread then needs no other core's help.
    Thread starter = threads.newThread(() -> nanos.set(createOneByOne(count)));
    starter.start();
    starter.join();
    return nanos.get();
  }

  private long createOneByOne(int count) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Thread thread = threads.newThread(() -> {});
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a starter", e);
      }
    }
    return System.nanoTime() - start;
  }

  @Override
  public Switching switches(int switches) throws InterruptedException {
    return new ParkPingPong(threads, switches / 2).play();
  }

  @Override
  public Crowd crowd(int count, WhileParked whileParked)
      throws InterruptedException, NotMeasurableException {
    AtomicBoolean released = new AtomicBoolean();
    List<Thread> started = new ArrayList<>(count);
    String failure = "";
    try {
      while (started.size() < count && failure.isEmpty()) {
        failure = startWaiter(released, started);
      }
      for (Thread thread : started) {
        awaitParked(thread);
      }
      whileParked.measure();
      return new Crowd(started.size(), failure);
    } finally {
      released.set(true);
      started.forEach(LockSupport::unpark);
      for (Thread thread : started) {
        thread.join();
      }
    }
  }

  private String startWaiter(AtomicBoolean released, List<Thread> started) {
    try {
      Thread thread = threads.newThread(() -> parkUntil(released));
      thread.start();
      started.add(thread);
      return "";
    } catch (OutOfMemoryError e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void parkUntil(AtomicBoolean released) {
    while (!released.get()) {
      LockSupport.park(released);
    }
  }

  private static void awaitParked(Thread thread) throws InterruptedException {
    while (thread.getState() != Thread.State.WAITING) {
      if (!thread.isAlive()) {
        throw new IllegalStateException(thread + " ended before it was released");
      }
      Thread.sleep(1);
    }
  }

  @Override
  public long footprintBytes() throws NotMeasurableException {
    awaitNativeEnds();
    return HeapMemory.footprintBytes();
  }

  /** Waits until the kernel has no more threads to end: Java tells the end of one a bit earlier. */
  private static void awaitNativeEnds() throws NotMeasurableException {
    long before;
    do {
      before = ProcFs.threads();
      LockSupport.parkNanos(SETTLE_NANOS);
    } while (ProcFs.threads() < before);
  }

  @Override
  public WorkloadRun runWorkload(Tasks tasks) throws InterruptedException {
    AtomicLong sum = new AtomicLong();
    List<Thread> started = new ArrayList<>(tasks.count());
    for (int i = 1; i <= tasks.count(); i++) {
      long seed = i;
      Thread thread = threads.newThread(() -> sum.addAndGet(task(tasks, seed)));
      thread.start();
      started.add(thread);
    }
    for (Thread thread : started) {
      thread.join();
    }
    return WorkloadRun.inThisJvm(sum.get());
  }

  private static long task(Tasks tasks, long seed) {
    long value = seed;
    for (int wait = 0; wait < tasks.waits(); wait++) {
      try {
        Thread.sleep(tasks.waitMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts a task", e);
      }
      value = TinyWork.stir(value);
    }
    return value;
  }

  @Override
  public String how(Metric metric, Scale scale) {
    return ThreadTexts.how(kind, metric, scale);
  }
}
