package dev.coro.rt;

import java.lang.StackWalker.StackFrame;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the agent could not instrument and why, for the moment when somebody suspends there. */
public final class Refusals {
  /** Messages by class name, or by class name, method name and descriptor in one. */
  private static final Map<String, String> MESSAGES = new ConcurrentHashMap<>();

  private Refusals() {}

  /**
   * Keeps the reason for a class, or for a method if its name and descriptor follow the class.
   *
   * @return whether it is the first one
   */
  public static boolean add(String classAndMethod, String message) {
    return MESSAGES.putIfAbsent(classAndMethod, message) == null;
  }

  /** Why the method of this activation cannot be suspended; null if nothing is known. */
  static @Nullable String find(StackFrame frame) {
    String className = frame.getClassName();
    int suffix = className.indexOf('/');
    if (suffix > 0) {
      className = className.substring(0, suffix); // A hidden class has a number behind its name.
    }
    String ofMethod = MESSAGES.get(className + frame.getMethodName() + frame.getDescriptor());
    return ofMethod != null ? ofMethod : MESSAGES.get(className);
  }
}
