package dev.coro.rt;

import java.lang.invoke.MethodType;
import java.util.List;

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

  /**
   * Names of the local variables that a saved frame keeps in its slots for references, in their
   * order, an empty one for what has no name; fewer than there are if nothing is known.
   *
   * @param point number of the suspension point
   * @param stamp that of the version of the method, as its {@link ResumeBodyOf} has it
   */
  List<String> savedReferences(
      Class<?> owner, String method, String descriptor, int stamp, int point);

  /** Lets the runtime find the private methods of {@code type}, whose module need not be open. */
  void open(Class<?> type);

  /**
   * A class file of this internal name: a {@code java.util.function.Function} that reads the next
   * object of the {@code ObjectInputStream} it is given, and throws what that throws.
   */
  byte[] streamReader(String name);
}
