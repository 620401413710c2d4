package dev.coro.bridge;

import dev.coro.rt.BridgeGate;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Names a method among those that are looked for. */
  private record Key(String name, Class<?> lastParameter) {}

  /** Methods that were looked for. */
  private static final ClassValue<Map<Key, Optional<Method>>> METHODS =
      new ClassValue<>() {
        @Override
        protected Map<Key, Optional<Method>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Walks() {}

  /** Whether the original has to be called: nothing can be suspended, or it shall throw. */
  static boolean isPlain(@Nullable Object receiver, @Nullable Object function) {
    return receiver == null || function == null || !BridgeGate.isInContinuation();
  }

  /**
   * Whether the method is one of the JDK of which is known what it does: what its interface says.
   */
  static boolean isKnown(Object receiver, String method, Class<?>... parameters) {
    Method found = find(receiver, method, parameters);
    if (found == null) {
      return false;
    }
    String name = found.getDeclaringClass().getName();
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
    Method found = find(receiver, method, parameters);
    return found != null
        && (owners.contains(found.getDeclaringClass())
            || (found.isDefault() && found.getDeclaringClass().getName().startsWith("java.")));
  }

  /** The public method that a call calls; null if there is none. */
  private static @Nullable Method find(Object receiver, String method, Class<?>... parameters) {
    return METHODS
        .get(receiver.getClass())
        .computeIfAbsent(
            new Key(method, parameters[parameters.length - 1]),
            key -> {
              try {
                return Optional.of(receiver.getClass().getMethod(method, parameters));
              } catch (NoSuchMethodException e) {
                return Optional.empty();
              }
            })
        .orElse(null);
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
