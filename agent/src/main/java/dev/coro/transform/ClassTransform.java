package dev.coro.transform;

import dev.coro.internal.ErrorCode;
import dev.coro.transform.SizeLimits.Room;
import dev.coro.transform.analyze.ControlFlow;
import dev.coro.transform.analyze.MethodAnalysis;
import dev.coro.transform.analyze.MonitorRegions;
import dev.coro.transform.emit.CompressedFrames;
import dev.coro.transform.emit.DetouredCalls;
import dev.coro.transform.emit.InheritedCalls;
import dev.coro.transform.emit.LateAllocation;
import dev.coro.transform.emit.LineEntries;
import dev.coro.transform.emit.MonitorHooks;
import dev.coro.transform.emit.OriginalBody;
import dev.coro.transform.emit.PinBrackets;
import dev.coro.transform.emit.PreemptionPoints;
import dev.coro.transform.emit.ReferenceAdapters;
import dev.coro.transform.emit.ResumeBodyCode;
import dev.coro.transform.emit.SynchronizedMethod;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.InheritedImplementation;
import dev.coro.transform.scan.RedirectedCall;
import dev.coro.transform.tree.MethodFacts;
import dev.coro.transform.tree.MethodTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** One run of the pipeline over one class that has suspension points or opaque calls. */
final class ClassTransform {
  private final ClassNode node;
  private final ClassHierarchy hierarchy;
  private final MonitorPolicy monitorPolicy;

  /** Whether the class was loaded before the agent, so that no method can be added. */
  private final boolean loadedEarlier;

  private final SuspendableMethods methods;
  private final PreemptibleMethods preemptible;
  private final DetouredCalls detours;

  /** Methods to leave without a resume body because they got too large with one. */
  private final SizeLimits limits;

  private final List<MethodPlan> plans = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final ResumeBodyNumbers bodies;
  private final ReferenceAdapters adapters;

  /** Types that have turned out to be accessible. */
  private final Set<String> accessibleTypes = new HashSet<>();

  /** Whether the class names suspendable methods. */
  private boolean suspends;

  /** Whether anything was changed. */
  private boolean changed;

  /**
   * Prepares the run.
   *
   * @param present what an earlier run has added to the class, if it is loaded already
   */
  ClassTransform(
      ClassNode node,
      ClassHierarchy hierarchy,
      MonitorPolicy monitorPolicy,
      SizeLimits limits,
      @Nullable AddedMethods present) {
    this.node = node;
    this.hierarchy = hierarchy;
    this.monitorPolicy = monitorPolicy;
    this.limits = limits;
    this.bodies = new ResumeBodyNumbers(present);
    this.loadedEarlier = present != null && present.loadedEarlier();
    this.detours = new DetouredCalls(node);
    this.adapters = new ReferenceAdapters(node);
    this.methods = new SuspendableMethods(node, hierarchy);
    this.preemptible = new PreemptibleMethods(node, hierarchy);
  }

  TransformResult run(ClassReader reader) {
    overrideInherited(reader);
    for (MethodNode method : node.methods) {
      if (((MethodTree) method).mayIterate()) {
        methods.addSteps(MethodFacts.of(method).calls());
      }
    }
    scanLambdas();
    for (MethodNode method : List.copyOf(node.methods)) {
      if (method.instructions.size() > 0) {
        transform(method, MethodFacts.of(method));
      } else if ((method.access & Opcodes.ACC_NATIVE) != 0 && methods.isSuspendable(method)) {
        refuse(ErrorCode.NATIVE_METHOD, method);
      }
    }
    List<MethodNode> emptyBodies = bodies.emptyBodies();
    if (!changed && diagnostics.isEmpty() && emptyBodies.isEmpty()) {
      return new TransformResult.Unchanged();
    }
    node.methods.addAll(emptyBodies);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    // ASM's own limits, against class files made to exhaust it, are too low for far jumps in a
    // method near 64 KB. These classes are about to be run: nothing is gained by distrust.
    writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    // ASM takes the frames of old class files in the expanded form only.
    int version = node.version & 0xFFFF;
    ClassVisitor output = version >= Opcodes.V1_6 ? CompressedFrames.to(writer, node.name) : writer;
    node.accept(version > Opcodes.V1_6 ? output : ComputedStackMaps.withoutUnknown(output));
    return new TransformResult.Transformed(
        writer.toByteArray(),
        suspends,
        List.copyOf(plans),
        List.copyOf(diagnostics),
        !limits.anyHasRoomForNothing(),
        new AddedMethods(bodies.given(), adapters.added(), loadedEarlier));
  }

  // ---- scan

  /** Makes it known where callers of an interface reach a method that does not know of it. */
  private void overrideInherited(ClassReader reader) {
    List<InheritedImplementation> all = InheritedImplementation.of(reader, hierarchy);
    if (all.isEmpty()) {
      return;
    }
    boolean serializable = hierarchy.isSubtype(node.name, "java/io/Serializable");
    for (InheritedImplementation inherited : all) {
      if (loadedEarlier || !InheritedCalls.canAdd(node, inherited, serializable)) {
        hierarchy.distrustCallers(node.name);
      } else {
        InheritedCalls.add(node, inherited);
      }
    }
  }

  private void scanLambdas() {
    LambdaScan scan = new LambdaScan(node, hierarchy, adapters, methods, loadedEarlier);
    for (MethodNode method : List.copyOf(node.methods)) {
      if (((MethodTree) method).hasDynamicCalls()) {
        scan.scan(MethodFacts.of(method).dynamicCalls());
      }
    }
    if (hierarchy.bridges().mayBeIn(node.name)) {
      changed |= new BridgedCalls(node, hierarchy, methods, scan).bridge(loadedEarlier);
    }
    adapters.finish();
    changed |= scan.changed();
    for (int i = 0; i < scan.refused(); i++) {
      refuseClass();
    }
  }

  // ---- analyse, plan, emit

  private void transform(MethodNode method, MethodFacts found) {
    MethodFacts facts = found;
    if (facts.repeatsLines()) {
      LineEntries.split(method);
    }
    if (addPreemptionPoints(method)) {
      facts = MethodFacts.of(method);
    }
    redirectCalls(facts);
    if (monitorPolicy == MonitorPolicy.SUSPEND && addMonitorHooks(method, facts)) {
      facts = MethodFacts.of(method);
    }
    if (!anyPoint(facts)) {
      bracket(method, facts, methods::isOpaque);
      return;
    }
    suspends = true;
    if (methods.isClassLoading(method)) {
      PinBrackets.addAroundLoading(method);
      changed = true;
    } else if (!methods.isSuspendable(method)) {
      bracket(method, facts, methods::isOpaqueOrSuspends);
    } else if (loadedEarlier) {
      refuseLoaded(method);
      bracket(method, facts, methods::isOpaqueOrSuspends);
    } else {
      makeResumable(method, facts);
    }
  }

  private void makeResumable(MethodNode method, MethodFacts facts) {
    if (bodies.hasPlaceFor(method)) {
      detours.detour(method, facts, methods::isSuspensionPoint, methods::isOpaque);
    }
    if (!isTooLarge(method)) {
      bracket(method, facts, methods::isOpaque);
    }
    if (facts.hasAllocations()) {
      LateAllocation.move(node.name, method, methods::isSuspensionPoint);
    }
    MethodAnalysis analysis =
        MethodAnalysis.of(node.name, method, facts.hasMonitors(), methods::isSuspensionPoint);
    if (analysis.points().isEmpty()) {
      return;
    }
    changed = true;
    if (refuses(method, analysis)) {
      bracket(method, facts, methods::isPoint);
      return;
    }
    boolean doubted = methods.isDoubted(method);
    MethodPlan plan = MethodPlan.of(method, bodies.give(method), doubted, analysis);
    plans.add(plan);
    boolean shares = roomOf(method) == Room.SHARED_CODE;
    node.methods.add(ResumeBodyCode.of(method, plan, shares, node.sourceFile));
    ((MethodTree) method).writeBy(new OriginalBody(node.version, method, plan)::write);
  }

  private boolean anyPoint(MethodFacts facts) {
    for (MethodInsnNode call : facts.calls()) {
      if (methods.isSuspensionPoint(call)) {
        return true;
      }
    }
    return false;
  }

  /** Tells the runtime of the monitors of the method; returns whether it has any. */
  private boolean addMonitorHooks(MethodNode method, MethodFacts facts) {
    MonitorHooks.redirectWait(facts, () -> methods.isSuspendable(method));
    boolean isSynchronized = (method.access & Opcodes.ACC_SYNCHRONIZED) != 0;
    boolean structured = true;
    if (facts.hasMonitors()) {
      structured = MonitorRegions.of(method, new ControlFlow(method)) != null;
    } else if (!isSynchronized) {
      return false;
    }
    changed = true;
    if (structured
        && methods.isSuspendable(method)
        && !isTooLarge(method)
        && bodies.hasPlaceFor(method)) {
      if (isSynchronized) {
        SynchronizedMethod.open(node.name, node.version, method);
      }
      MonitorHooks.add(node.name, method);
    } else {
      if (isSynchronized) {
        MonitorHooks.guardEntry(node.name, node.version, method);
      }
      MonitorHooks.addGuards(node.name, method);
    }
    return true;
  }

  private boolean addPreemptionPoints(MethodNode method) {
    if (!preemptible.contains(method)
        || !methods.isSuspendable(method)
        || loadedEarlier
        || isTooLarge(method)
        || !bodies.hasPlaceFor(method)) {
      return false;
    }
    return PreemptionPoints.add(node.name, node.methods, method);
  }

  private void redirectCalls(MethodFacts facts) {
    for (MethodInsnNode call : facts.calls()) {
      if (RedirectedCall.is(call.owner, call.name)) {
        RedirectedCall.redirect(call);
        changed = true;
      }
    }
  }

  private void bracket(MethodNode method, MethodFacts facts, Predicate<AbstractInsnNode> calls) {
    if (roomOf(method) == Room.NOTHING) {
      changed = true; // The caller is told that brackets are missing.
    } else if (isTooLarge(method) && !method.name.equals("<init>")) {
      PinBrackets.addAround(method);
      changed = true;
    } else if (any(facts.calls(), calls) || any(facts.dynamicCalls(), calls)) {
      changed |= PinBrackets.add(node.name, method, calls);
    }
  }

  private static boolean any(
      List<? extends AbstractInsnNode> insns, Predicate<AbstractInsnNode> wanted) {
    for (AbstractInsnNode insn : insns) {
      if (wanted.test(insn)) {
        return true;
      }
    }
    return false;
  }

  private Room roomOf(MethodNode method) {
    return limits.roomOf(method.name, method.desc);
  }

  /** Whether there is no room for a resume body, or what goes with it. */
  private boolean isTooLarge(MethodNode method) {
    return roomOf(method).compareTo(Room.BRACKET) >= 0;
  }

  /** Whether a suspendable method cannot get a resume body; says why. */
  private boolean refuses(MethodNode method, MethodAnalysis analysis) {
    if (!analysis.structured()) {
      return refuse(ErrorCode.SYNCHRONIZED, method, "its monitors are not left block by block");
    } else if (monitorPolicy == MonitorPolicy.REFUSE && holdsMonitors(method, analysis)) {
      return refuse(ErrorCode.SYNCHRONIZED, method, "the option monitors=refuse is set");
    } else if (isTooLarge(method)) {
      return refuse(ErrorCode.TOO_LARGE, method);
    } else if (MethodPlan.savesUninitialized(analysis)) {
      return refuse(
          ErrorCode.NOT_TRANSFORMED, method, "it suspends between `new` and the constructor call");
    } else if (!bodies.hasPlaceFor(method)) {
      return refuse(ErrorCode.NO_RESUME_BODY, method);
    }
    for (String type : analysis.keptTypes()) {
      if (type.equals(ComputedStackMaps.UNKNOWN)) {
        return refuse(
            ErrorCode.NOT_TRANSFORMED,
            method,
            "a value that it keeps across a suspension point has a type that depends on a class"
                + " which cannot be found");
      } else if (!accessibleTypes.contains(type)) {
        if (!hierarchy.isAccessible(type, node.name)) {
          return refuse(ErrorCode.INACCESSIBLE_TYPE, method, type.replace('/', '.'));
        }
        accessibleTypes.add(type);
      }
    }
    return false;
  }

  private static boolean holdsMonitors(MethodNode method, MethodAnalysis analysis) {
    return (method.access & Opcodes.ACC_SYNCHRONIZED) != 0 || analysis.holdsMonitors();
  }

  private boolean refuse(ErrorCode code, MethodNode method, String... parts) {
    if (!methods.isMeantToSuspend(method)) {
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

  /** A proxy of the class cannot be given a method that could be suspended, or bracketed. */
  private void refuseClass() {
    String owner = node.name.replace('/', '.');
    diagnostics.add(
        new Diagnostic(
            ErrorCode.LOADED_EARLIER,
            owner,
            "",
            ErrorCode.LOADED_EARLIER.message("cannot suspend through " + owner + ", which was")));
  }

  private void refuseLoaded(MethodNode method) {
    String what =
        "cannot suspend through "
            + Places.describe(node.name, node.sourceFile, method)
            + ", whose class was";
    diagnostics.add(
        new Diagnostic(
            ErrorCode.LOADED_EARLIER,
            node.name.replace('/', '.'),
            method.name + method.desc,
            ErrorCode.LOADED_EARLIER.message(what)));
  }
}
