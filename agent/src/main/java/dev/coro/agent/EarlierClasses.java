package dev.coro.agent;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that were loaded before the agent, and which of them it could not serve. Safe for use
 * by many threads.
 */
final class EarlierClasses {
  private final Set<Class<?>> classes =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Names of classes that have methods which can never be suspended. */
  private final Set<String> unserved = Collections.synchronizedSet(new TreeSet<>());

  /**
   * Classes that the transformer was shown while they were loaded, as long as somebody wants to
   * know: they are not earlier, even if they appear among the loaded ones.
   */
  private final Set<String> loading = ConcurrentHashMap.newKeySet();

  private volatile boolean watching = true;

  /** The transformer is shown a class that is being loaded. */
  void noteLoading(ClassLoader loader, String className) {
    if (watching) {
      loading.add(key(loader, className));
    }
  }

  /**
   * A class is loaded already.
   *
   * @return whether it is a new one, and was loaded before the transformer was installed
   */
  boolean add(Class<?> type) {
    return !loading.contains(key(type.getClassLoader(), type.getName())) && classes.add(type);
  }

  /** From now on no class is added. */
  void complete() {
    watching = false;
    loading.clear();
  }

  /** Whether the class was loaded before the agent. */
  boolean contains(@Nullable Class<?> type) {
    return type != null && classes.contains(type);
  }

  /** A class has methods that should be suspended, but cannot. */
  void noteUnserved(String className) {
    unserved.add(className);
  }

  /** Names of the classes that have such methods, sorted. */
  Set<String> unserved() {
    synchronized (unserved) {
      return new TreeSet<>(unserved);
    }
  }

  private static String key(@Nullable ClassLoader loader, String className) {
    return System.identityHashCode(loader) + " " + className;
  }
}
