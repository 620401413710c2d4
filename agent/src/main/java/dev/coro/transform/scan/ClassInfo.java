package dev.coro.transform.scan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * What the transform needs to know of a class that it does not transform.
 *
 * @param name internal name
 * @param superName internal name of the superclass; null for {@code java/lang/Object}
 * @param methods declared methods by name and descriptor
 * @param methodIds the same methods, in the form of calls
 * @param bridges those of them that are bridges
 */
public record ClassInfo(
    String name,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    Map<String, MethodInfo> methods,
    List<MethodId> methodIds,
    List<MethodId> bridges) {

  /** Whether a method declared here is suspendable whatever it overrides. */
  boolean declaresSuspendable() {
    for (MethodInfo method : methods.values()) {
      if (method.annotated()) {
        return true;
      }
    }
    return false;
  }

  /** Whether this is an interface. */
  public boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  /**
   * A declared method.
   *
   * @param annotated whether the method or its type is {@code @Suspendable}, or named as such
   * @param targets methods that a compiler-made method (bridge, accessor) calls
   */
  public record MethodInfo(int access, boolean annotated, List<MethodId> targets) {
    /** Whether no other class can override the method. */
    boolean isDirect() {
      return (access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) != 0;
    }

    /** Whether the compiler made it to reach another method with other types. */
    boolean isBridge() {
      return (access & Opcodes.ACC_BRIDGE) != 0;
    }
  }

  /** A method as a call names it. */
  public record MethodId(String owner, String name, String descriptor) {
    /** Key of {@link ClassInfo#methods}. */
    String key() {
      return name + descriptor;
    }
  }
}
