package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A suspendable method whose class knows nothing of the interface that a subclass implements with
 * it. The JDK calls it through that interface, and cannot be suspended.
 */
class InheritedImplementationIT {
  static class Base {
    @Suspendable
    public int applyAsInt(int x) {
      Continuation.suspend();
      return x + 1;
    }
  }

  static final class Operator extends Base implements IntUnaryOperator {}

  private int result;

  @Suspendable
  private void callDirectly(Base base) {
    result = base.applyAsInt(1);
  }

  @Test
  void callOfTheClassSuspends() {
    var continuation = new Continuation(() -> callDirectly(new Operator()));
    assertTrue(continuation.resume());
    assertFalse(continuation.resume());
    assertEquals(2, result);
  }

  @Test
  void callThroughTheInterfaceIsRefused() {
    refuses(new Operator());
  }

  private static void refuses(IntUnaryOperator operator) {
    var continuation = new Continuation(() -> IntStream.range(0, 3).map(operator).forEach(x -> {}));
    NotSuspendableException thrown =
        assertThrows(NotSuspendableException.class, continuation::resume);
    assertTrue(thrown.getMessage().startsWith("[CO204]"), thrown.getMessage());
  }
}
