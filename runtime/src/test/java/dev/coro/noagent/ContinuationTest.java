package dev.coro.noagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.NotSuspendableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is said where the agent is missing. */
class ContinuationTest {
  private static final String REMEDY =
      ", but the coro agent is not active, so no method can be suspended. Start Java with"
          + " -javaagent:coro.jar.";

  private static void suspends() {
    Continuation.suspend();
  }

  private static void yields() {
    Coroutine.yield();
  }

  @Test
  void suspendInsideNamesTheMethod() {
    Continuation continuation = new Continuation(() -> suspends());
    assertEquals(
        "[CO202] a suspending operation called in dev.coro.noagent.ContinuationTest#suspends() at"
            + " ContinuationTest.java:21"
            + REMEDY,
        messageOf(continuation::resume));
    assertTrue(continuation.isDone());
  }

  @Test
  void operationsOutsideNameTheMethod() {
    assertEquals(
        "[CO202] Continuation.suspend() called in dev.coro.noagent.ContinuationTest#suspends() at"
            + " ContinuationTest.java:21"
            + REMEDY,
        messageOf(ContinuationTest::suspends));
    assertEquals(
        "[CO202] Coroutine.yield() called in dev.coro.noagent.ContinuationTest#yields() at"
            + " ContinuationTest.java:25"
            + REMEDY,
        messageOf(ContinuationTest::yields));
  }

  @Test
  void bodyThatDoesNotSuspendRuns() {
    int[] ran = new int[1];
    Continuation continuation = new Continuation(() -> ran[0]++);
    assertFalse(continuation.resume());
    assertEquals(1, ran[0]);
  }

  private static String messageOf(Executable operation) {
    return String.valueOf(assertThrows(NotSuspendableException.class, operation).getMessage());
  }
}
