package dev.coro.transform;

import dev.coro.internal.ErrorCode;
import dev.coro.transform.analyze.MethodAnalysis;
import dev.coro.transform.emit.CompressedFrames;
import dev.coro.transform.emit.LateAllocation;
import dev.coro.transform.emit.OriginalBody;
import dev.coro.transform.emit.PinBrackets;
import dev.coro.transform.emit.ReferenceAdapters;
import dev.coro.transform.emit.ResumeBodyCode;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.LambdaSite;
import dev.coro.transform.scan.Suspendability;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** One run of the pipeline over one class that has suspension points. */
final class ClassTransform {
  private final ClassNode node;
  private final ClassHierarchy hierarchy;

  /** Methods to leave without a resume body because they got too large with one. */
  private final Set<String> tooLarge;

  private final List<MethodPlan> plans = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, Integer> overloads = new HashMap<>();

  /** Bodies of lambdas whose interface is suspendable, and adapters, by name and descriptor. */
  private final Set<String> suspendableLambdas = new HashSet<>();

  /** Those of them whose interface can also be called through a declaration that is not. */
  private final Set<String> doubtedLambdas = new HashSet<>();

  /** Types whose accessibility was asked for already. */
  private final Set<String> accessibleTypes = new HashSet<>();

  ClassTransform(ClassNode node, ClassHierarchy hierarchy, Set<String> tooLarge) {
    this.node = node;
    this.hierarchy = hierarchy;
    this.tooLarge = tooLarge;
  }

  TransformResult run(ClassReader reader) {
    scanLambdas();
    for (MethodNode method : List.copyOf(node.methods)) {
      if (method.instructions.size() > 0) {
        transform(method);
      } else if ((method.access & Opcodes.ACC_NATIVE) != 0 && isSuspendable(method)) {
        refuse(ErrorCode.NATIVE_METHOD, method);
      }
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    // ASM's own limits, against class files made to exhaust it, are too low for far jumps in a
    // method near 64 KB. These classes are about to be run: nothing is gained by distrust.
    writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    // ASM takes the frames of old class files in the expanded form only.
    if ((node.version & 0xFFFF) >= Opcodes.V1_6) {
      CompressedFrames.compress(node);
    }
    node.accept(writer);
    return new TransformResult.Transformed(
        writer.toByteArray(), List.copyOf(plans), List.copyOf(diagnostics));
  }

  // ---- scan

  /** Finds which lambda bodies may suspend, and puts adapters where proxies change results. */
  private void scanLambdas() {
    ReferenceAdapters adapters = new ReferenceAdapters(node);
    for (MethodNode method : List.copyOf(node.methods)) {
      AbstractInsnNode insn = method.instructions.getFirst();
      for (; insn != null; insn = insn.getNext()) {
        if (insn instanceof InvokeDynamicInsnNode call) {
          LambdaSite site = LambdaSite.of(call);
          if (site != null) {
            scanLambda(site, adapters);
          }
        }
      }
    }
  }

  private void scanLambda(LambdaSite site, ReferenceAdapters adapters) {
    var target = site.implementation();
    boolean suspendable = site.isSuspendable(hierarchy);
    String key = target.getName() + target.getDesc();
    if (hierarchy.isSuspendable(target.getOwner(), target.getName(), target.getDesc())) {
      if (!suspendable || site.adaptsResult()) {
        MethodNode adapter = adapters.insert(site);
        key = adapter.name + adapter.desc;
      }
    } else if (!isLambdaBody(target)) {
      return;
    }
    if (suspendable) {
      suspendableLambdas.add(key);
      if (site.overridesOther(hierarchy)) {
        doubtedLambdas.add(key);
      }
    }
  }

  /**
   * Whether the compiler made the method for this site alone. A method that the author wrote has
   * other callers, which do not expect it to suspend unless it is annotated.
   */
  private boolean isLambdaBody(Handle target) {
    for (MethodNode method : node.methods) {
      if (method.name.equals(target.getName()) && method.desc.equals(target.getDesc())) {
        return target.getOwner().equals(node.name) && (method.access & Opcodes.ACC_SYNTHETIC) != 0;
      }
    }
    return false;
  }

  private boolean isSuspendable(MethodNode method) {
    return suspendableLambdas.contains(method.name + method.desc)
        || hierarchy.isSuspendable(node.name, method.name, method.desc);
  }

  /** Whether it is known to be suspendable, not only possible. */
  private boolean isMeantToSuspend(MethodNode method) {
    return suspendableLambdas.contains(method.name + method.desc)
        || hierarchy.suspendability(node.name, method.name, method.desc) == Suspendability.YES;
  }

  private boolean isDoubted(MethodNode method) {
    return doubtedLambdas.contains(method.name + method.desc)
        || hierarchy.overridesOther(node.name, method.name, method.desc);
  }

  private boolean isSuspensionPoint(MethodInsnNode call) {
    return hierarchy.isSuspendable(call.owner, call.name, call.desc);
  }

  // ---- analyse, plan, emit

  private void transform(MethodNode method) {
    if (!hasSuspensionPoint(method)) {
      return;
    }
    if (isSuspendable(method)) {
      LateAllocation.move(node.name, method, this::isSuspensionPoint);
    }
    MethodAnalysis analysis = MethodAnalysis.of(node.name, method, this::isSuspensionPoint);
    if (analysis.points().isEmpty()) {
      return;
    }
    if (!isSuspendable(method) || refuses(method, analysis)) {
      bracket(method, analysis);
      return;
    }
    int overload = overloads.merge(method.name, 1, Integer::sum) - 1;
    MethodPlan plan = MethodPlan.of(method, overload, isDoubted(method), analysis);
    plans.add(plan);
    node.methods.add(new ResumeBodyCode(method, plan).emit());
    new OriginalBody(node.version, method, plan).rewrite();
  }

  private void bracket(MethodNode method, MethodAnalysis analysis) {
    if (tooLarge.contains(method.name + method.desc) && !method.name.equals("<init>")) {
      PinBrackets.addAround(method);
    } else {
      PinBrackets.add(method, analysis);
    }
  }

  private boolean hasSuspensionPoint(MethodNode method) {
    AbstractInsnNode insn = method.instructions.getFirst();
    for (; insn != null; insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call && isSuspensionPoint(call)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a suspendable method cannot get a resume body; says why. */
  private boolean refuses(MethodNode method, MethodAnalysis analysis) {
    if (analysis.holdsMonitor()) {
      return refuse(ErrorCode.SYNCHRONIZED, method);
    } else if (tooLarge.contains(method.name + method.desc)) {
      return refuse(ErrorCode.TOO_LARGE, method);
    } else if (MethodPlan.savesUninitialized(analysis)) {
      return refuse(
          ErrorCode.NOT_TRANSFORMED, method, "it suspends between `new` and the constructor call");
    }
    for (String type : analysis.keptTypes()) {
      if (!accessibleTypes.contains(type) && !hierarchy.isAccessible(type, node.name)) {
        return refuse(ErrorCode.INACCESSIBLE_TYPE, method, type.replace('/', '.'));
      }
      accessibleTypes.add(type);
    }
    return false;
  }

  private boolean refuse(ErrorCode code, MethodNode method, String... parts) {
    if (!isMeantToSuspend(method)) {
      return true; // Nobody has asked for it.
    }
    List<Object> all = new ArrayList<>();
    all.add(Places.describe(node.name, node.sourceFile, method));
    all.addAll(List.of(parts));
    diagnostics.add(
        new Diagnostic(
            code,
            node.name.replace('/', '.'),
            method.name + method.desc,
            code.message(all.toArray())));
    return true;
  }
}
