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
import dev.coro.transform.emit.ReferenceAdapters;
import dev.coro.transform.emit.ResumeBodyCode;
import dev.coro.transform.emit.SynchronizedMethod;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.InheritedImplementation;
import dev.coro.transform.scan.JdkEntryPoint;
import dev.coro.transform.scan.LambdaSite;
import dev.coro.transform.scan.OpaqueCall;
import dev.coro.transform.scan.RedirectedCall;
import dev.coro.transform.scan.Suspendability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** One run of the pipeline over one class that has suspension points or opaque calls. */
final class ClassTransform {
  private final ClassNode node;
  private final ClassHierarchy hierarchy;
  private final MonitorPolicy monitorPolicy;

  /** Whether the class was loaded before the agent, so that no method can be added. */
  private final boolean loadedEarlier;

  private final boolean isClassLoader;

  private final DetouredCalls detours;

  /** Methods to leave without a resume body because they got too large with one. */
  private final SizeLimits limits;

  private final List<MethodPlan> plans = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final ResumeBodyNumbers bodies;
  private final ReferenceAdapters adapters;

  /** Bodies of lambdas whose interface is suspendable, and adapters, by name and descriptor. */
  private final Set<String> suspendableLambdas = new HashSet<>();

  /** Those of them whose interface can also be called through a declaration that is not. */
  private final Set<String> doubtedLambdas = new HashSet<>();

  /** Types whose accessibility was asked for already. */
  private final Set<String> accessibleTypes = new HashSet<>();

  /** Adapters that proxies call for code that does not expect a suspension. */
  private final Set<String> plainAdapters = new HashSet<>();

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
    this.isClassLoader =
        !"java/lang/Object".equals(node.superName)
            && hierarchy.isSubtype(node.name, "java/lang/ClassLoader");
  }

  TransformResult run(ClassReader reader) {
    overrideInherited(reader);
    scanLambdas();
    for (MethodNode method : List.copyOf(node.methods)) {
      if (method.instructions.size() > 0) {
        transform(method);
      } else if ((method.access & Opcodes.ACC_NATIVE) != 0 && isSuspendable(method)) {
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
    if ((node.version & 0xFFFF) >= Opcodes.V1_6) {
      CompressedFrames.compress(node);
    }
    node.accept(writer);
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

  /** Finds which lambda bodies may suspend, and puts adapters where proxies change results. */
  private void scanLambdas() {
    for (MethodNode method : List.copyOf(node.methods)) {
      AbstractInsnNode insn = method.instructions.getFirst();
      for (; insn != null; insn = insn.getNext()) {
        if (insn instanceof InvokeDynamicInsnNode call) {
          LambdaSite site = LambdaSite.of(call);
          if (site != null) {
            scanLambda(site);
          }
        }
      }
    }
    adapters.finish();
  }

  private void scanLambda(LambdaSite site) {
    var target = site.implementation();
    boolean suspendable = site.isSuspendable(hierarchy);
    String key = target.getName() + target.getDesc();
    if (hierarchy.isSuspendable(target.getOwner(), target.getName(), target.getDesc())) {
      if (!suspendable || site.adaptsResult()) {
        if (loadedEarlier) {
          refuseClass();
          return;
        }
        key = insertAdapter(site);
        if (!suspendable) {
          plainAdapters.add(key);
        }
      }
    } else if (needsCall(target) && !loadedEarlier) {
      // The proxy would make the call, and has no bracket.
      MethodNode adapter = adapters.insert(site);
      plainAdapters.add(adapter.name + adapter.desc);
      changed = true;
      return;
    } else if (!isLambdaBody(target)) {
      return;
    } else if (suspendable && site.adaptsResult()) {
      // Not by javac, which has the body do it; the format allows it, and other compilers use it.
      if (loadedEarlier) {
        refuseClass();
        return;
      }
      suspendableLambdas.add(key);
      key = insertAdapter(site);
    }
    if (suspendable) {
      suspendableLambdas.add(key);
      if (site.overridesOther(hierarchy)) {
        doubtedLambdas.add(key);
      }
    }
  }

  /** Returns name and descriptor of the adapter. */
  private String insertAdapter(LambdaSite site) {
    MethodNode adapter = adapters.insert(site);
    changed = true;
    return adapter.name + adapter.desc;
  }

  private boolean needsCall(Handle target) {
    return OpaqueCall.is(target.getOwner(), target.getName(), target.getDesc(), hierarchy)
        || RedirectedCall.is(target.getOwner(), target.getName());
  }

  /**
   * Whether the compiler made the method for this site alone. A method that the author wrote has
   * other callers, which do not expect it to suspend unless it is annotated.
   */
  private boolean isLambdaBody(Handle target) {
    for (MethodNode method : node.methods) {
      if (method.name.equals(target.getName()) && method.desc.equals(target.getDesc())) {
        return target.getOwner().equals(node.name) && isMadeForALambda(method);
      }
    }
    return false;
  }

  /** By the compiler's mark; Kotlin and Scala leave it out, and go by names. */
  private static boolean isMadeForALambda(MethodNode method) {
    boolean named = method.name.contains("$lambda$") || method.name.contains("$anonfun$");
    return (method.access & Opcodes.ACC_SYNTHETIC) != 0
        || (named && (method.access & Opcodes.ACC_PRIVATE) != 0);
  }

  private boolean isSuspendable(MethodNode method) {
    if (plainAdapters.contains(method.name + method.desc) || isClassLoading(method)) {
      return false; // Even if all methods of the class are.
    }
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
        || JdkEntryPoint.is(method.name, method.desc)
        || hierarchy.overridesOther(node.name, method.name, method.desc);
  }

  /**
   * Whether the JVM may call the method when it links a class. That may happen in the middle of
   * anything, also while activations are being saved, and can never be suspended.
   */
  private boolean isClassLoading(MethodNode method) {
    return isClassLoader
        && (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0
        && method.name.charAt(0) != '<'
        && hierarchy.overridesOther(node.name, method.name, method.desc);
  }

  private boolean isSuspensionPoint(MethodInsnNode call) {
    return switch (call.owner) {
      case RuntimeNames.MONITORS -> call.name.equals("await");
      case RuntimeNames.TORTURE -> call.name.equals("point");
      default ->
          (call.owner.equals(node.name) && suspendableLambdas.contains(call.name + call.desc))
              || hierarchy.isSuspendable(call.owner, call.name, call.desc);
    };
  }

  // ---- analyse, plan, emit

  private void transform(MethodNode method) {
    LineEntries.split(method);
    redirectCalls(method);
    if (monitorPolicy == MonitorPolicy.SUSPEND) {
      addMonitorHooks(method);
    }
    if (!hasSuspensionPoint(method)) {
      bracket(method, this::isOpaque);
      return;
    }
    suspends = true;
    if (isClassLoading(method)) {
      PinBrackets.addAroundLoading(method);
      changed = true;
      return;
    }
    if (!isSuspendable(method)) {
      bracket(method, this::isOpaqueOrSuspends);
      return;
    }
    if (loadedEarlier) {
      refuseLoaded(method);
      bracket(method, this::isOpaqueOrSuspends);
      return;
    }
    if (bodies.hasPlaceFor(method)) {
      detours.detour(method, this::isSuspensionPoint, this::isOpaque);
    }
    if (!isTooLarge(method)) {
      bracket(method, this::isOpaque);
    }
    LateAllocation.move(node.name, method, this::isSuspensionPoint);
    MethodAnalysis analysis = MethodAnalysis.of(node.name, method, this::isSuspensionPoint);
    if (analysis.points().isEmpty()) {
      return;
    }
    changed = true;
    if (refuses(method, analysis)) {
      bracket(method, this::isPoint);
      return;
    }
    MethodPlan plan = MethodPlan.of(method, bodies.give(method), isDoubted(method), analysis);
    plans.add(plan);
    boolean shares = roomOf(method) == Room.SHARED_CODE;
    node.methods.add(new ResumeBodyCode(method, plan, shares).emit(node.sourceFile));
    new OriginalBody(node.version, method, plan).rewrite();
  }

  /** Tells the runtime of the monitors of the method, if it has any. */
  private void addMonitorHooks(MethodNode method) {
    if (isSuspendable(method)) {
      MonitorHooks.redirectWait(method);
    }
    boolean isSynchronized = (method.access & Opcodes.ACC_SYNCHRONIZED) != 0;
    boolean structured = true;
    if (MonitorRegions.hasMonitors(method)) {
      structured = MonitorRegions.of(method, new ControlFlow(method)) != null;
    } else if (!isSynchronized) {
      return;
    }
    changed = true;
    if (structured && isSuspendable(method) && !isTooLarge(method) && bodies.hasPlaceFor(method)) {
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
  }

  private void redirectCalls(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call && RedirectedCall.is(call.owner, call.name)) {
        RedirectedCall.redirect(call);
        changed = true;
      }
    }
  }

  private void bracket(MethodNode method, Predicate<AbstractInsnNode> calls) {
    if (roomOf(method) == Room.NOTHING) {
      changed = true; // The caller is told that brackets are missing.
    } else if (isTooLarge(method) && !method.name.equals("<init>")) {
      PinBrackets.addAround(method);
      changed = true;
    } else {
      changed |= PinBrackets.add(node.name, method, calls);
    }
  }

  private Room roomOf(MethodNode method) {
    return limits.roomOf(method.name + method.desc);
  }

  /** Whether there is no room for a resume body, or what goes with it. */
  private boolean isTooLarge(MethodNode method) {
    return roomOf(method).compareTo(Room.BRACKET) >= 0;
  }

  private boolean isOpaque(AbstractInsnNode insn) {
    return OpaqueCall.is(insn, hierarchy);
  }

  private boolean isPoint(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call && isSuspensionPoint(call);
  }

  private boolean isOpaqueOrSuspends(AbstractInsnNode insn) {
    return isPoint(insn) || isOpaque(insn);
  }

  private boolean hasSuspensionPoint(MethodNode method) {
    AbstractInsnNode insn = method.instructions.getFirst();
    for (; insn != null; insn = insn.getNext()) {
      if (isPoint(insn)) {
        return true;
      }
    }
    return false;
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
      if (!accessibleTypes.contains(type) && !hierarchy.isAccessible(type, node.name)) {
        return refuse(ErrorCode.INACCESSIBLE_TYPE, method, type.replace('/', '.'));
      }
      accessibleTypes.add(type);
    }
    return false;
  }

  private static boolean holdsMonitors(MethodNode method, MethodAnalysis analysis) {
    return (method.access & Opcodes.ACC_SYNCHRONIZED) != 0 || analysis.holdsMonitors();
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
