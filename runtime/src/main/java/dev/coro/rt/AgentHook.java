package dev.coro.rt;

import java.lang.invoke.MethodType;

/** What the runtime asks the agent about code that is made at run time. Any thread may ask. */
public interface AgentHook {
  /**
   * Instrumented bytes of a hidden class, or the given ones when there is nothing to do.
   *
   * @param host the class whose package and loader it joins
   */
  byte[] instrument(Class<?> host, byte[] classFile);

  /** Whether the method, or one it overrides, is {@code @Suspendable}. */
  boolean isSuspendable(Class<?> owner, String name, MethodType type);
}
