package dev.coro.internal;

import dev.coro.NotSuspendableException;
import dev.coro.rt.InstrumentedMethods;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;

/** Finds out why an operation cannot suspend, and says so with class, method and line. */
public final class Diagnosis {
  private static final StackWalker WALKER = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);

  private Diagnosis() {}

  /**
   * The exception for an operation that was called outside of what it would suspend.
   *
   * @param operation the operation, as the caller wrote it
   * @param needed what it has to run in
   * @param remedy what starts such a thing
   */
  public static NotSuspendableException outside(String operation, String needed, String remedy) {
    StackFrame caller = caller();
    String where = describe(caller);
    if (!InstrumentedMethods.agentActive() && !InstrumentedMethods.contains(caller)) {
      return new NotSuspendableException(ErrorCode.AGENT_NOT_ACTIVE.message(operation, where));
    }
    return new NotSuspendableException(
        ErrorCode.NOT_IN_CONTINUATION.message(operation, needed, where, remedy));
  }

  /** Where user code called into coro, for messages. */
  public static String callerDescription() {
    return describe(caller());
  }

  private static StackFrame caller() {
    return WALKER.walk(
        frames ->
            frames
                .filter(frame -> !InstrumentedMethods.isRuntime(frame.getDeclaringClass()))
                .findFirst()
                .orElseThrow());
  }

  /** A physical activation, for messages: {@code com.acme.Cart#checkout(Order) at Cart.java:41}. */
  public static String describe(StackFrame frame) {
    StringBuilder text = new StringBuilder(frame.getClassName());
    text.append('#').append(frame.getMethodName()).append('(');
    text.append(ParameterTypes.of(InstrumentedMethods.descriptor(frame))).append(')');
    if (frame.getFileName() != null) {
      text.append(" at ").append(frame.getFileName());
      if (frame.getLineNumber() > 0) {
        text.append(':').append(frame.getLineNumber());
      }
    }
    return text.toString();
  }
}
