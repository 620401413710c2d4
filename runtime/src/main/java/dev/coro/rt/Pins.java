package dev.coro.rt;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Brackets around what may be impossible to suspend: calls of suspendable methods by methods that
 * cannot be suspended themselves, calls that lead anywhere (reflection, method handles, native
 * methods), and activations that may have been called through a declaration that is not
 * suspendable. A suspension inside a bracket looks at the stack before anything unwinds.
 */
public final class Pins {
  // In one field, so that continuations stay small: the lowest 20 bits of ContinuationState.pins
  // count brackets, the next 11 methods of class loaders, and the sign keeps a flag for these.
  private static final int ONE_LOADING = 1 << 20;
  private static final int LOADING = 0x7FF << 20;
  private static final int SUSPENDING_BEFORE = 1 << 31;

  private Pins() {}

  /** Enters a bracket. */
  public static void pin() {
    enter(CurrentContinuation.get());
  }

  /** Leaves a bracket. */
  public static void unpin() {
    exit(CurrentContinuation.get());
  }

  /** Enters an activation whose caller may not expect a suspension. */
  public static void enter(ContinuationState continuation) {
    if (continuation != ContinuationState.NONE) {
      continuation.pins++;
    }
  }

  /** Leaves what {@link #enter} has entered. */
  public static void exit(ContinuationState continuation) {
    if (continuation != ContinuationState.NONE) {
      continuation.pins--;
    }
  }

  /**
   * Enters a method of a class loader. The JVM calls it to link a class, perhaps one that spill
   * code names: then the continuation is suspending, but what runs here must not notice.
   */
  public static void beginLoading() {
    ContinuationState continuation = CurrentContinuation.get();
    if (continuation != ContinuationState.NONE) {
      int pins = continuation.pins;
      if ((pins & LOADING) == 0 && continuation.suspending) {
        continuation.suspending = false;
        pins |= SUSPENDING_BEFORE;
      }
      continuation.pins = pins + ONE_LOADING + 1;
    }
  }

  /** Leaves what {@link #beginLoading} has entered. */
  public static void endLoading() {
    ContinuationState continuation = CurrentContinuation.get();
    if (continuation != ContinuationState.NONE) {
      int pins = continuation.pins - ONE_LOADING - 1;
      if ((pins & LOADING) == 0) {
        continuation.suspending = (pins & SUSPENDING_BEFORE) != 0;
        pins &= ~SUSPENDING_BEFORE;
      }
      continuation.pins = pins;
    }
  }

  /** A handle that does the same as {@code target} inside a bracket. */
  static MethodHandle bracketed(MethodHandle target) {
    Class<?> result = target.type().returnType();
    MethodHandle leave =
        result == void.class
            ? Handles.UNPIN
            : MethodHandles.foldArguments(MethodHandles.identity(result), Handles.UNPIN);
    MethodHandle body =
        MethodHandles.tryFinally(target, MethodHandles.dropArguments(leave, 0, Throwable.class));
    MethodHandle bracketed = MethodHandles.foldArguments(body, Handles.PIN);
    return target.isVarargsCollector() ? bracketed.withVarargs(true) : bracketed;
  }

  /** The brackets as handles; looked up only when somebody needs them. */
  private static final class Handles {
    static final MethodHandle PIN = find("pin");
    static final MethodHandle UNPIN = find("unpin");

    private Handles() {}

    private static MethodHandle find(String name) {
      try {
        return MethodHandles.lookup()
            .findStatic(Pins.class, name, MethodType.methodType(void.class));
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }
  }
}
