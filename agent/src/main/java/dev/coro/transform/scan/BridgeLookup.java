package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.scan.ClassInfo.MethodInfo;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Finds the {@linkplain Bridge bridges} of calls, in the classes that one loader sees. */
public final class BridgeLookup {
  private final ClassHierarchy hierarchy;
  private final Bridges bridges;

  BridgeLookup(ClassHierarchy hierarchy, Bridges bridges) {
    this.hierarchy = hierarchy;
    this.bridges = bridges;
  }

  /** Whether calls in the class may lead over bridges: in users' code that sees the runtime. */
  public boolean mayBeIn(String internalName) {
    return !bridges.isEmpty()
        && !ClassHierarchy.isJdk(internalName)
        && !RuntimeNames.isRuntime(internalName)
        && hierarchy.seesRuntime();
  }

  /** Whether there are any for methods of this name. Cheap. */
  boolean concern(String name) {
    return bridges.concern(name);
  }

  /** Whether calls of methods of this class may have to be changed in all classes. Cheap. */
  boolean concernEverywhere(String owner) {
    return bridges.concernEverywhere(owner);
  }

  /**
   * The bridge for calls that name this method; null if there is none, or if it is suspendable.
   *
   * @param suspendable whether the caller is
   */
  public @Nullable Bridge find(
      String owner, String name, String descriptor, boolean isStatic, boolean suspendable) {
    if (owner.charAt(0) == '['
        || !bridges.concern(name)
        || hierarchy.suspendability(owner, name, descriptor) == Suspendability.YES) {
      return null;
    }
    for (Bridge bridge : bridges.of(name)) {
      if ((suspendable || bridge.kind() == Bridge.Kind.EVERYWHERE)
          && bridge.matches(descriptor)
          && inherits(owner, bridge.owner(), name + descriptor, isStatic)) {
        return bridge;
      }
    }
    return null;
  }

  /**
   * Whether the method that a call names is the one that {@code root} declares, or the JDK's
   * override of it; not if a class of the user has overridden it.
   */
  private boolean inherits(String owner, String root, String key, boolean isStatic) {
    boolean isSubtype = owner.equals(root);
    MethodInfo method = null;
    for (ClassInfo type : hierarchy.supertypes(owner, true).found()) {
      MethodInfo declared = type.methods().get(key);
      if (method == null && declared != null) {
        if (!type.name().equals(root) && !ClassHierarchy.isJdk(type.name())) {
          return false;
        }
        method = declared;
      }
      isSubtype |= type.name().equals(root);
    }
    return method != null && isSubtype && isStatic == ((method.access() & Opcodes.ACC_STATIC) != 0);
  }
}
