package dev.coro.transform;

import dev.coro.internal.ErrorCode;
import dev.coro.transform.scan.BridgeScan;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.ConstantPoolScan;
import dev.coro.transform.scan.InheritedImplementation;
import dev.coro.transform.scan.MonitorScan;
import dev.coro.transform.tree.ClassTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes the suspendable methods of a class resumable: a pure function from class bytes to a result.
 *
 * <p>The passes, in order: scan (constant pool, lambdas), analyse (types, live locals, suspension
 * points), plan (what is saved where), emit (the two bodies, or brackets around the calls of a
 * method that cannot be suspended). Every pass leaves its input as it was but the last.
 */
public final class Transformer {
  private Transformer() {}

  /**
   * Transforms one class.
   *
   * @param name binary name of the class, for messages
   * @param classFile its bytes
   * @param hierarchy the classes its loader sees
   */
  public static TransformResult transform(String name, byte[] classFile, ClassHierarchy hierarchy) {
    return transform(name, classFile, hierarchy, MonitorPolicy.SUSPEND);
  }

  /**
   * Transforms one class.
   *
   * @param name binary name of the class, for messages
   * @param classFile its bytes
   * @param hierarchy the classes its loader sees
   * @param monitorPolicy what becomes of suspension points in synchronized code
   */
  public static TransformResult transform(
      String name, byte[] classFile, ClassHierarchy hierarchy, MonitorPolicy monitorPolicy) {
    return transform(name, classFile, hierarchy, monitorPolicy, null, new SizeLimits());
  }

  /** Transforms one class, and adds to its methods no more than {@code most}. */
  static TransformResult transform(
      String name, byte[] classFile, ClassHierarchy hierarchy, SizeLimits.Room most) {
    SizeLimits limits = new SizeLimits(most);
    return transform(name, classFile, hierarchy, MonitorPolicy.SUSPEND, null, limits);
  }

  /**
   * Transforms new bytes of a class that is loaded. The result has the methods that the loaded
   * class has: no resume body comes or goes. The exception are adapters of method references.
   *
   * @param present what was added to the class when it was loaded
   */
  public static TransformResult redefine(
      String name,
      byte[] classFile,
      ClassHierarchy hierarchy,
      MonitorPolicy monitorPolicy,
      AddedMethods present) {
    return transform(name, classFile, hierarchy, monitorPolicy, present, new SizeLimits());
  }

  private static TransformResult transform(
      String name,
      byte[] classFile,
      ClassHierarchy hierarchy,
      MonitorPolicy monitorPolicy,
      @Nullable AddedMethods present,
      SizeLimits limits) {
    ClassReader reader;
    try {
      reader = new ClassReader(classFile);
    } catch (IllegalArgumentException e) {
      return unknownVersion(name, classFile);
    }
    ConstantPoolScan scan = new ConstantPoolScan(reader, hierarchy);
    hierarchy.offer(scan, classFile);
    String internalName = reader.getClassName();
    try {
      boolean keepsMethods = present != null && !present.isEmpty();
      return keepsMethods
              || scan.mayHavePreemptible()
              || isConcerned(scan, internalName, hierarchy)
              || (monitorPolicy == MonitorPolicy.SUSPEND
                  && MonitorScan.mayWait(scan, classFile, hierarchy))
              || scan.namesOpaqueCall()
              || BridgeScan.mayHaveCalls(scan, hierarchy)
              || !InheritedImplementation.of(reader, hierarchy).isEmpty()
          ? transform(reader, hierarchy, monitorPolicy, present, limits)
          : new TransformResult.Unchanged();
    } finally {
      hierarchy.withdraw(internalName, reader);
    }
  }

  /**
   * Whether there may be suspension points. A class without suspendable methods that calls methods
   * of which nothing is known is left as it is, and the hierarchy remembers whose they are.
   */
  private static boolean isConcerned(
      ConstantPoolScan scan, String internalName, ClassHierarchy hierarchy) {
    Set<String> unresolved = new HashSet<>();
    return switch (scan.namesSuspendableMethod(unresolved)) {
      case YES -> true;
      case NO -> false;
      case UNKNOWN -> {
        boolean concerned = hierarchy.mayDeclareSuspendable(internalName);
        if (!concerned) {
          unresolved.forEach(hierarchy::leave);
        }
        yield concerned;
      }
    };
  }

  private static TransformResult transform(
      ClassReader reader,
      ClassHierarchy hierarchy,
      MonitorPolicy monitorPolicy,
      @Nullable AddedMethods present,
      SizeLimits limits) {
    ClassReader typed;
    try {
      typed = hasStackMaps(reader) ? reader : ComputedStackMaps.of(reader, hierarchy);
    } catch (RuntimeException e) {
      // Code that no verifier takes, or that gets too large without jsr.
      return rejected(ErrorCode.NOT_TRANSFORMED, reader.getClassName().replace('/', '.'), e + "");
    }
    while (true) {
      ClassNode node = new ClassTree();
      typed.accept(node, ClassReader.EXPAND_FRAMES);
      if (isLeftAlone(node)) {
        return new TransformResult.Unchanged();
      }
      try {
        return new ClassTransform(node, hierarchy, monitorPolicy, limits, present).run(typed);
      } catch (MethodTooLargeException e) {
        if (!limits.shrink(e.getMethodName() + methodOf(node, e))) {
          return rejected(node, e);
        }
      } catch (RuntimeException e) {
        return rejected(node, e);
      }
    }
  }

  /** Descriptor of the method that got too large, also if it was its resume body that did. */
  private static String methodOf(ClassNode node, MethodTooLargeException e) {
    for (MethodNode method : node.methods) {
      if (method.name.equals(e.getMethodName())
          && method.desc.equals(e.getDescriptor())
          && method.visibleAnnotations != null) {
        for (var annotation : method.visibleAnnotations) {
          if (annotation.desc.equals(RuntimeNames.RESUME_BODY_OF_DESCRIPTOR)) {
            return (String) annotation.values.get(1);
          }
        }
      }
    }
    return e.getDescriptor();
  }

  /** Whether the class saves itself by hand, or was instrumented before. */
  private static boolean isLeftAlone(ClassNode node) {
    if (node.invisibleAnnotations != null) {
      for (var annotation : node.invisibleAnnotations) {
        if (annotation.desc.equals(RuntimeNames.NOT_INSTRUMENTED_DESCRIPTOR)) {
          return true;
        }
      }
    }
    for (MethodNode method : node.methods) {
      if (method.desc.endsWith(RuntimeNames.RESUME_PARAMETERS)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasStackMaps(ClassReader reader) {
    return reader.readUnsignedShort(6) > Opcodes.V1_6;
  }

  private static TransformResult unknownVersion(String name, byte[] classFile) {
    int major = ((classFile[6] & 0xFF) << 8) | (classFile[7] & 0xFF);
    return rejected(
        ErrorCode.CLASS_VERSION, name, String.valueOf(major), String.valueOf(Opcodes.V26));
  }

  private static TransformResult rejected(ClassNode node, RuntimeException cause) {
    return rejected(ErrorCode.NOT_TRANSFORMED, node.name.replace('/', '.'), String.valueOf(cause));
  }

  private static TransformResult rejected(ErrorCode code, String className, Object... parts) {
    List<Object> all = new ArrayList<>(List.of(parts));
    all.add(0, className);
    return new TransformResult.Rejected(
        new Diagnostic(code, className, "", code.message(all.toArray())));
  }
}
