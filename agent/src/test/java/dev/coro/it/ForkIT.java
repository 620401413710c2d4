package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.Generator;
import dev.coro.Suspendable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ForkIT {
  private final List<String> ran = new ArrayList<>();

  /** What the innermost activation of the chooser below returns. */
  private int answer;

  @Suspendable
  private int choose() {
    Continuation.suspend();
    return answer;
  }

  @Suspendable
  private long deep(int depth, long sum) {
    if (depth == 0) {
      return sum + choose();
    }
    long below = deep(depth - 1, sum + depth);
    return below * 3 + depth;
  }

  private void finish(Continuation continuation, int chosen) {
    answer = chosen;
    while (continuation.resume()) {}
  }

  @Test
  void copiesGoOnIndependentlyFromTheSamePlace() {
    Continuation c =
        new Continuation(
            () -> {
              int total = 0;
              for (int i = 0; i < 3; i++) {
                total = total * 10 + choose();
              }
              ran.add("total " + total);
            });
    c.resume();
    answer = 1;
    c.resume();
    Continuation copy = c.fork();
    assertNotSame(c, copy);
    assertEquals(c.stackTrace(), copy.stackTrace());
    finish(c, 2);
    finish(copy, 3);
    assertEquals(List.of("total 122", "total 133"), ran);
  }

  @Test
  void oneParkedContinuationIsForkedAndResumedManyTimes() {
    Continuation parked = new Continuation(() -> ran.add("" + deep(50, 0)));
    parked.resume();
    TreeSet<String> expected = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      Continuation copy = parked.fork();
      finish(copy, i);
      assertTrue(copy.isDone());
    }
    for (int i = 0; i < 100; i++) {
      Continuation fresh = new Continuation(() -> expected.add("" + deep(50, 0)));
      fresh.resume();
      finish(fresh, i);
    }
    assertEquals(100, expected.size());
    assertEquals(expected, new TreeSet<>(ran));
    assertFalse(parked.isDone());
    finish(parked, 7);
    assertTrue(expected.contains(ran.get(100)));
  }

  /** Forks at each step of a search, so that frames are shared by forks of forks. */
  @Test
  void forksOfForksVisitEveryLeafOfTheTreeOnce() {
    Continuation root =
        new Continuation(
            () -> {
              StringBuilder[] own = {new StringBuilder()};
              int path = 1;
              for (int i = 0; i < 4; i++) {
                path = path * 3 + nested(2, i);
              }
              ran.add("" + path + own[0]);
            });
    root.resume();
    visit(root);
    assertEquals(81, ran.size());
    assertEquals(81, new TreeSet<>(ran).size());
  }

  private void visit(Continuation parked) {
    for (int chosen = 0; chosen < 3; chosen++) {
      Continuation copy = chosen < 2 ? parked.fork() : parked;
      answer = chosen;
      if (copy.resume()) {
        visit(copy);
      }
    }
  }

  @Suspendable
  private int nested(int depth, int i) {
    return depth == 0 ? choose() : nested(depth - 1, i + 1);
  }

  @Test
  void primitivesAreCopiedAndObjectsAreShared() {
    Continuation c =
        new Continuation(
            () -> {
              int number = 1;
              double half = 0.5;
              int[] array = {1};
              choose();
              number++;
              half *= 2;
              array[0]++;
              ran.add(number + " " + half + " " + array[0]);
            });
    c.resume();
    Continuation copy = c.fork();
    finish(c, 0);
    finish(copy, 0);
    assertEquals(List.of("2 1.0 2", "2 1.0 3"), ran);
  }

  @Test
  void aFrameOfManyVariablesIsCopied() {
    Continuation c = new Continuation(() -> many("a", 1));
    c.resume();
    Continuation copy = c.fork();
    finish(c, 5);
    finish(copy, 6);
    assertEquals(List.of("abcdefghij15 5", "abcdefghij15 6"), ran);
  }

  @Suspendable
  private void many(String a, int one) {
    String b = a.equals("a") ? "b" : "?";
    String c = b.equals("b") ? "c" : "?";
    String d = c.equals("c") ? "d" : "?";
    String e = d.equals("d") ? "e" : "?";
    String f = e.equals("e") ? "f" : "?";
    String g = f.equals("f") ? "g" : "?";
    String h = g.equals("g") ? "h" : "?";
    String i = h.equals("h") ? "i" : "?";
    String j = i.equals("i") ? "j" : "?";
    long two = one + 1L;
    double three = two + 1;
    float four = one + 3;
    short five = (short) (one + 4);
    int chosen = choose();
    ran.add(
        a
            + b
            + c
            + d
            + e
            + f
            + g
            + h
            + i
            + j
            + (int) (one + two + three + four + five)
            + " "
            + chosen);
  }

  @Test
  void finallyBlocksRunOnceForEachCopy() {
    Continuation c =
        new Continuation(
            () -> {
              try {
                choose();
                if (answer == 1) {
                  throw new IOException("one");
                }
              } finally {
                ran.add("finally " + answer);
              }
            });
    c.resume();
    Continuation copy = c.fork();
    assertThrows(IOException.class, () -> finish(copy, 1));
    finish(c, 2);
    assertEquals(List.of("finally 1", "finally 2"), ran);
  }

  @Test
  void copiesRunOnDifferentThreads() throws InterruptedException {
    Continuation c = new Continuation(() -> results(deep(20, 0)));
    c.resume();
    answer = 1;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(new Thread(c.fork()::resume));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    c.resume();
    assertEquals(5, ran.size());
    assertEquals(1, new TreeSet<>(ran).size());
  }

  private synchronized void results(long result) {
    ran.add("" + result);
  }

  @Test
  void exceptionsOfCopiesHaveTheLogicalCallers() {
    Continuation c = new Continuation(this::outerThrower);
    c.resume();
    Continuation copy = c.fork();
    Continuation second = copy.fork();
    for (Continuation each : List.of(copy, second, c)) {
      IllegalStateException thrown = assertThrows(IllegalStateException.class, each::resume);
      List<String> methods = new ArrayList<>();
      for (StackTraceElement row : thrown.getStackTrace()) {
        methods.add(row.getMethodName());
      }
      assertEquals(List.of("thrower", "middleThrower", "outerThrower"), methods.subList(0, 3));
    }
  }

  @Suspendable
  private void outerThrower() {
    middleThrower();
    ran.add("not reached");
  }

  @Suspendable
  private void middleThrower() {
    thrower();
    ran.add("not reached");
  }

  @Suspendable
  private void thrower() {
    Continuation.suspend();
    throw new IllegalStateException("thrown");
  }

  @Test
  void theStackTraceOfACopyIsThatOfTheOriginal() {
    Continuation c = new Continuation(() -> ran.add("" + deep(2, 0)));
    c.resume();
    List<StackTraceElement> before = c.stackTrace();
    Continuation copy = c.fork();
    assertEquals(before, c.stackTrace());
    assertEquals(before, copy.stackTrace());
    assertTrue(before.size() >= 5, before.toString());
  }

  @Test
  void theCopyOfOneThatHasNotBegunBeginsTheSameBody() {
    Continuation c = new Continuation(() -> ran.add("begun"));
    Continuation copy = c.fork();
    c.resume();
    copy.resume();
    assertEquals(List.of("begun", "begun"), ran);
  }

  @Test
  void theCopyOfOneThatHasEndedHasEnded() {
    Continuation c = new Continuation(() -> ran.add("begun"));
    c.resume();
    Continuation copy = c.fork();
    assertTrue(copy.isDone());
    assertTrue(
        assertThrows(IllegalStateException.class, copy::resume).getMessage().startsWith("[CO205]"));
  }

  @Test
  void forkOfARunningOneIsRefused() {
    AtomicReference<Continuation> self = new AtomicReference<>();
    Continuation c = new Continuation(() -> self.get().fork());
    self.set(c);
    assertEquals(
        "[CO250] fork() called on a continuation, which is running, or was suspended together with"
            + " one that it runs in: its activations are not its own to copy. Fork it when it has"
            + " suspended by itself.",
        Messages.of(assertThrows(IllegalStateException.class, c::resume)));
  }

  @Test
  void forkOfOneThatHoldsAMonitorIsRefusedAndChangesNothing() {
    Object lock = new Object();
    Continuation c =
        new Continuation(
            () -> {
              synchronized (lock) {
                choose();
              }
              choose();
              ran.add("end");
            });
    c.resume();
    String message = Messages.of(assertThrows(IllegalStateException.class, c::fork));
    assertEquals(
        "[CO251] cannot fork a continuation: it holds the monitor of java.lang.Object@N in"
            + " dev.coro.it.ForkIT#lambda() at ForkIT.java:N, and two continuations cannot own"
            + " one monitor. Suspend outside of the synchronized code.",
        message.replaceAll("@\\w+", "@N"));
    c.resume();
    Continuation copy = c.fork();
    finish(c, 0);
    finish(copy, 0);
    assertEquals(List.of("end", "end"), ran);
  }

  @Test
  void aCopyMayEnterMonitorsThatTheOriginalEntersToo() {
    Object lock = new Object();
    Continuation c =
        new Continuation(
            () -> {
              choose();
              synchronized (lock) {
                ran.add("locked " + choose());
              }
            });
    c.resume();
    Continuation copy = c.fork();
    finish(c, 1);
    finish(copy, 2);
    assertEquals(List.of("locked 1", "locked 2"), ran);
  }

  @Test
  void forkOfOneThatWasSuspendedFromInsideAGeneratorIsRefused() {
    Continuation c =
        new Continuation(
            () -> {
              try (Generator<Integer> generator =
                  Generator.of(
                      out -> {
                        choose();
                        out.yield(1);
                      })) {
                ran.add("got " + generator.iterator().next());
              }
              choose();
            });
    c.resume();
    assertEquals(
        "[CO252] cannot fork a continuation: it was suspended at dev.coro.it.ForkIT#choose() at"
            + " ForkIT.java:N by a generator that runs inside it, and which both copies would have"
            + " to resume. Suspend it from its own code, while the inner one is suspended by itself"
            + " or has ended.",
        Messages.of(assertThrows(IllegalStateException.class, c::fork)));
    assertTrue(c.resume());
    assertEquals(List.of("got 1"), ran);
    assertFalse(c.fork().resume());
  }

  /** What is suspended with an outer one cannot be resumed by itself, so neither can a copy. */
  @Test
  void forkOfAnInnerOneThatWasSuspendedWithTheOuterIsRefused() {
    AtomicReference<Continuation> inner = new AtomicReference<>();
    Generator<Integer> generator =
        Generator.of(
            out -> {
              Continuation nested =
                  new Continuation(
                      () -> {
                        out.yield(1);
                        ran.add("nested");
                      });
              inner.set(nested);
              nested.resume();
            });
    assertEquals(1, generator.iterator().next());
    assertTrue(
        assertThrows(IllegalStateException.class, () -> inner.get().fork())
            .getMessage()
            .startsWith("[CO250]"));
    assertFalse(generator.iterator().hasNext());
    assertEquals(List.of("nested"), ran);
  }

  /** A generator that a variable refers to is an object like any other. */
  @Test
  void copiesDrawFromTheSameGenerator() {
    Generator<Integer> numbers =
        Generator.of(
            out -> {
              for (int i = 1; ; i++) {
                out.yield(i);
              }
            });
    Continuation c =
        new Continuation(
            () -> {
              Generator.Cursor<Integer> cursor = numbers.iterator();
              while (true) {
                ran.add("" + cursor.next());
                choose();
              }
            });
    c.resume();
    Continuation copy = c.fork();
    c.resume();
    copy.resume();
    c.resume();
    assertEquals(List.of("1", "2", "3", "4"), ran);
  }

  @Test
  void forkAllocatesTheSameAtEveryDepth() {
    Allocation.assumeNotVerifying();
    Continuation shallow = new Continuation(() -> deep(1, 0));
    Continuation deep = new Continuation(() -> deep(1000, 0));
    shallow.resume();
    deep.resume();
    long ofShallow = allocatedByFork(shallow);
    assertEquals(ofShallow, allocatedByFork(deep));
    assertTrue(ofShallow <= 128, () -> "bytes: " + ofShallow);
  }

  private static long allocatedByFork(Continuation parked) {
    int count = 1000;
    Continuation[] copies = new Continuation[count];
    for (int i = 0; i < count; i++) {
      copies[i] = parked.fork();
    }
    long before = Allocation.ofThisThread();
    for (int i = 0; i < count; i++) {
      copies[i] = parked.fork();
    }
    return (Allocation.ofThisThread() - before) / count;
  }
}
