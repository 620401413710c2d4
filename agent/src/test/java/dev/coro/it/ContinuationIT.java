package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ContinuationIT {
  private final List<String> ran = new ArrayList<>();

  @Suspendable
  private void step(String name) {
    ran.add(name);
    Continuation.suspend();
  }

  @Test
  void runsOnBehindEachSuspension() {
    Continuation c =
        new Continuation(
            () -> {
              step("a");
              step("b");
              ran.add("c");
            });
    assertTrue(c.resume());
    ran.add("-");
    assertTrue(c.resume());
    ran.add("-");
    assertFalse(c.resume());
    assertEquals(List.of("a", "-", "b", "-", "c"), ran);
    assertTrue(c.isDone());
  }

  @Test
  void whatTheBodyThrowsComesOutAsTheSameThrowable() {
    IOException thrown = new IOException("body");
    Continuation c =
        new Continuation(
            () -> {
              step("a");
              throw thrown;
            });
    c.resume();
    assertSame(thrown, assertThrows(IOException.class, c::resume));
    assertTrue(c.isDone());
  }

  @Test
  void resumeOfAFinishedOneIsRefused() {
    Continuation c = new Continuation(() -> {});
    c.resume();
    assertEquals(
        "[CO205] resume() called on a continuation, which has ended: a continuation runs once."
            + " Check isDone() first, or create a new one.",
        Messages.of(assertThrows(IllegalStateException.class, c::resume)));
  }

  @Test
  void resumeOfARunningOneIsRefused() {
    AtomicReference<Continuation> self = new AtomicReference<>();
    Continuation c = new Continuation(() -> self.get().resume());
    self.set(c);
    assertEquals(
        "[CO206] resume() called on a continuation, which is running: a continuation cannot be"
            + " entered twice. Resume it when it has suspended.",
        Messages.of(assertThrows(IllegalStateException.class, c::resume)));
  }

  @Test
  void suspendOutsideIsRefused() {
    assertEquals(
        "[CO201] Continuation.suspend() called outside of a continuation, in"
            + " dev.coro.it.ContinuationIT#suspendAlone() at ContinuationIT.java:N: nothing there"
            + " could resume it. Call it from code that runs inside one, for example through"
            + " new Continuation(...).resume().",
        Messages.of(assertThrows(NotSuspendableException.class, this::suspendAlone)));
  }

  @Suspendable
  private void suspendAlone() {
    Continuation.suspend();
  }

  @Test
  void theInnermostContinuationSuspends() {
    Continuation inner =
        new Continuation(
            () -> {
              step("inner 1");
              step("inner 2");
            });
    Continuation outer =
        new Continuation(
            () -> {
              inner.resume();
              step("outer");
              inner.resume();
              inner.resume();
              ran.add("end");
            });
    assertTrue(outer.resume());
    assertEquals(List.of("inner 1", "outer"), ran);
    assertFalse(outer.resume());
    assertEquals(List.of("inner 1", "outer", "inner 2", "end"), ran);
    assertTrue(inner.isDone());
  }

  @Test
  void aContinuationMovesBetweenThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    Continuation c =
        new Continuation(
            () -> {
              for (int i = 0; i < 3; i++) {
                threads.add(Thread.currentThread());
                Continuation.suspend();
              }
            });
    c.resume();
    List<Thread> expected = new ArrayList<>(List.of(Thread.currentThread()));
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(c::resume);
      expected.add(thread);
      thread.start();
      thread.join();
    }
    assertFalse(c.resume());
    assertEquals(expected, threads);
  }

  @Test
  void aMillionSuspensionsAllocateNothing() {
    Allocation.assumeNotVerifying();
    long[] count = {0};
    Continuation c =
        new Continuation(
            () -> {
              while (true) {
                count[0]++;
                Continuation.suspend();
              }
            });
    resume(c, 10_000);
    long before = Allocation.ofThisThread();
    resume(c, 1_000_000);
    long allocated = Allocation.ofThisThread() - before;
    assertEquals(1_010_000, count[0]);
    assertTrue(allocated < 100_000, () -> "allocated " + allocated + " bytes");
  }

  private static void resume(Continuation c, int times) {
    for (int i = 0; i < times; i++) {
      c.resume();
    }
  }
}
