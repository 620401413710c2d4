package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.DeadlockException;
import dev.coro.Generator;
import dev.coro.Suspendable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What {@code synchronized} excludes when those who hold monitors suspend. */
class SynchronizedIT {
  private final Object lock = new Object();
  private final List<Object> log = Collections.synchronizedList(new ArrayList<>());
  private int balance;

  @Suspendable
  private void inside(String name, int yields) {
    synchronized (lock) {
      log.add(name + " in");
      assertTrue(Thread.holdsLock(lock));
      for (int i = 0; i < yields; i++) {
        Coroutine.yieldNow();
        assertTrue(Thread.holdsLock(lock));
      }
      log.add(name + " out");
    }
    assertFalse(Thread.holdsLock(lock));
  }

  @Test
  void othersWaitInTheOrderInWhichTheyCame() {
    Carrier.run(
        () -> {
          for (String name : List.of("a", "b", "c")) {
            Coroutine.start(() -> inside(name, 3));
          }
          Coroutine.start(() -> log.add("free"));
        });
    assertEquals(
        List.of("a in", "free", "a out", "b in", "b out", "c in", "c out"), List.copyOf(log));
  }

  @Test
  void whoEntersAgainGoesBehindThoseWhoWait() {
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                inside("a", 2);
                inside("again", 0);
              });
          Coroutine.start(() -> inside("b", 1));
          Coroutine.start(() -> inside("c", 0));
        });
    assertEquals(
        List.of("a in", "a out", "b in", "b out", "c in", "c out", "again in", "again out"),
        List.copyOf(log));
  }

  @Suspendable
  private synchronized void deposit(int amount) {
    int read = balance;
    Coroutine.yieldNow();
    balance = read + amount;
  }

  @Suspendable
  private synchronized void add(int amount) {
    balance += amount; // Never suspends by itself, and still has to wait.
  }

  @Test
  void synchronizedMethodsLoseNoUpdate() {
    Carrier.run(
        () -> {
          for (int i = 0; i < 100; i++) {
            Coroutine.start(() -> deposit(2));
            Coroutine.start(() -> add(1));
          }
        });
    assertEquals(300, balance);
  }

  @Suspendable
  private int nested(int depth) {
    synchronized (lock) {
      Coroutine.yieldNow();
      int below = depth == 0 ? 0 : nested(depth - 1);
      Coroutine.yieldNow();
      return below + 1;
    }
  }

  @Test
  void theOwnerMayEnterAgain() {
    Carrier.run(
        () -> {
          Coroutine<Integer> a = Coroutine.start(() -> nested(5));
          Coroutine<Integer> b = Coroutine.start(() -> nested(3));
          log.add(a.join() + b.join());
        });
    assertEquals(List.of(10), log);
  }

  @Suspendable
  private static void both(Object first, Object second) {
    synchronized (first) {
      Coroutine.yieldNow();
      synchronized (second) {
        Coroutine.yieldNow();
      }
    }
  }

  @Test
  void deadlockIsReportedAndEndsTheOwnership() {
    Object other = new ArrayList<Object>();
    DeadlockException deadlock =
        assertThrows(
            DeadlockException.class,
            () ->
                Carrier.run(
                    () -> {
                      Coroutine.start("first", () -> both(lock, other));
                      Coroutine.start("second", () -> both(other, lock));
                    }));
    String message = deadlock.getMessage();
    assertTrue(message.startsWith("[CO214] "), message);
    assertTrue(
        message.contains("'first' PARKED, waits for the monitor of java.util.ArrayList@"), message);
    assertTrue(message.contains(", owned by coroutine 'second' (PARKED)"), message);
    Carrier.run(() -> Coroutine.start(() -> both(lock, other)));
  }

  @Test
  void exceptionLeavesTheMonitorToTheNext() {
    Carrier.run(
        () -> {
          Coroutine<?> failing =
              Coroutine.start(
                  () -> {
                    synchronized (lock) {
                      Coroutine.yieldNow();
                      throw new IllegalStateException("inside");
                    }
                  });
          Coroutine.start(() -> inside("b", 0));
          try {
            failing.join();
          } catch (IllegalStateException e) {
            log.add(e.getMessage());
          }
        });
    assertEquals(List.of("b in", "b out", "inside"), log.stream().sorted().toList());
  }

  private void enterPlainly() {
    synchronized (lock) {
      log.add("entered");
    }
  }

  @Test
  void methodThatCannotWaitIsRefusedInAnotherCoroutineOnly() {
    Carrier.run(
        () -> {
          Coroutine<?> owner =
              Coroutine.start(
                  "owner",
                  () -> {
                    synchronized (lock) {
                      Coroutine.yieldNow();
                      enterPlainly();
                    }
                  });
          Coroutine.yieldNow();
          log.add(Messages.of(assertThrows(IllegalStateException.class, this::enterPlainly)));
          owner.join();
          enterPlainly();
        });
    assertEquals(List.of("entered", "entered"), log.subList(1, 3));
    String refusal = String.valueOf(log.get(0));
    assertTrue(
        refusal.startsWith(
            "[CO218] dev.coro.it.SynchronizedIT#enterPlainly() at SynchronizedIT.java:N cannot"
                + " enter the monitor of java.lang.Object@"),
        refusal);
    assertTrue(refusal.contains(", which is owned by coroutine 'owner' (READY), "), refusal);
  }

  @Test
  void otherThreadsAreExcludedWhileTheOwnerRunsAndNotWhileItIsSuspended() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Thread outsider =
        new Thread(
            () -> {
              enterPlainly();
              entered.countDown();
            });
    Continuation owner =
        new Continuation(
            () -> {
              synchronized (lock) {
                outsider.start();
                while (outsider.getState() != Thread.State.BLOCKED) {
                  Thread.onSpinWait();
                }
                assertEquals(1, entered.getCount());
                Continuation.suspend();
                assertTrue(Thread.holdsLock(lock));
              }
            });
    assertTrue(owner.resume());
    entered.await();
    assertFalse(owner.resume());
    outsider.join();
  }

  @Test
  void coroutineOfAnotherCarrierWaits() throws Exception {
    CountDownLatch parked = new CountDownLatch(1);
    try (Carrier one = Carrier.open("one");
        Carrier two = Carrier.open("two")) {
      Coroutine<?> owner =
          one.start(
              "owner",
              () -> {
                synchronized (lock) {
                  log.add("owner in");
                  parked.countDown();
                  Coroutine.sleep(java.time.Duration.ofMillis(20));
                  log.add("owner out");
                }
              });
      parked.await();
      Coroutine<?> waiter = two.start("waiter", () -> inside("waiter", 1));
      waiter.join();
      owner.join();
    }
    assertEquals(List.of("owner in", "owner out", "waiter in", "waiter out"), log);
  }

  @Test
  void carriersAndThreadsLoseNoUpdate() throws Exception {
    int carriers = 3;
    int coroutines = 20;
    int rounds = 200;
    Thread[] threads = new Thread[carriers];
    for (int i = 0; i < carriers; i++) {
      threads[i] =
          new Thread(
              () ->
                  Carrier.run(
                      () -> {
                        for (int k = 0; k < coroutines; k++) {
                          int seed = k;
                          Coroutine.start(() -> updates(rounds, seed));
                        }
                      }));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(carriers * coroutines * rounds, balance);
  }

  @Suspendable
  private void updates(int rounds, int seed) {
    for (int i = 0; i < rounds; i++) {
      synchronized (lock) {
        int read = balance;
        if ((i * 31 + seed) % 3 == 0) {
          Coroutine.yieldNow();
        }
        balance = read + 1;
      }
      if ((i + seed) % 5 == 0) {
        Coroutine.yieldNow();
      }
    }
  }

  @Test
  void generatorThatIsSuspendedInsideOwnsTheMonitor() {
    Generator<Integer> numbers =
        Generator.of(
            out -> {
              synchronized (lock) {
                out.yield(1);
                out.yield(2);
              }
            });
    Carrier.run(
        () -> {
          Generator.Cursor<Integer> cursor = numbers.iterator();
          log.add(cursor.next());
          Coroutine<?> waiter = Coroutine.start(() -> inside("w", 0));
          Coroutine.yieldNow();
          log.add(cursor.next());
          log.add(cursor.hasNext());
          waiter.join();
        });
    assertEquals(List.of(1, 2, false, "w in", "w out"), log);
  }

  @Test
  void coroutineSuspendsThroughAGeneratorWhileBothHoldTheMonitor() {
    Generator<Integer> numbers =
        Generator.of(
            out -> {
              for (int i = 0; i < 3; i++) {
                synchronized (lock) {
                  Coroutine.yieldNow();
                  out.yield(i);
                  Coroutine.yieldNow();
                }
              }
            });
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                synchronized (lock) {
                  Generator.Cursor<Integer> cursor = numbers.iterator();
                  while (cursor.hasNext()) {
                    log.add(cursor.next());
                  }
                  assertTrue(Thread.holdsLock(lock));
                }
              });
          Coroutine.start(() -> inside("w", 2));
        });
    assertEquals(List.of(0, 1, 2, "w in", "w out"), log);
  }

  @Test
  void whoRunsInNoCoroutineCannotWait() {
    Continuation owner = new Continuation(() -> inside(1));
    owner.resume();
    Continuation other = new Continuation(() -> inside(2));
    String message = assertThrows(IllegalStateException.class, other::resume).getMessage();
    assertTrue(message.startsWith("[CO218] "), message);
    assertTrue(message.contains("it runs in no coroutine"), message);
    owner.resume();
    assertEquals(List.of("1", "1 out"), log);
  }

  @Suspendable
  private void inside(int name) {
    synchronized (lock) {
      log.add(String.valueOf(name));
      Continuation.suspend();
      log.add(name + " out");
    }
  }

  @Test
  void monitorOfAContinuationThatIsGoneIsFree() {
    new Continuation(() -> inside(1)).resume();
    for (int i = 0; log.size() < 3 && i < 1_000; i++) {
      System.gc();
      Carrier.run(
          () -> {
            try {
              enterPlainly();
              log.add("free");
            } catch (IllegalStateException owned) {
              Thread.onSpinWait();
            }
          });
    }
    assertEquals(List.of("1", "entered", "free"), log);
  }

  @Test
  void objectWaitIsRefusedInACoroutineAndBlocksElsewhere() {
    Carrier.run(
        () -> log.add(Messages.of(assertThrows(IllegalStateException.class, this::waitAWhile))));
    new Continuation(this::waitAWhile).resume();
    assertEquals(
        List.of(
            "[CO219] Object.wait() called in dev.coro.it.SynchronizedIT#waitAWhile() at"
                + " SynchronizedIT.java:N by coroutine 'main' (RUNNING): it would block the carrier"
                + " and every coroutine on it. Use join(), or another operation that suspends, or"
                + " wait on a thread of its own.",
            "waited"),
        log);
  }

  @Suspendable
  @SuppressWarnings("WaitNotInLoop")
  private synchronized void waitAWhile() throws InterruptedException {
    wait(1);
    log.add("waited");
  }
}
