package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Blocking;
import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.ContextHook;
import dev.coro.Coroutine;
import dev.coro.Coroutine.State;
import dev.coro.CoroutineLocal;
import dev.coro.Futures;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.TaskScopeException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where coroutines meet futures, blocking code, and what threads keep. */
@Timeout(30)
class OutsideIT {
  private static final Duration SHORT = Duration.ofMillis(2);

  private final List<Object> ran = Collections.synchronizedList(new ArrayList<>());

  // ---- futures

  @Test
  void aCoroutineWaitsForAStage() {
    Carrier.run(
        () -> {
          CompletableFuture<String> future = new CompletableFuture<>();
          var waiter = Coroutine.start(() -> Futures.await(future));
          Coroutine.start(() -> ran.add("meanwhile"));
          Coroutine.yieldNow();
          future.complete("done");
          assertEquals("done", waiter.join());
          assertEquals("done", Futures.await(future.thenApply(text -> text)));
        });
    assertEquals(List.of("meanwhile"), ran);
  }

  @Test
  void aStageThatAnotherThreadCompletesIsNoDeadlock() {
    CompletableFuture<Integer> future =
        CompletableFuture.supplyAsync(
            () -> 42, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
    assertEquals(42, Carrier.<Integer>run(() -> Futures.await(future)));
  }

  @Test
  void failuresOfAStageComeUnwrapped() {
    Carrier.run(
        () -> {
          IOException thrown = new IOException("bad");
          CompletableFuture<String> failed = CompletableFuture.failedFuture(thrown);
          assertSame(
              thrown, Thrown.by(IOException.class, () -> Futures.await(failed.thenApply(x -> x))));
          CompletableFuture<String> cancelled = new CompletableFuture<>();
          cancelled.cancel(false);
          Thrown.by(CancellationException.class, () -> Futures.await(cancelled));
        });
  }

  @Test
  void cancellingTheWaitLeavesTheStageAlone() {
    Carrier.run(
        () -> {
          CompletableFuture<String> future = new CompletableFuture<>();
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> Futures.await(future)));
          assertFalse(future.isDone());
        });
  }

  @Test
  void anOrdinaryFutureIsWaitedForByAThread() {
    var executor = Executors.newSingleThreadExecutor();
    var slow =
        executor.submit(
            () -> {
              Thread.sleep(5);
              return 7;
            });
    assertEquals(7, Carrier.<Integer>run(() -> Futures.get(slow)));
    executor.shutdown();
  }

  @Test
  void aCoroutineIsACompletableFuture() throws Exception {
    try (Carrier carrier = Carrier.open("carrier")) {
      CompletableFuture<Integer> six =
          carrier
              .start(
                  () -> {
                    Coroutine.sleep(SHORT);
                    return 3;
                  })
              .asCompletableFuture()
              .thenApply(n -> 2 * n);
      assertEquals(6, six.get());
      CompletableFuture<?> failing =
          carrier
              .start(
                  () -> {
                    throw new IOException("bad");
                  })
              .asCompletableFuture();
      assertEquals(
          "bad", assertThrows(ExecutionException.class, failing::get).getCause().getMessage());
      var endless = carrier.start(() -> Coroutine.sleep(Duration.ofDays(1)));
      assertTrue(endless.asCompletableFuture().cancel(true));
      assertThrows(CancellationException.class, endless::join);
      assertSame(State.CANCELLED, endless.state());
    }
  }

  // ---- blocking calls

  @Test
  void aBlockingCallRunsElsewhereWhileOthersGoOn() {
    Carrier.run(
        () -> {
          Thread carrier = Thread.currentThread();
          CountDownLatch latch = new CountDownLatch(1);
          var blocked =
              Coroutine.start(
                  () ->
                      Blocking.call(
                          () -> {
                            latch.await();
                            return Thread.currentThread() != carrier;
                          }));
          Coroutine.start(latch::countDown);
          assertTrue(blocked.join());
          Thrown.by(
              IOException.class,
              () ->
                  Blocking.call(
                      () -> {
                        throw new IOException("bad");
                      }));
        });
    assertSame(Thread.currentThread(), Blocking.call(Thread::currentThread));
  }

  @Test
  void cancellationInterruptsABlockingCallAndWaitsForIt() {
    CountDownLatch begun = new CountDownLatch(1);
    Carrier.run(
        () -> {
          Coroutine<Integer> caller =
              Coroutine.start(
                  () ->
                      Blocking.call(
                          () -> {
                            begun.countDown();
                            try {
                              Thread.sleep(60_000);
                            } finally {
                              ran.add("interrupted");
                            }
                            return 0;
                          }));
          awaitBlocking(begun);
          caller.cancel();
          Thrown.by(CancellationException.class, caller::join);
          ran.add("behind");
        });
    assertEquals(List.of("interrupted", "behind"), ran);
  }

  @Test
  void theFailureOfASubtaskInterruptsABlockingCallOfTheOwner() {
    CountDownLatch begun = new CountDownLatch(1);
    Carrier.run(
        () -> {
          var thrown =
              Thrown.by(
                  TaskScopeException.class,
                  () -> {
                    try (var scope = TaskScope.open()) {
                      scope.fork(
                          () -> {
                            Blocking.<Void>call(
                                () -> {
                                  begun.await();
                                  return null;
                                });
                            throw new IOException("bad");
                          });
                      Blocking.call(
                          () -> {
                            begun.countDown();
                            try {
                              Thread.sleep(60_000);
                            } finally {
                              ran.add("interrupted");
                            }
                            return 0;
                          });
                    }
                  });
          assertEquals("bad", thrown.getCause().getMessage());
          ran.add("behind");
        });
    assertEquals(List.of("interrupted", "behind"), ran);
  }

  @Test
  void aCallThatIsCancelledBeforeItsThreadStartsDoesNotBegin() {
    Carrier.run(
        () -> {
          for (int i = 0; i < 200; i++) {
            var scope = new CancelScope();
            assertFalse(
                scope.run(
                    () -> {
                      Coroutine.start(() -> scope.cancel());
                      Blocking.call(
                          () -> {
                            Thread.sleep(60_000);
                            return 0;
                          });
                    }));
          }
        });
  }

  @Test
  void anAbandonedCallIsLeftToItself() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Carrier.run(
        () -> {
          Coroutine<Integer> caller =
              Coroutine.start(
                  () ->
                      Blocking.callAbandonable(
                          () -> {
                            begun.countDown();
                            while (end.getCount() > 0) {
                              Thread.onSpinWait();
                            }
                            ended.countDown();
                            return 0;
                          }));
          awaitBlocking(begun);
          caller.cancel();
          Thrown.by(CancellationException.class, caller::join);
          ran.add("behind");
          end.countDown();
        });
    ended.await();
    assertEquals(List.of("behind"), ran);
  }

  @Test
  void anUninterruptibleCallIsWaitedForAndGivesItsResult() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Carrier.run(
        () -> {
          var scope = new CancelScope();
          Coroutine.start(
              () -> {
                awaitBlocking(begun);
                scope.cancel();
                Coroutine.yieldNow();
                end.countDown();
              });
          boolean completed =
              scope.run(
                  () -> {
                    ran.add(
                        Blocking.callUninterruptibly(
                            () -> {
                              begun.countDown();
                              end.await(); // Would throw if it were interrupted.
                              return "result";
                            }));
                    Coroutine.yieldNow();
                    ran.add("not cancelled");
                  });
          assertFalse(completed);
        });
    assertEquals(List.of("result"), ran);
  }

  @Test
  void anUninterruptibleCallThatHasNotBegunIsTakenBack() {
    Blocking one = new Blocking("one", 1);
    CountDownLatch end = new CountDownLatch(1);
    Carrier.run(
        () -> {
          var first =
              Coroutine.start(
                  () ->
                      one.submitUninterruptibly(
                          () -> {
                            end.await();
                            return 0;
                          }));
          Coroutine.yieldNow();
          assertFalse(
              CancelScope.moveOnAfter(
                  SHORT, () -> one.submitUninterruptibly(() -> ran.add("ran"))));
          end.countDown();
          first.join();
        });
    assertEquals(List.of(), ran);
  }

  /** A call that has not begun would be taken back when it is cancelled. */
  @Suspendable
  private static void awaitBlocking(CountDownLatch begun) {
    Blocking.<Void>call(
        () -> {
          begun.await();
          return null;
        });
  }

  @Test
  void theLimitIsKept() {
    Blocking two = new Blocking("two", 2);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Carrier.run(
        () -> {
          for (int i = 0; i < 8; i++) {
            Coroutine.start(
                () ->
                    two.submit(
                        () -> {
                          most.accumulateAndGet(running.incrementAndGet(), Math::max);
                          Thread.sleep(3);
                          return running.decrementAndGet();
                        }));
          }
        });
    assertTrue(most.get() <= 2, () -> "at a time: " + most);
    assertThrows(IllegalArgumentException.class, () -> new Blocking("none", 0));
  }

  @Test
  void aCallThatHasNotBegunIsTakenBack() {
    Blocking one = new Blocking("one", 1);
    CountDownLatch end = new CountDownLatch(1);
    Carrier.run(
        () -> {
          var first =
              Coroutine.start(
                  () ->
                      one.submit(
                          () -> {
                            end.await();
                            return 0;
                          }));
          Coroutine.yieldNow();
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> one.submit(() -> ran.add("ran"))));
          end.countDown();
          first.join();
          one.submit(() -> ran.add("later"));
        });
    assertEquals(List.of("later"), ran);
  }

  // ---- coroutine-locals and contexts

  private static final CoroutineLocal<String> USER = CoroutineLocal.withDefault(() -> "nobody");

  @Test
  void aCoroutineLocalIsBoundToAStretchOfCodeAndInherited() {
    assertEquals("nobody", USER.get());
    Carrier.run(
        () -> {
          USER.where(
              "anna",
              () -> {
                var child =
                    Coroutine.start(
                        () -> {
                          Coroutine.yieldNow();
                          String before = USER.get();
                          return before + USER.where("bert", () -> USER.get()) + USER.get();
                        });
                Coroutine.yieldNow();
                assertEquals("anna", USER.get());
                assertEquals("annabertanna", child.join());
              });
          assertEquals("nobody", USER.get());
        });
  }

  private static final ThreadLocal<String> THREAD_LOCAL = new ThreadLocal<>();

  /** As a hook for SLF4J's MDC would do it. */
  private static final ContextHook HOOK =
      new ContextHook() {
        @Override
        public Object capture() {
          return THREAD_LOCAL.get();
        }

        @Override
        public void restore(Object context) {
          THREAD_LOCAL.set((String) context);
        }
      };

  @Test
  void aHookCarriesThreadLocalsAlong() {
    ContextHook.install(HOOK);
    try {
      THREAD_LOCAL.set("main");
      Carrier.run(
          () -> {
            assertEquals("main", THREAD_LOCAL.get());
            for (String name : List.of("a", "b")) {
              Coroutine.start(
                  () -> {
                    assertEquals("main", THREAD_LOCAL.get());
                    THREAD_LOCAL.set(name);
                    Coroutine.yieldNow();
                    ran.add(THREAD_LOCAL.get());
                  });
            }
          });
      assertEquals("main", THREAD_LOCAL.get());
      assertEquals(List.of("a", "b"), ran);
    } finally {
      ContextHook.remove(HOOK);
      THREAD_LOCAL.remove();
    }
  }
}
