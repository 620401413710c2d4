package dev.coro.benchmarks.micro;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The JDK's internal continuation, since JDK 21, for comparison. It is not public: a fork needs
 * {@link #EXPORTS}. Used by one thread.
 */
final class LoomContinuation {
  /** The flag that opens the package. */
  static final String EXPORTS = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

  // Constants: the JIT sees through handles in static final fields as through direct calls.
  private static final Object SCOPE;
  private static final MethodHandle NEW;
  private static final MethodHandle RUN;
  private static final MethodHandle YIELD;

  static {
    try {
      Class<?> scope = Class.forName("jdk.internal.vm.ContinuationScope");
      Class<?> type = Class.forName("jdk.internal.vm.Continuation");
      // Not the public lookup: the package is exported to this class path only.
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      SCOPE = scope.getConstructor(String.class).newInstance("benchmark");
      NEW =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, scope, Runnable.class))
              .asType(MethodType.methodType(Object.class, Object.class, Runnable.class));
      RUN =
          lookup
              .findVirtual(type, "run", MethodType.methodType(void.class))
              .asType(MethodType.methodType(void.class, Object.class));
      YIELD =
          lookup
              .findStatic(type, "yield", MethodType.methodType(boolean.class, scope))
              .asType(MethodType.methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(
          "jdk.internal.vm.Continuation needs JDK 21 or later and the flag " + EXPORTS, e);
    }
  }

  private final Object continuation;

  LoomContinuation(Runnable body) {
    try {
      continuation = (Object) NEW.invokeExact(SCOPE, body);
    } catch (Throwable e) {
      throw new LinkageError("cannot create a continuation", e);
    }
  }

  void run() {
    try {
      RUN.invokeExact(continuation);
    } catch (Throwable e) {
      throw new IllegalStateException("a continuation's body failed", e);
    }
  }

  static void suspend() {
    try {
      boolean unused = (boolean) YIELD.invokeExact(SCOPE);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot yield", e);
    }
  }
}
