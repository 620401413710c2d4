package dev.coro.noagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.NotSuspendableException;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What works without the agent: coroutines that never have to suspend. */
class CarrierTest {
  private final List<String> reports = new ArrayList<>();

  private void report(String carrier, String coroutine, Throwable failure) {
    reports.add(coroutine + ": " + failure.getMessage());
  }

  @Test
  void runGivesTheResultOfMain() {
    assertEquals(42, Carrier.<Integer>run(() -> 42));
  }

  @Test
  void runThrowsTheVeryThrowableOfMainAfterTheOthersHaveEnded() {
    IOException thrown = new IOException("main");
    List<String> ran = new ArrayList<>();
    SuspendableRunnable main =
        () -> {
          Coroutine.start(
              () -> {
                ran.add("other");
              });
          throw thrown;
        };
    assertSame(thrown, assertThrows(IOException.class, () -> Carrier.run(main)));
    assertEquals(List.of("other"), ran);
  }

  @Test
  void unjoinedFailuresAreReportedOnceInOrder() {
    Carrier.run(
        CarrierSettings.named(Thread.currentThread().getName()).withFailureHandler(this::report),
        () -> {
          for (int i = 0; i < 3; i++) {
            int number = i;
            Coroutine.start(
                "bad-" + i,
                () -> {
                  throw new IOException("no " + number);
                });
          }
        });
    assertEquals(List.of("bad-0: no 0", "bad-1: no 1", "bad-2: no 2"), reports);
  }

  @Test
  void withoutTheAgentYieldSaysSo() {
    NotSuspendableException thrown =
        assertThrows(NotSuspendableException.class, () -> Carrier.run(() -> Coroutine.yieldNow()));
    assertEquals("[CO202]", thrown.getMessage().substring(0, 7));
  }

  @Test
  void aRefusedYieldLeavesTheCoroutineAsItWas() {
    List<String> ran = new ArrayList<>();
    Carrier.run(
        () -> {
          Coroutine.start(
              () -> {
                ran.add("other");
              });
          assertThrows(NotSuspendableException.class, Coroutine::yieldNow);
          assertEquals(Coroutine.State.RUNNING, Coroutine.current().state());
          ran.add("main");
        });
    assertEquals(List.of("main", "other"), ran);
  }

  @Test
  void aTaskThatIsCallableAndRunnableIsCalled() {
    final class Both implements SuspendableCallable<String>, SuspendableRunnable {
      @Override
      public String call() {
        return "called";
      }

      @Override
      public void run() {
        throw new AssertionError("run instead of called");
      }
    }
    assertEquals("called", Carrier.run((SuspendableCallable<String>) new Both()));
  }
}
