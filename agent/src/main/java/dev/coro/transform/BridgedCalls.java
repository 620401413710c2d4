package dev.coro.transform;

import dev.coro.transform.scan.Bridge;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.LambdaSite;
import dev.coro.transform.tree.MethodFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Leads calls of blocking methods over {@linkplain Bridge bridges}, in the suspendable methods of a
 * class:
 *
 * <pre>
 *   queue.take()   becomes   Queues.take(queue)
 * </pre>
 *
 * <p>What is passed as a functional interface to such a call becomes suspendable itself, and so
 * there may be more to do in it.
 */
final class BridgedCalls {
  private final ClassNode node;
  private final ClassHierarchy hierarchy;
  private final SuspendableMethods methods;
  private final LambdaScan lambdas;
  private final Set<MethodNode> done = new HashSet<>();
  private boolean changed;

  BridgedCalls(
      ClassNode node, ClassHierarchy hierarchy, SuspendableMethods methods, LambdaScan lambdas) {
    this.node = node;
    this.hierarchy = hierarchy;
    this.methods = methods;
    this.lambdas = lambdas;
  }

  /**
   * Changes the calls in place; returns whether there were any.
   *
   * @param loadedEarlier whether nothing in the class can be suspended
   */
  boolean bridge(boolean loadedEarlier) {
    if (!loadedEarlier) {
      bridgeSuspendable();
    }
    for (MethodNode method : node.methods) {
      if (!done.contains(method)) {
        bridgeEverywhere(method);
      }
    }
    return changed;
  }

  private void bridgeSuspendable() {
    for (MethodNode method : List.copyOf(node.methods)) {
      for (InvokeDynamicInsnNode call : MethodFacts.of(method).dynamicCalls()) {
        adaptReference(call);
      }
    }
    int before;
    do {
      before = done.size();
      for (MethodNode method : List.copyOf(node.methods)) {
        if (method.instructions.size() > 0
            && method.name.charAt(0) != '<'
            && methods.isSuspendable(method)
            && methods.isMeantToSuspend(method)
            && done.add(method)) {
          bridge(method);
        }
      }
    } while (done.size() > before);
  }

  /** A reference to a method that has a bridge, as what is suspendable: it needs code to change. */
  private void adaptReference(InvokeDynamicInsnNode call) {
    LambdaSite site = LambdaSite.of(call);
    if (site != null && site.isSuspendable(hierarchy) && isBlocking(site.implementation())) {
      lambdas.adapt(site, site.overridesOther(hierarchy));
    }
  }

  private boolean isBlocking(Handle target) {
    if (target.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
      return false;
    }
    boolean isStatic = target.getTag() == Opcodes.H_INVOKESTATIC;
    Bridge bridge =
        hierarchy
            .bridges()
            .find(target.getOwner(), target.getName(), target.getDesc(), isStatic, true);
    return bridge != null && bridge.kind() == Bridge.Kind.CALL;
  }

  private void bridge(MethodNode method) {
    MethodFacts facts = MethodFacts.of(method);
    List<Bridge> functional = new ArrayList<>(0);
    for (MethodInsnNode call : facts.calls()) {
      Bridge bridge = bridgeOf(call);
      if (bridge == null) {
        continue;
      }
      switch (bridge.kind()) {
        case CALL, EVERYWHERE -> redirect(call, bridge);
        case REPORT -> report(method, call, bridge);
        case FUNCTIONAL -> {
          if (mayPassSuspendable(method, call)) {
            redirect(call, bridge);
            functional.add(bridge);
          }
        }
      }
    }
    if (!functional.isEmpty()) {
      for (InvokeDynamicInsnNode call : facts.dynamicCalls()) {
        makeSuspendable(call, functional);
      }
    }
  }

  /** Changes the calls of a method that have a bridge in all methods. */
  private void bridgeEverywhere(MethodNode method) {
    for (MethodInsnNode call : MethodFacts.of(method).calls()) {
      Bridge bridge = bridgeOf(call, false);
      if (bridge != null) {
        redirect(call, bridge);
      }
    }
  }

  private @Nullable Bridge bridgeOf(MethodInsnNode call) {
    return bridgeOf(call, true);
  }

  private @Nullable Bridge bridgeOf(MethodInsnNode call, boolean suspendable) {
    return call.getOpcode() == Opcodes.INVOKESPECIAL || methods.isSuspensionPoint(call)
        ? null
        : hierarchy
            .bridges()
            .find(
                call.owner,
                call.name,
                call.desc,
                call.getOpcode() == Opcodes.INVOKESTATIC,
                suspendable);
  }

  private void redirect(MethodInsnNode call, Bridge bridge) {
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    call.desc = bridge.targetDescriptor(isStatic, call.desc);
    call.setOpcode(Opcodes.INVOKESTATIC);
    call.owner = bridge.target();
    call.name = bridge.targetName();
    call.itf = false;
    changed = true;
  }

  private void report(MethodNode method, MethodInsnNode call, Bridge bridge) {
    InsnList report = new InsnList();
    String place = Places.describe(node.name, node.sourceFile, method, call);
    report.add(new LdcInsnNode(bridge.method() + "\n" + place + "\n" + bridge.target()));
    report.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, RuntimeNames.BLOCKERS, "note", "(Ljava/lang/String;)V", false));
    method.instructions.insertBefore(call, report);
    method.maxStack++;
    changed = true;
  }

  // ---- functional interfaces

  /** Whether anything that the call is passed as a functional interface may suspend. */
  private boolean mayPassSuspendable(MethodNode method, MethodInsnNode call) {
    for (AbstractInsnNode producer : PassedFunctions.of(node.name, method, call)) {
      if (!(producer instanceof InvokeDynamicInsnNode dynamic)) {
        return true; // It comes from elsewhere: that is seen when it runs.
      }
      LambdaSite site = LambdaSite.of(dynamic);
      if (site == null || maySuspend(site)) {
        return true;
      }
    }
    return false;
  }

  private boolean maySuspend(LambdaSite site) {
    Handle target = site.implementation();
    if (isBlocking(target)
        || hierarchy.isSuspendable(target.getOwner(), target.getName(), target.getDesc())) {
      return true;
    }
    MethodNode body = lambdas.bodyOf(target);
    if (body == null) {
      return false;
    }
    for (MethodInsnNode call : MethodFacts.of(body).calls()) {
      if (methods.isSuspensionPoint(call)) {
        return true;
      }
      Bridge bridge = bridgeOf(call);
      if (bridge != null
          && (bridge.kind() == Bridge.Kind.CALL
              || (bridge.kind() == Bridge.Kind.FUNCTIONAL && mayPassSuspendable(body, call)))) {
        return true;
      }
    }
    return false;
  }

  private void makeSuspendable(InvokeDynamicInsnNode call, List<Bridge> functional) {
    LambdaSite site = LambdaSite.of(call);
    if (site == null) {
      return;
    }
    for (Bridge bridge : functional) {
      if (bridge.hasParameter(site.interfaceName())) {
        lambdas.makeSuspendable(site, isBlocking(site.implementation()));
        return;
      }
    }
  }
}
