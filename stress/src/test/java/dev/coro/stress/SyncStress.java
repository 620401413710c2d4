package dev.coro.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.sync.Mutex;
import dev.coro.sync.Semaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Locks and semaphores that are shared, and monitors across suspensions. */
public class SyncStress {
  private SyncStress() {}

  /** Two carriers count under a lock that they hold while suspended. */
  @JCStressTest
  @Outcome(id = "4", expect = ACCEPTABLE, desc = "Counted.")
  @Outcome(expect = FORBIDDEN, desc = "Both were inside.")
  @State
  public static class MutexOfCarriers {
    private final Mutex mutex = new Mutex().shared();
    private int count;

    private void countTwice() {
      Carrier.run(
          () -> {
            for (int i = 0; i < 2; i++) {
              mutex.withLock(
                  () -> {
                    int before = count;
                    Coroutine.yieldNow();
                    count = before + 1;
                  });
            }
          });
    }

    @Actor
    public void first() {
      countTwice();
    }

    @Actor
    public void second() {
      countTwice();
    }

    @Arbiter
    public void result(I_Result r) {
      r.r1 = count;
    }
  }

  /** A coroutine that waits for a lock is cancelled while a thread hands it over. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Got it, and gave it back.")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Cancelled; the lock is free.")
  @Outcome(expect = FORBIDDEN, desc = "Nobody holds it, and nobody can have it.")
  @State
  public static class MutexOrCancel {
    private final Mutex mutex = new Mutex().shared();

    @Actor
    public void holder() {
      mutex.lock();
      mutex.unlock();
    }

    @Actor
    public void waiter(II_Result r) {
      Carrier.run(
          () -> {
            CancelScope scope = new CancelScope();
            Coroutine.start(() -> scope.cancel());
            scope.run(
                () -> {
                  mutex.lock();
                  mutex.unlock();
                  r.r1 = 1;
                });
          });
    }

    @Arbiter
    public void result(II_Result r) {
      r.r2 = mutex.tryLock() ? 1 : 0;
    }
  }

  /** A coroutine that waits for permits is cancelled while a thread releases some. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "Cancelled: both are there.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Got both.")
  @Outcome(expect = FORBIDDEN, desc = "A permit was lost or made.")
  @State
  public static class SemaphoreOrCancel {
    private final Semaphore semaphore = new Semaphore(0).shared();

    @Actor
    public void releaser() {
      semaphore.release();
      semaphore.release();
    }

    @Actor
    public void acquirer(II_Result r) {
      Carrier.run(
          () -> {
            CancelScope scope = new CancelScope();
            Coroutine.start(() -> scope.cancel());
            scope.run(
                () -> {
                  semaphore.acquire(2);
                  r.r1 = 1;
                });
          });
    }

    @Arbiter
    public void result(II_Result r) {
      r.r2 = semaphore.available();
    }
  }

  /** A coroutine suspends in a synchronized block for which a thread waits. */
  @JCStressTest
  @Outcome(id = "4", expect = ACCEPTABLE, desc = "Counted.")
  @Outcome(expect = FORBIDDEN, desc = "Both were inside.")
  @State
  public static class MonitorAcrossSuspension {
    private final Object monitor = new Object();
    private int count;

    private void countTwice() {
      Carrier.run(
          () -> {
            for (int i = 0; i < 2; i++) {
              synchronized (monitor) {
                int before = count;
                Coroutine.yieldNow();
                count = before + 1;
              }
            }
          });
    }

    @Actor
    public void first() {
      countTwice();
    }

    @Actor
    public void second() {
      countTwice();
    }

    @Arbiter
    public void result(I_Result r) {
      r.r1 = count;
    }
  }
}
