package dev.coro.transform.scan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A type and all its supertypes, classes first.
 *
 * @param found those whose bytes were found
 * @param missing internal names of those whose bytes cannot be found, but for the JDK's
 */
record Supertypes(List<ClassInfo> found, List<String> missing) {
  /** Finds classes by internal name. */
  @FunctionalInterface
  interface Finder {
    /** The class; null if its bytes cannot be found. */
    @Nullable ClassInfo find(String internalName);
  }

  /**
   * Collects the supertypes of a class and itself.
   *
   * @param wanted says by internal name which types count; the supertypes of others do not either
   */
  static Supertypes of(String internalName, Finder finder, Predicate<String> wanted) {
    Supertypes types = new Supertypes(new ArrayList<>(), new ArrayList<>(0));
    Deque<String> interfaces = new ArrayDeque<>();
    String name = internalName;
    while (name != null && wanted.test(name)) {
      ClassInfo type = types.add(name, finder);
      if (type == null) {
        break;
      }
      interfaces.addAll(type.interfaces());
      name = type.superName();
    }
    Set<String> seen = new HashSet<>();
    while (!interfaces.isEmpty()) {
      name = interfaces.remove();
      if (seen.add(name) && wanted.test(name)) {
        ClassInfo type = types.add(name, finder);
        if (type != null) {
          interfaces.addAll(type.interfaces());
        }
      }
    }
    return types;
  }

  private @Nullable ClassInfo add(String name, Finder finder) {
    ClassInfo type = finder.find(name);
    if (type != null) {
      found.add(type);
    } else if (!ClassHierarchy.isJdk(name)) {
      missing.add(name);
    }
    return type;
  }
}
