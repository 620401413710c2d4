package dev.coro.transform.scan;

import dev.coro.transform.scan.ClassInfo.MethodInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** Tells which calls run native code outside of the JDK. Safe for use by many threads. */
final class NativeMethods {
  private final Function<String, @Nullable ClassInfo> classes;

  /** Whether a class or a superclass declares a native method, by internal name. */
  private final Map<String, Boolean> owners = new ConcurrentHashMap<>();

  NativeMethods(Function<String, @Nullable ClassInfo> classes) {
    this.classes = classes;
  }

  /** Whether a call that names this method runs native code. */
  boolean contain(String owner, String name, String descriptor) {
    if (owner.charAt(0) == '[' || name.charAt(0) == '<' || ClassHierarchy.isJdk(owner)) {
      return false;
    }
    Boolean any = owners.get(owner);
    if (any == null) {
      any = anyIn(owner);
      owners.put(owner, any);
    }
    if (!any) {
      return false;
    }
    ClassInfo type = find(owner);
    while (type != null) {
      MethodInfo method = type.methods().get(name + descriptor);
      if (method != null) {
        return isNative(method);
      }
      type = find(type.superName());
    }
    return false;
  }

  private boolean anyIn(String owner) {
    for (ClassInfo type = find(owner); type != null; type = find(type.superName())) {
      for (MethodInfo method : type.methods().values()) {
        if (isNative(method)) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable ClassInfo find(@Nullable String name) {
    return name == null || ClassHierarchy.isJdk(name) ? null : classes.apply(name);
  }

  private static boolean isNative(MethodInfo method) {
    return (method.access() & Opcodes.ACC_NATIVE) != 0;
  }
}
