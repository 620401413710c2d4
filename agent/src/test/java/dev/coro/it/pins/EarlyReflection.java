package dev.coro.it.pins;

import java.lang.reflect.Method;

/** Is loaded before the agent, and names no suspendable method. */
public final class EarlyReflection {
  private EarlyReflection() {}

  /** Calls a method that cannot be known. */
  static void call(Method method) throws ReflectiveOperationException {
    method.invoke(null);
  }
}
