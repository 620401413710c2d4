package dev.coro.transform.scan;

import dev.coro.transform.scan.ClassInfo.MethodId;
import dev.coro.transform.scan.ClassInfo.MethodInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * A suspendable method that a class inherits from its superclass, and with which it implements a
 * method of an interface that is not suspendable:
 *
 * <pre>{@code
 * class Base { @Suspendable public void run() { .. } }
 * class Task extends Base implements Runnable {}
 * }</pre>
 *
 * <p>Nothing in {@code Base} tells that callers of {@code Runnable.run} reach it.
 *
 * @param superclass internal name of the direct superclass
 */
public record InheritedImplementation(
    String superclass, String name, String descriptor, boolean isFinal) {
  private static final int LEFT_OUT =
      Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_ABSTRACT;

  /** Those of the class that {@code reader} reads, which the hierarchy has been offered. */
  public static List<InheritedImplementation> of(ClassReader reader, ClassHierarchy hierarchy) {
    String superclass = reader.getSuperName();
    boolean isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    if (superclass == null
        || isInterface
        || reader.getInterfaces().length == 0
        || ClassHierarchy.isJdk(superclass)) {
      return List.of();
    }
    String owner = reader.getClassName();
    List<InheritedImplementation> found = new ArrayList<>(0);
    Set<String> seen = new HashSet<>();
    ClassInfo type = hierarchy.find(owner);
    while (type != null) {
      for (MethodId id : type.methodIds()) {
        MethodInfo method = type.methods().get(id.key());
        if (method != null && seen.add(id.key()) && !type.name().equals(owner)) {
          if (isReachedThroughInterface(owner, superclass, id, method, hierarchy)) {
            boolean isFinal = (method.access() & Opcodes.ACC_FINAL) != 0;
            found.add(new InheritedImplementation(superclass, id.name(), id.descriptor(), isFinal));
          }
        }
      }
      String next = type.superName();
      type = next == null || ClassHierarchy.isJdk(next) ? null : hierarchy.find(next);
    }
    return found;
  }

  private static boolean isReachedThroughInterface(
      String owner, String superclass, MethodId id, MethodInfo method, ClassHierarchy hierarchy) {
    return (method.access() & LEFT_OUT) == 0
        && (method.access() & Opcodes.ACC_PUBLIC) != 0
        && hierarchy.isSuspendable(id.owner(), id.name(), id.descriptor())
        && hierarchy.overridesOther(owner, id.name(), id.descriptor())
        && !hierarchy.overridesOther(superclass, id.name(), id.descriptor());
  }
}
