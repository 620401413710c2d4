package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.CarrierGroup;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Locks of the JDK keep coroutines of one carrier apart, and threads; conditions lose no signal.
 */
@Timeout(60)
@SuppressWarnings({"LockNotBeforeTry", "WaitNotInLoop"}) // shapes that are to be tested
class LockBridgeIT {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int inside;
  private int most;

  @Suspendable
  private void enter() throws InterruptedException {
    lock.lock();
    try {
      inside++;
      most = Math.max(most, inside);
      Thread.sleep(0);
      nested();
      inside--;
    } finally {
      lock.unlock();
    }
  }

  @Suspendable
  private void nested() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      assertEquals(2, lock.getHoldCount());
      Coroutine.yieldNow();
    } finally {
      lock.unlock();
    }
  }

  @Test
  void coroutinesOfOneCarrierExcludeEachOther() {
    Carrier.run(
        () -> {
          for (int i = 0; i < 20; i++) {
            Coroutine.start(this::enter);
          }
        });
    assertEquals(1, most);
    assertFalse(lock.isLocked());
  }

  @Test
  void coroutinesOfSeveralCarriersAndThreadsExcludeEachOther() throws Exception {
    int[] count = new int[1];
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < 500; i++) {
                lock.lock();
                int before = count[0];
                Thread.onSpinWait();
                count[0] = before + 1;
                lock.unlock();
              }
            });
    thread.start();
    try (CarrierGroup group = CarrierGroup.open(CarrierSettings.named("locks"), 2)) {
      List<Coroutine<?>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(group.start(() -> count(count)));
      }
      for (Coroutine<?> each : all) {
        each.join();
      }
    }
    thread.join();
    assertEquals(500 + 4 * 25, count[0]);
    assertFalse(lock.isLocked());
  }

  @Suspendable
  private void count(int[] count) {
    for (int i = 0; i < 25; i++) {
      lock.lock();
      try {
        int before = count[0];
        Coroutine.yieldNow();
        count[0] = before + 1;
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void tryLockIsToldOfOtherCoroutines() {
    Carrier.run(
        () -> {
          var holder =
              Coroutine.start(
                  () -> {
                    lock.lock();
                    Coroutine.sleep(Duration.ofMillis(150));
                    lock.unlock();
                  });
          Coroutine.yieldNow();
          assertFalse(lock.tryLock());
          assertFalse(lock.isHeldByCurrentThread());
          assertEquals(0, lock.getHoldCount());
          assertFalse(lock.tryLock(2, TimeUnit.MILLISECONDS));
          assertEquals("java.lang.IllegalMonitorStateException", Both.outcome(this::unlock));
          assertFalse(CancelScope.moveOnAfter(Duration.ofMillis(2), () -> lock.lock()));
          assertTrue(lock.tryLock(1, TimeUnit.DAYS));
          assertTrue(holder.isDone());
          lock.unlock();
        });
    assertFalse(lock.isLocked());
  }

  @Suspendable
  private Object unlock() {
    lock.unlock();
    return null;
  }

  @Test
  void endsAreTheOriginals() {
    Lock none = null;
    Both.same(this::unlock);
    Both.same(
        () -> {
          none.lock();
          return 1;
        });
    Both.same(() -> lock.tryLock(1, null));
    Both.sameInterrupted(() -> lock.tryLock(1, TimeUnit.DAYS));
    Both.sameInterrupted(
        () -> {
          lock.lockInterruptibly();
          return 1;
        });
    Both.same(
        () -> {
          changed.await();
          return 1;
        });
    Both.same(
        () -> {
          changed.signal();
          return 1;
        });
    Both.same(() -> awaitShortly());
    Both.sameInterrupted(() -> awaitShortly());
    assertFalse(lock.isLocked());
  }

  @Suspendable
  private Object awaitShortly() throws InterruptedException {
    lock.lock();
    try {
      return changed.await(3, TimeUnit.MILLISECONDS) + " " + (changed.awaitNanos(1_000_000) <= 0);
    } finally {
      lock.unlock();
    }
  }

  /** Would get in by reentrance, and is stopped. */
  private void plainly() {
    lock.lock();
    lock.unlock();
  }

  @Test
  void aMethodThatCannotBeSuspendedIsNotLetInToo() {
    Carrier.run(
        () -> {
          lock.lock();
          plainly();
          var other =
              Coroutine.start(
                  () ->
                      assertTrue(
                          assertThrows(IllegalStateException.class, this::plainly)
                              .getMessage()
                              .startsWith("[CO282]")));
          other.join();
          lock.unlock();
          plainly();
        });
  }

  @Test
  void aCarrierIsNotBlockedByAThreadThatHoldsTheLock() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              lock.lock();
              held.countDown();
              try {
                release.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              lock.unlock();
            });
    thread.start();
    held.await();
    Both.cancelled(
        () -> {
          lock.lock();
          return 1;
        });
    Both.cancelled(() -> lock.tryLock(1, TimeUnit.DAYS));
    Both.meanwhile(
        () -> {
          lock.lock();
          lock.unlock();
          return 1;
        },
        () -> {
          release.countDown();
          return 1;
        });
    thread.join();
  }

  // ---- conditions

  private final Deque<Integer> buffer = new ArrayDeque<>();

  @Suspendable
  private void put(int value) throws InterruptedException {
    lock.lock();
    try {
      while (buffer.size() == 2) {
        changed.await();
      }
      buffer.add(value);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Suspendable
  private int take() throws InterruptedException {
    lock.lock();
    try {
      while (buffer.isEmpty()) {
        changed.await();
      }
      changed.signalAll();
      return buffer.remove();
    } finally {
      lock.unlock();
    }
  }

  @Test
  void aBoundedBufferWorksBetweenCoroutinesOfOneCarrier() {
    List<Integer> taken = new ArrayList<>();
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                for (int i = 0; i < 50; i++) {
                  put(i);
                }
              });
          for (int i = 0; i < 50; i++) {
            taken.add(take());
          }
        });
    assertEquals(50, taken.size());
    assertEquals(49, taken.get(49));
  }

  @Test
  void aBoundedBufferWorksBetweenCoroutinesAndThreads() throws InterruptedException {
    List<Integer> taken = Collections.synchronizedList(new ArrayList<>());
    Thread producer = new Thread(() -> everyTime(() -> put(1)));
    Thread consumer = new Thread(() -> everyTime(() -> taken.add(take())));
    producer.start();
    consumer.start();
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                for (int i = 0; i < 100; i++) {
                  put(2);
                }
              });
          for (int i = 0; i < 100; i++) {
            taken.add(take());
          }
        });
    producer.join();
    consumer.join();
    assertEquals(200, taken.size());
    assertEquals(100, Collections.frequency(taken, 1));
    assertTrue(buffer.isEmpty());
  }

  private interface Step {
    void run() throws InterruptedException;
  }

  private static void everyTime(Step step) {
    try {
      for (int i = 0; i < 100; i++) {
        step.run();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void signalsGoToTheFirstWhoStillWaits() {
    List<String> woken = new ArrayList<>();
    Carrier.run(
        () -> {
          for (String name : List.of("a", "b", "c")) {
            Coroutine.start(
                () -> {
                  lock.lock();
                  lock.lock();
                  try {
                    boolean cancelled =
                        !CancelScope.moveOnAfter(
                            Duration.ofMillis(name.equals("a") ? 1 : 10_000),
                            () -> changed.await());
                    assertEquals(2, lock.getHoldCount(), "taken again, however the wait ended");
                    woken.add(name + cancelled);
                  } finally {
                    lock.unlock();
                    lock.unlock();
                  }
                });
          }
          Coroutine.sleep(Duration.ofMillis(10));
          lock.lock();
          assertEquals(2, lock.getWaitQueueLength(changed));
          assertTrue(lock.hasWaiters(changed));
          changed.signal();
          lock.unlock();
          Coroutine.sleep(Duration.ofMillis(2));
          assertEquals(List.of("atrue", "bfalse"), woken);
          lock.lock();
          changed.signal();
          lock.unlock();
        });
    assertEquals(List.of("atrue", "bfalse", "cfalse"), woken);
  }

  @Test
  void locksAndConditionsThatOnlyThreadsHaveDoWhatTheyDid() {
    ReentrantReadWriteLock both = new ReentrantReadWriteLock();
    Condition strange = both.writeLock().newCondition();
    Both.same(
        () -> {
          both.readLock().lock();
          both.readLock().unlock();
          both.writeLock().lock();
          try {
            return strange.await(1, TimeUnit.MILLISECONDS);
          } finally {
            both.writeLock().unlock();
          }
        });
  }

  @Test
  void viewsOfAStampedLockHaveNoOwner() {
    Lock write = new StampedLock().asWriteLock();
    Carrier.run(
        () -> {
          write.lock();
          var other =
              Coroutine.start(
                  () -> {
                    write.lock();
                    write.unlock();
                  });
          Coroutine.yieldNow();
          assertFalse(write.tryLock());
          write.unlock();
          other.join();
        });
  }
}
