package dev.coro.bridge;

import dev.coro.rt.BridgeGate;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which collections can be walked over while the walker is suspended now and then, and how. */
final class Walks {
  /** Classes that hold a lock in their bulk operations, by a part of their names. */
  private static final List<String> LOCKED =
      List.of("Synchronized", "java.util.Vector", "java.util.Stack", "Hashtable", "Properties");

  /** Classes whose bulk operations look at the end whether they were changed. */
  private static final List<String> CHECKED =
      List.of(
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.PriorityQueue");

  private Walks() {}

  /** Whether the original has to be called: nothing can be suspended, or it shall throw. */
  static boolean isPlain(@Nullable Object receiver, @Nullable Object function) {
    return receiver == null || function == null || !BridgeGate.isInContinuation();
  }

  /**
   * Whether the method is one of the JDK of which is known what it does: what its interface says.
   */
  static boolean isKnown(Object receiver, String method, Class<?>... parameters) {
    Class<?> declaring;
    try {
      declaring = receiver.getClass().getMethod(method, parameters).getDeclaringClass();
    } catch (NoSuchMethodException e) {
      return false;
    }
    String name = declaring.getName();
    if (!name.startsWith("java.")) {
      return false;
    }
    String type = receiver.getClass().getName();
    for (String part : LOCKED) {
      if (type.contains(part) || name.contains(part)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the receiver has the method from one of these classes, or by default. */
  static boolean isOf(
      Set<Class<?>> owners, Object receiver, String method, Class<?>... parameters) {
    try {
      Method found = receiver.getClass().getMethod(method, parameters);
      Class<?> declaring = found.getDeclaringClass();
      return owners.contains(declaring)
          || (found.isDefault() && declaring.getName().startsWith("java."));
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * Throws, where the original does, if the collection was changed by the last step.
   *
   * @param owner the collection or map
   * @param atEnd an iterator at its end
   */
  static void checkUnchanged(Object owner, Iterator<?> atEnd) {
    String type = owner.getClass().getName();
    for (String checked : CHECKED) {
      if (type.equals(checked) || type.startsWith(checked + "$")) {
        try {
          atEnd.next(); // Looks first whether there was a change.
        } catch (NoSuchElementException e) {
          return;
        }
      }
    }
  }
}
