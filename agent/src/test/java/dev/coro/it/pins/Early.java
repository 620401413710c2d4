package dev.coro.it.pins;

import dev.coro.Suspendable;
import java.lang.reflect.Method;

/** Is loaded before the agent. */
public final class Early {
  private Early() {}

  /** Could be suspended if the agent had been there in time. */
  @Suspendable
  static void suspending() {
    Leaf.park();
  }

  /** Calls a method that cannot be known. */
  static void reflecting(Method method) throws ReflectiveOperationException {
    method.invoke(null);
  }

  /** Calls a suspendable method. */
  static void plain() {
    Leaf.park();
  }

  /** A proxy that nobody can bracket any more. */
  static Runnable reference() {
    return Leaf::park;
  }
}
