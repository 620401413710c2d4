package dev.coro.agent;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.rt.StackCheck;
import dev.coro.transform.scan.Bridges;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.UnresolvedOwners;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** What each class loader sees. A loader that is gone takes its entry along. */
final class Hierarchies {
  private final SuspendableNames names;
  private final BridgeOptions bridges;
  private final AgentLog log;
  private final UnresolvedOwners unresolved = new UnresolvedOwners(this::suspendableAfterAll);
  private final Map<ClassLoader, ClassHierarchy> hierarchies =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * Creates hierarchies that are made when asked for.
   *
   * @param names what is suspendable by name for all loaders
   * @param bridges what becomes of blocking calls
   */
  Hierarchies(SuspendableNames names, BridgeOptions bridges, AgentLog log) {
    this.names = names;
    this.bridges = bridges;
    this.log = log;
  }

  /** The classes that {@code loader} sees. */
  ClassHierarchy of(ClassLoader loader) {
    ClassHierarchy known = hierarchies.get(loader);
    if (known == null) {
      // Made outside of any lock: the loader runs its own code here.
      ClassHierarchy made = create(loader);
      known = hierarchies.putIfAbsent(loader, made);
      known = known == null ? made : known;
    }
    return known;
  }

  /**
   * Notes the new bytes of a class that {@code owner} has defined.
   *
   * @return methods that were suspendable and are not any more, or the other way round, by name and
   *     descriptor
   */
  Set<String> redefine(ClassLoader owner, String internalName, byte[] classFile) {
    Set<String> changed = new TreeSet<>();
    for (var entry : Map.copyOf(hierarchies).entrySet()) {
      if (isAncestor(owner, entry.getKey())) {
        changed.addAll(entry.getValue().redefine(internalName, classFile, owner == entry.getKey()));
      }
    }
    return changed;
  }

  /** Whether {@code loader} asks {@code ancestor} for classes, or is the same. */
  private static boolean isAncestor(ClassLoader ancestor, ClassLoader loader) {
    ClassLoader current = loader;
    while (current != null && current != ancestor) {
      current = current.getParent();
    }
    return current != null;
  }

  /** A new view of what {@code loader} sees, for a class that others do not see. */
  ClassHierarchy create(ClassLoader loader) {
    // The hierarchy must not keep its loader alive, or the entry would never go.
    LoaderResources resources = new LoaderResources(log);
    var weakLoader = new WeakReference<>(loader);
    return new ClassHierarchy(
        internalName -> read(weakLoader.get(), internalName),
        names.and(resources.suspendables(loader)),
        unresolved,
        bridges.on() ? bridges.bridges(resources.bridges(loader)) : Bridges.none());
  }

  /** Bytes of a class as {@code loader} has them; null if it has none. Loads nothing. */
  static byte @Nullable [] read(@Nullable ClassLoader loader, String internalName) {
    if (loader == null) {
      return null;
    }
    try (InputStream stream = loader.getResourceAsStream(internalName + ".class")) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException | RuntimeException e) {
      return null; // Loaders that are closed, for example; what is not found may suspend.
    }
  }

  private void suspendableAfterAll(String internalName) {
    StackCheck.checkAlways();
    log.say(
        LogLevel.INFO,
        "class "
            + internalName.replace('/', '.')
            + " has suspendable methods that callers can reach which do not expect it; from now on"
            + " every suspension looks at the stack");
  }
}
