package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.Blocking;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import dev.coro.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that runs something, in all that can be run, with all ways to suspend inside: a row for each
 * pair, a column for each operation. {@code ok}: it suspends, is resumed and ends; {@code blocks}:
 * the same, but the thread waits, since no coroutine is there to be suspended; a code: the error.
 */
@Timeout(60)
class NestingMatrixIT {
  private static final String MATRIX =
      """
      outer         inner   yield  sleep  receive  blocking  monitor
      none          for     ok     CO201  blocks   blocks    ok
      none          next    ok     CO201  blocks   blocks    ok
      none          resume  ok     CO201  blocks   blocks    ok
      none          start   CO201  CO201  CO201    CO201     CO201
      none          run     ok     ok     ok       ok        ok
      continuation  for     ok     CO201  blocks   blocks    ok
      continuation  next    ok     CO201  blocks   blocks    ok
      continuation  resume  ok     CO201  blocks   blocks    ok
      continuation  start   CO201  CO201  CO201    CO201     CO201
      continuation  run     CO212  CO212  CO212    CO212     CO212
      generator     for     ok     CO201  blocks   blocks    ok
      generator     next    ok     CO201  blocks   blocks    ok
      generator     resume  ok     CO201  blocks   blocks    ok
      generator     start   CO201  CO201  CO201    CO201     CO201
      generator     run     CO212  CO212  CO212    CO212     CO212
      coroutine     for     ok     ok     ok       ok        ok
      coroutine     next    ok     ok     ok       ok        ok
      coroutine     resume  ok     ok     ok       ok        ok
      coroutine     start   ok     ok     ok       ok        ok
      coroutine     run     CO212  CO212  CO212    CO212     CO212
      guest         for     ok     ok     ok       ok        ok
      guest         next    ok     ok     ok       ok        ok
      guest         resume  ok     ok     ok       ok        ok
      guest         start   ok     ok     ok       ok        ok
      guest         run     CO212  CO212  CO212    CO212     CO212
      """;

  /** What runs the task and waits for its end. */
  private enum Outer {
    NONE {
      @Override
      void run(SuspendableRunnable task) throws Exception {
        task.run();
      }
    },
    CONTINUATION {
      @Override
      void run(SuspendableRunnable task) {
        Continuation continuation = new Continuation(task);
        while (continuation.resume()) {
          // Until its end.
        }
      }
    },
    GENERATOR {
      @Override
      void run(SuspendableRunnable task) {
        for (int ignored : Generator.<Integer>of(out -> task.run())) {
          throw new AssertionError("yielded to the wrong one");
        }
      }
    },
    COROUTINE {
      @Override
      void run(SuspendableRunnable task) {
        Carrier.run(task);
      }
    },
    GUEST {
      @Override
      void run(SuspendableRunnable task) {
        ExecutorService host = Executors.newSingleThreadExecutor();
        try (Carrier carrier = Carrier.on("guest", host)) {
          carrier.start(task).join();
        } finally {
          host.shutdown();
        }
      }
    };

    abstract void run(SuspendableRunnable task) throws Exception;
  }

  /** How the task runs something further, in which the operation is. */
  private enum Inner {
    FOR {
      @Override
      @Suspendable
      void run(Operation operation, List<String> ran) {
        for (String value : Generator.<String>of(out -> operation.run(() -> out.yield("v"), ran))) {
          assertEquals("v", value);
        }
      }
    },
    NEXT {
      @Override
      @Suspendable
      void run(Operation operation, List<String> ran) {
        Generator.Cursor<String> cursor =
            Generator.<String>of(out -> operation.run(() -> out.yield("v"), ran)).iterator();
        while (cursor.hasNext()) {
          assertEquals("v", cursor.next());
        }
      }
    },
    RESUME {
      @Override
      @Suspendable
      void run(Operation operation, List<String> ran) {
        Continuation continuation =
            new Continuation(() -> operation.run(() -> Continuation.suspend(), ran));
        while (continuation.resume()) {
          // Until its end.
        }
      }
    },
    START {
      @Override
      @Suspendable
      void run(Operation operation, List<String> ran) {
        Coroutine.start(() -> operation.run(() -> Coroutine.yieldNow(), ran)).join();
      }
    },
    RUN {
      @Override
      @Suspendable
      void run(Operation operation, List<String> ran) {
        Carrier.run(() -> operation.run(() -> Coroutine.yieldNow(), ran));
      }
    };

    @Suspendable
    abstract void run(Operation operation, List<String> ran);
  }

  /** What suspends in there. */
  private enum Operation {
    YIELD {
      @Override
      @Suspendable
      void suspend(SuspendableRunnable ownYield) throws Exception {
        ownYield.run();
      }
    },
    SLEEP {
      @Override
      @Suspendable
      void suspend(SuspendableRunnable ownYield) {
        Coroutine.sleep(Duration.ofMillis(1));
      }
    },
    RECEIVE {
      @Override
      @Suspendable
      void suspend(SuspendableRunnable ownYield) {
        Channel<String> channel = Channel.<String>rendezvous().shared();
        new Thread(() -> channel.send("from a thread")).start();
        assertEquals("from a thread", channel.receive());
      }
    },
    BLOCKING {
      @Override
      @Suspendable
      void suspend(SuspendableRunnable ownYield) {
        assertEquals("called", Blocking.call(() -> "called"));
      }
    },
    MONITOR {
      @Override
      @Suspendable
      void suspend(SuspendableRunnable ownYield) throws Exception {
        synchronized (new Object()) {
          ownYield.run();
        }
      }
    };

    @Suspendable
    final void run(SuspendableRunnable ownYield, List<String> ran) throws Exception {
      ran.add("before");
      suspend(ownYield);
      boolean ofThread = this != YIELD && this != MONITOR && Waiter.caller() instanceof Thread;
      ran.add(ofThread ? "blocks" : "ok");
    }

    @Suspendable
    abstract void suspend(SuspendableRunnable ownYield) throws Exception;
  }

  static Stream<Arguments> cells() {
    List<String[]> rows = MATRIX.lines().map(row -> row.trim().split(" +")).toList();
    List<Arguments> cells = new ArrayList<>();
    for (Outer outer : Outer.values()) {
      for (Inner inner : Inner.values()) {
        for (Operation operation : Operation.values()) {
          cells.add(Arguments.of(outer, inner, operation, expected(rows, outer, inner, operation)));
        }
      }
    }
    return cells.stream();
  }

  private static String expected(
      List<String[]> rows, Outer outer, Inner inner, Operation operation) {
    int column = List.of(rows.get(0)).indexOf(operation.name().toLowerCase(Locale.ROOT));
    for (String[] row : rows) {
      if (row[0].equalsIgnoreCase(outer.name()) && row[1].equalsIgnoreCase(inner.name())) {
        return row[column];
      }
    }
    throw new AssertionError("no row for " + outer + ", " + inner);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void eachPairSuspendsOrIsRefusedExactly(
      Outer outer, Inner inner, Operation operation, String expected) throws Exception {
    List<String> ran = new ArrayList<>();
    String actual;
    try {
      outer.run(() -> inner.run(operation, ran));
      assertEquals(2, ran.size(), ran::toString);
      actual = ran.get(1);
    } catch (IllegalStateException e) {
      Matcher code = Pattern.compile("\\[(CO\\d+)\\].*", Pattern.DOTALL).matcher(e.getMessage());
      if (!code.matches()) {
        throw e;
      }
      actual = code.group(1);
    }
    assertEquals(expected, actual);
  }
}
