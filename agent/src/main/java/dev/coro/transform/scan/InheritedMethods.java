package dev.coro.transform.scan;

import dev.coro.transform.scan.ClassInfo.MethodId;
import dev.coro.transform.scan.ClassInfo.MethodInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Finds suspendable methods that a class inherits and that implement, in this class only, a
 * declaration which is not suspendable:
 *
 * <pre>
 *   class Task { @Suspendable public void run() { .. } }
 *   class Job extends Task implements Runnable {}
 * </pre>
 *
 * <p>Called as {@code Runnable.run} it must not suspend, but {@code Task.run} knows nothing of
 * that.
 */
public final class InheritedMethods {
  private static final int NOT_INHERITED =
      Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_FINAL | Opcodes.ACC_NATIVE;

  private final ClassHierarchy hierarchy;
  private final Set<String> own;
  private final List<MethodId> found = new ArrayList<>();

  private InheritedMethods(ClassHierarchy hierarchy, Set<String> own) {
    this.hierarchy = hierarchy;
    this.own = new HashSet<>(own);
  }

  /** The methods by the superclass that has them, for a class that is being transformed. */
  public static List<MethodId> find(ClassReader reader, ClassHierarchy hierarchy) {
    String superName = reader.getSuperName();
    String[] interfaces = reader.getInterfaces();
    if (superName == null || ClassHierarchy.isJdk(superName) || interfaces.length == 0) {
      return List.of();
    }
    if ((reader.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
      return List.of();
    }
    List<ClassInfo> superclasses = new ArrayList<>();
    for (ClassInfo type = find(superName, hierarchy);
        type != null;
        type = find(type.superName(), hierarchy)) {
      superclasses.add(type);
    }
    if (superclasses.stream().noneMatch(type -> hasSuspendable(type, hierarchy))) {
      return List.of();
    }
    ClassInfo self = hierarchy.find(reader.getClassName());
    Set<String> own = self == null ? Set.of() : self.methods().keySet();
    InheritedMethods search = new InheritedMethods(hierarchy, own);
    search.run(superclasses, List.of(interfaces));
    return search.found;
  }

  private static @Nullable ClassInfo find(@Nullable String name, ClassHierarchy hierarchy) {
    return name == null || ClassHierarchy.isJdk(name) ? null : hierarchy.find(name);
  }

  private static boolean hasSuspendable(ClassInfo type, ClassHierarchy hierarchy) {
    for (Map.Entry<String, MethodInfo> entry : type.methods().entrySet()) {
      if (isInherited(entry.getValue()) && isSuspendable(type, entry.getKey(), hierarchy)) {
        return true;
      }
    }
    return false;
  }

  private void run(List<ClassInfo> superclasses, List<String> interfaces) {
    List<ClassInfo> declaring = closure(interfaces);
    for (ClassInfo type : superclasses) {
      for (Map.Entry<String, MethodInfo> entry : type.methods().entrySet()) {
        String key = entry.getKey();
        if (own.add(key)
            && isInherited(entry.getValue())
            && isSuspendable(type, key, hierarchy)
            && isDeclaredOtherwise(key, declaring)) {
          MethodId id = id(type, key);
          // If it knows by itself that it can be called so, it looks out already.
          if (!hierarchy.overridesOther(type.name(), id.name(), id.descriptor())) {
            found.add(id);
          }
        }
      }
    }
  }

  private boolean isDeclaredOtherwise(String key, List<ClassInfo> interfaces) {
    for (ClassInfo type : interfaces) {
      MethodInfo method = type.methods().get(key);
      if (method != null && !method.isDirect() && !isSuspendable(type, key, hierarchy)) {
        return true;
      }
    }
    return false;
  }

  private List<ClassInfo> closure(List<String> interfaces) {
    List<ClassInfo> types = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<String> pending = new ArrayDeque<>(interfaces);
    while (!pending.isEmpty()) {
      String name = pending.remove();
      ClassInfo type = seen.add(name) ? hierarchy.find(name) : null;
      if (type != null) {
        types.add(type);
        pending.addAll(type.interfaces());
      }
    }
    return types;
  }

  private static boolean isInherited(MethodInfo method) {
    return (method.access() & NOT_INHERITED) == 0 && (method.access() & Opcodes.ACC_PUBLIC) != 0;
  }

  private static boolean isSuspendable(ClassInfo type, String key, ClassHierarchy hierarchy) {
    MethodId id = id(type, key);
    return hierarchy.isSuspendable(id.owner(), id.name(), id.descriptor());
  }

  private static MethodId id(ClassInfo type, String key) {
    int parenthesis = key.indexOf('(');
    return new MethodId(type.name(), key.substring(0, parenthesis), key.substring(parenthesis));
  }
}
