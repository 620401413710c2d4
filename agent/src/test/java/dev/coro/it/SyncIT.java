package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.DeadlockException;
import dev.coro.Suspendable;
import dev.coro.sync.Barrier;
import dev.coro.sync.Condition;
import dev.coro.sync.Event;
import dev.coro.sync.Latch;
import dev.coro.sync.Lazy;
import dev.coro.sync.Mutex;
import dev.coro.sync.ReadWriteLock;
import dev.coro.sync.Semaphore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in {@code dev.coro.sync}. */
@Timeout(30)
class SyncIT {
  private static final Duration SHORT = Duration.ofMillis(2);

  private final List<Object> ran = new ArrayList<>();

  @Suspendable
  private void note(String what, int yields) {
    ran.add(what + " begins");
    for (int i = 0; i < yields; i++) {
      Coroutine.yieldNow();
    }
    ran.add(what + " ends");
  }

  // ---- mutex

  @Test
  void aMutexIsHandedOnInOrder() {
    Carrier.run(
        () -> {
          Mutex mutex = new Mutex();
          for (String name : List.of("a", "b", "c")) {
            Coroutine.start(name, () -> mutex.withLock(() -> note(name, 2)));
          }
          Coroutine.yieldNow();
          assertEquals(Optional.of("a"), mutex.owner());
          assertEquals(List.of("b", "c"), mutex.waiters());
          assertFalse(mutex.tryLock());
        });
    assertEquals(List.of("a begins", "a ends", "b begins", "b ends", "c begins", "c ends"), ran);
  }

  @Test
  void aCancelledWaiterDoesNotGetTheMutex() {
    Carrier.run(
        () -> {
          Mutex mutex = new Mutex();
          mutex.lock();
          var impatient = Coroutine.start(() -> CancelScope.moveOnAfter(SHORT, mutex::lock));
          var patient = Coroutine.start("patient", () -> mutex.lock());
          assertFalse(impatient.join());
          mutex.unlock();
          assertEquals(Optional.of("patient"), mutex.owner());
          patient.join();
        });
  }

  @Test
  void misuseOfAMutexIsRefused() {
    Carrier.run(
        () -> {
          Mutex mutex = new Mutex();
          var notHeld = assertThrows(IllegalStateException.class, mutex::unlock);
          assertTrue(
              notHeld
                  .getMessage()
                  .matches("\\[CO241] unlock\\(\\) of mutex@\\w+ called by 'main', .*"),
              notHeld::getMessage);
          mutex.lock();
          var again = Thrown.by(IllegalStateException.class, mutex::lock);
          assertTrue(again.getMessage().startsWith("[CO240] lock() of mutex@"), again::getMessage);
          var other =
              Coroutine.start(() -> assertThrows(IllegalStateException.class, mutex::unlock));
          other.join();
        });
  }

  @Test
  void aDeadlockTellsWhoHoldsWhat() {
    var thrown =
        assertThrows(
            DeadlockException.class,
            () ->
                Carrier.run(
                    () -> {
                      Mutex a = new Mutex();
                      Mutex b = new Mutex();
                      Coroutine.start(
                          "second",
                          () -> {
                            b.lock();
                            Coroutine.yieldNow();
                            a.lock();
                          });
                      a.lock();
                      Coroutine.yieldNow();
                      b.lock();
                    }));
    assertTrue(
        thrown
            .getMessage()
            .matches(
                "(?s).*'main' PARKED, waits for mutex@\\w+, held by 'second'; could be woken by unlock\\(\\)"
                    + " in 'second'\n    at dev.coro.sync.Mutex.lock.*"),
        thrown::getMessage);
  }

  @Test
  void carriersExcludeEachOtherWithASharedMutex() {
    Mutex mutex = new Mutex().shared();
    int[] counter = new int[1];
    try (Carrier one = Carrier.open("one");
        Carrier two = Carrier.open("two")) {
      for (Carrier carrier : List.of(one, two)) {
        for (int i = 0; i < 10; i++) {
          carrier.start(() -> count(mutex, counter));
        }
      }
      countInThread(mutex, counter);
    }
    assertEquals(21 * 50, counter[0]);
  }

  @Suspendable
  private static void count(Mutex mutex, int[] counter) {
    for (int i = 0; i < 50; i++) {
      mutex.withLock(
          () -> {
            int before = counter[0];
            Coroutine.yieldNow();
            counter[0] = before + 1;
          });
    }
  }

  private static void countInThread(Mutex mutex, int[] counter) {
    for (int i = 0; i < 50; i++) {
      mutex.lock();
      counter[0]++;
      mutex.unlock();
    }
  }

  // ---- condition

  @Test
  void aConditionWaitsWithoutTheLock() {
    Carrier.run(
        () -> {
          Mutex mutex = new Mutex();
          Condition notEmpty = mutex.newCondition();
          Queue<Integer> queue = new ArrayDeque<>();
          for (String name : List.of("a", "b")) {
            Coroutine.start(
                name,
                () ->
                    mutex.withLock(
                        () -> {
                          while (queue.isEmpty()) {
                            notEmpty.await();
                          }
                          ran.add(name + queue.remove());
                        }));
          }
          Coroutine.yieldNow();
          mutex.withLock(
              () -> {
                assertEquals(List.of("a", "b"), notEmpty.waiters());
                queue.add(1);
                notEmpty.signal();
                queue.add(2);
                notEmpty.signal();
              });
        });
    assertEquals(List.of("a1", "b2"), ran);
  }

  @Test
  void aCancelledConditionHoldsTheLockAgainAndDoesNotSwallowTheSignal() {
    Carrier.run(
        () -> {
          Mutex mutex = new Mutex();
          Condition condition = mutex.newCondition();
          var impatient =
              Coroutine.start(
                  () ->
                      CancelScope.moveOnAfter(
                          SHORT,
                          () ->
                              mutex.withLock(
                                  () -> {
                                    try {
                                      condition.await();
                                    } finally {
                                      ran.add(mutex.owner().isPresent());
                                    }
                                  })));
          var patient =
              Coroutine.start(
                  () ->
                      mutex.withLock(
                          () -> {
                            condition.await();
                            ran.add("signalled");
                          }));
          assertFalse(impatient.join());
          mutex.withLock(() -> condition.signal());
          patient.join();
          assertThrows(IllegalStateException.class, condition::signal);
        });
    assertEquals(List.of(true, "signalled"), ran);
  }

  @Test
  void signalAllWakesAll() {
    Carrier.run(
        () -> {
          Mutex mutex = new Mutex();
          Condition condition = mutex.newCondition();
          for (int i = 0; i < 3; i++) {
            int number = i;
            Coroutine.start(
                () ->
                    mutex.withLock(
                        () -> {
                          condition.await();
                          ran.add(number);
                        }));
          }
          Coroutine.yieldNow();
          mutex.withLock(() -> condition.signalAll());
        });
    assertEquals(List.of(0, 1, 2), ran);
  }

  // ---- semaphore

  @Test
  void aSemaphoreBoundsHowManyRun() {
    int[] most = new int[2];
    Carrier.run(
        () -> {
          Semaphore semaphore = new Semaphore(3);
          for (int i = 0; i < 20; i++) {
            Coroutine.start(
                () ->
                    semaphore.withPermit(
                        () -> {
                          most[0] = Math.max(most[0], ++most[1]);
                          Coroutine.yieldNow();
                          most[1]--;
                        }));
          }
        });
    assertEquals(3, most[0]);
  }

  @Test
  void oneThatNeedsManyPermitsIsNotOvertaken() {
    Carrier.run(
        () -> {
          Semaphore semaphore = new Semaphore(2);
          semaphore.acquire();
          Coroutine.start(
              "big",
              () -> {
                semaphore.acquire(2);
                ran.add("big");
                semaphore.release(2);
              });
          Coroutine.start(
              "small",
              () -> {
                semaphore.acquire();
                ran.add("small");
              });
          Coroutine.yieldNow();
          assertFalse(semaphore.tryAcquire());
          assertEquals(List.of("big", "small"), semaphore.waiters());
          semaphore.release();
        });
    assertEquals(List.of("big", "small"), ran);
  }

  @Test
  void whenTheFirstIsCancelledTheNextIsServed() {
    Carrier.run(
        () -> {
          Semaphore semaphore = new Semaphore(1);
          var big =
              Coroutine.start(() -> CancelScope.moveOnAfter(SHORT, () -> semaphore.acquire(2)));
          var small = Coroutine.start(() -> semaphore.acquire());
          assertFalse(big.join());
          small.join();
          assertEquals(0, semaphore.available());
          assertThrows(IllegalArgumentException.class, () -> new Semaphore(-1));
          assertThrows(IllegalArgumentException.class, () -> semaphore.release(0));
          Thrown.by(IllegalArgumentException.class, () -> semaphore.acquire(0));
        });
  }

  // ---- event, latch, barrier, lazy value

  @Test
  void anEventWakesAllInOrderAndForGood() {
    Carrier.run(
        () -> {
          Event event = new Event();
          for (int i = 0; i < 3; i++) {
            int number = i;
            Coroutine.start(
                () -> {
                  event.await();
                  ran.add(number);
                });
          }
          Coroutine.yieldNow();
          assertEquals(3, event.waiters().size());
          assertFalse(event.isSet());
          event.set();
          assertTrue(event.isSet());
          event.await();
        });
    assertEquals(List.of(0, 1, 2), ran);
  }

  @Test
  void aLatchOpensAtZero() {
    Carrier.run(
        () -> {
          Latch latch = new Latch(2);
          var waiter = Coroutine.start(() -> latch.await());
          latch.countDown();
          Coroutine.yieldNow();
          assertFalse(waiter.isDone());
          latch.countDown();
          latch.countDown();
          waiter.join();
          assertEquals(0, latch.count());
          new Latch(0).await();
          assertThrows(IllegalArgumentException.class, () -> new Latch(-1));
        });
  }

  @Test
  void aBarrierLetsAllPassTogetherAgainAndAgain() {
    Carrier.run(
        () -> {
          Barrier barrier = new Barrier(3);
          for (int i = 0; i < 3; i++) {
            int number = i;
            Coroutine.start(
                () -> {
                  for (int round = 0; round < 2; round++) {
                    for (int wait = 0; wait < number; wait++) {
                      Coroutine.yieldNow();
                    }
                    ran.add("arrives " + round);
                    assertEquals(number, barrier.await());
                    ran.add("passes " + round);
                  }
                });
          }
        });
    for (int round = 0; round < 2; round++) {
      assertTrue(
          ran.lastIndexOf("arrives " + round) < ran.indexOf("passes " + round), ran::toString);
    }
    assertThrows(IllegalArgumentException.class, () -> new Barrier(0));
  }

  @Test
  void oneThatIsCancelledAtABarrierHasNotArrived() {
    Carrier.run(
        () -> {
          Barrier barrier = new Barrier(2);
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> ran.add(barrier.await())));
          var waiter = Coroutine.start(() -> barrier.await());
          Coroutine.yieldNow();
          assertFalse(waiter.isDone());
          assertEquals(1, barrier.await());
          assertEquals(0, waiter.join());
        });
  }

  @Test
  void aLazyValueIsComputedOnceAndAgainAfterAFailure() {
    int[] computed = new int[1];
    Carrier.run(
        () -> {
          Lazy<String> lazy =
              Lazy.of(
                  () -> {
                    computed[0]++;
                    Coroutine.yieldNow();
                    if (computed[0] == 1) {
                      throw new IOException("not yet");
                    }
                    return "value";
                  });
          var first = Coroutine.start(() -> Thrown.by(IOException.class, lazy::get));
          var second = Coroutine.start(() -> lazy.get());
          var third = Coroutine.start(() -> lazy.get());
          first.join();
          assertEquals("value", second.join());
          assertEquals("value", third.join());
          assertTrue(lazy.isComputed());
        });
    assertEquals(2, computed[0]);
  }

  // ---- read-write lock

  @Test
  void readersShareAndWritersExclude() {
    Carrier.run(
        () -> {
          ReadWriteLock lock = new ReadWriteLock();
          Coroutine.start("r1", () -> lock.read(() -> noted("r1")));
          Coroutine.start("r2", () -> lock.read(() -> noted("r2")));
          Coroutine.start("w", () -> lock.write(() -> note("w", 1)));
          Coroutine.start("r3", () -> lock.read(() -> noted("r3")));
          Coroutine.yieldNow();
          assertEquals(List.of("r1", "r2"), lock.readers());
          assertEquals(List.of("w", "r3"), lock.waiters());
          Coroutine.yieldNow();
          Coroutine.yieldNow();
          assertEquals(Optional.of("w"), lock.writer());
        });
    assertEquals(
        List.of(
            "r1 begins",
            "r2 begins",
            "r1 ends",
            "r2 ends",
            "w begins",
            "w ends",
            "r3 begins",
            "r3 ends"),
        ran);
  }

  @Suspendable
  private int noted(String what) {
    note(what, 1);
    return 0;
  }

  @Test
  void readersGoOnWhenAWaitingWriterIsCancelled() {
    Carrier.run(
        () -> {
          ReadWriteLock lock = new ReadWriteLock();
          lock.lockRead();
          var writer = Coroutine.start(() -> CancelScope.moveOnAfter(SHORT, lock::lockWrite));
          var reader = Coroutine.start(() -> lock.lockRead());
          assertFalse(writer.join());
          reader.join();
          lock.unlockRead();
          assertThrows(IllegalStateException.class, lock::unlockWrite);
          assertThrows(IllegalStateException.class, lock::unlockRead);
        });
  }
}
