package dev.coro.transform;

import dev.coro.transform.emit.PreemptionPoints;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.FunctionalCall;
import dev.coro.transform.scan.JdkEntryPoint;
import dev.coro.transform.scan.OpaqueCall;
import dev.coro.transform.scan.Suspendability;
import dev.coro.transform.scan.SuspendableIteration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Which methods of a class, and which calls in it, can be suspended. */
final class SuspendableMethods {
  private final ClassNode node;
  private final ClassHierarchy hierarchy;
  private final boolean isClassLoader;

  /** Bodies of lambdas whose interface is suspendable, and adapters, by name and descriptor. */
  private final Set<String> lambdas = new HashSet<>();

  /** Those of them whose interface can also be called through a declaration that is not. */
  private final Set<String> doubtedLambdas = new HashSet<>();

  /** Adapters that proxies call for code that does not expect a suspension. */
  private final Set<String> plainAdapters = new HashSet<>();

  /** Calls of {@code Iterator} that are steps of iterations that may suspend. */
  private final Set<MethodInsnNode> steps = Collections.newSetFromMap(new IdentityHashMap<>());

  SuspendableMethods(ClassNode node, ClassHierarchy hierarchy) {
    this.node = node;
    this.hierarchy = hierarchy;
    this.isClassLoader =
        !"java/lang/Object".equals(node.superName)
            && hierarchy.isSubtype(node.name, "java/lang/ClassLoader");
  }

  /** Adds the body of a lambda, or an adapter, by name and descriptor. */
  void addLambda(String key, boolean doubted) {
    lambdas.add(key);
    if (doubted) {
      doubtedLambdas.add(key);
    }
    plainAdapters.remove(key); // It has turned out that its caller expects a suspension.
  }

  /** Adds an adapter that is not suspendable, by name and descriptor. */
  void addPlainAdapter(String key) {
    plainAdapters.add(key);
  }

  /** Adds the steps of iterations among the calls of a method. */
  void addSteps(List<MethodInsnNode> calls) {
    for (MethodInsnNode call : calls) {
      if (SuspendableIteration.begins(call.name, call.desc, hierarchy)) {
        calls.stream()
            .filter(c -> SuspendableIteration.isStep(c.owner, c.name))
            .forEach(steps::add);
        return;
      }
    }
  }

  boolean isSuspendable(MethodNode method) {
    if ((!plainAdapters.isEmpty() && plainAdapters.contains(method.name + method.desc))
        || isClassLoading(method)) {
      return false; // Even if all methods of the class are.
    }
    return isLambda(method.name, method.desc)
        || hierarchy.isSuspendable(node.name, method.name, method.desc);
  }

  /** Whether it is known to be suspendable, not only possible. */
  boolean isMeantToSuspend(MethodNode method) {
    return isLambda(method.name, method.desc)
        || hierarchy.suspendability(node.name, method.name, method.desc) == Suspendability.YES;
  }

  boolean isDoubted(MethodNode method) {
    return (!doubtedLambdas.isEmpty() && doubtedLambdas.contains(method.name + method.desc))
        || JdkEntryPoint.is(method.name, method.desc)
        || hierarchy.overridesOther(node.name, method.name, method.desc);
  }

  /**
   * Whether the JVM may call the method when it links a class. That may happen in the middle of
   * anything, also while activations are being saved, and can never be suspended.
   */
  boolean isClassLoading(MethodNode method) {
    return isClassLoader
        && (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0
        && method.name.charAt(0) != '<'
        && hierarchy.overridesOther(node.name, method.name, method.desc);
  }

  boolean isSuspensionPoint(MethodInsnNode call) {
    return switch (call.owner) {
      case RuntimeNames.MONITORS -> call.name.equals("await");
      case RuntimeNames.TORTURE -> call.name.equals("point");
      case RuntimeNames.PREEMPTION -> PreemptionPoints.is(call);
      default ->
          (call.owner.equals(node.name) && isLambda(call.name, call.desc))
              || hierarchy.isSuspendable(call.owner, call.name, call.desc)
              || (!steps.isEmpty() && steps.contains(call))
              || FunctionalCall.is(node.name, call);
    };
  }

  boolean isOpaque(AbstractInsnNode insn) {
    return OpaqueCall.is(insn, hierarchy);
  }

  boolean isPoint(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call && isSuspensionPoint(call);
  }

  boolean isOpaqueOrSuspends(AbstractInsnNode insn) {
    return isPoint(insn) || isOpaque(insn);
  }

  private boolean isLambda(String name, String descriptor) {
    return !lambdas.isEmpty() && lambdas.contains(name + descriptor);
  }
}
