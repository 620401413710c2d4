package dev.coro.agent;

import dev.coro.transform.AddedMethods;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what the agent has added to the classes that are loaded, for the time when they get new
 * bytes. Asking the classes themselves could load others, which the JVM would not show to any agent
 * meanwhile. Safe for use by many threads.
 */
final class LoadedClasses {
  /** By loader and internal name; a loader that is gone takes its entries along. */
  private final Map<ClassLoader, Map<String, AddedMethods>> added =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** A class is being loaded with these methods added. */
  void loaded(ClassLoader loader, String name, AddedMethods methods) {
    if (!methods.isEmpty()) {
      added.computeIfAbsent(loader, l -> new ConcurrentHashMap<>()).put(name, methods);
    } else if (added.containsKey(loader)) {
      // Left over from an attempt to define the class that failed.
      added.get(loader).remove(name);
    }
  }

  /** What was added to a loaded class. */
  AddedMethods addedTo(ClassLoader loader, String name) {
    return added.getOrDefault(loader, Map.of()).getOrDefault(name, AddedMethods.NONE);
  }
}
