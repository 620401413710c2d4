package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns a method into its original body, in place:
 *
 * <pre>
 *   c = CurrentContinuation.get()
 *   ... x = bar(..)
 *   if (c.suspending) goto spill_1        the method's own code, otherwise unchanged
 *   ...
 *   spill_1: f = new Frame(1, resume body, c); f.r0 = ..; f.l0 = ..; return dummy
 *   ...
 *   failed:  c.suspending = false; c.broken = true; throw     for anything thrown while spilling
 * </pre>
 *
 * <p>The two added locals lie behind the method's own.
 */
public final class OriginalBody {
  private final MethodPlan plan;
  private final MethodNode method;
  private final int classVersion;
  private final int stateLocal;
  private final SlotCode slots;

  /** Prepares the rewriting of {@code method}. */
  public OriginalBody(int classVersion, MethodNode method, MethodPlan plan) {
    this.classVersion = classVersion;
    this.method = method;
    this.plan = plan;
    this.stateLocal = method.maxLocals;
    this.slots = new SlotCode(plan.shape(), stateLocal + 1);
  }

  /** Rewrites the method. */
  public void rewrite() {
    extendFrames();
    LabelNode bodyStart = new LabelNode();
    if (plan.doubted()) {
      addDoubtExits();
      method.instructions.insert(bodyStart);
    }
    addLookups();
    LabelNode bodyEnd = new LabelNode();
    InsnList spills = new InsnList();
    List<LabelNode> labels = new ArrayList<>();
    Map<List<Integer>, List<PointPlan>> byMonitors = new LinkedHashMap<>();
    for (PointPlan point : plan.points()) {
      LabelNode spill = new LabelNode();
      labels.add(spill);
      method.instructions.insert(point.point().call(), SpillCode.check(stateLocal, spill));
      byMonitors.computeIfAbsent(point.point().monitors(), key -> new ArrayList<>()).add(point);
    }
    byMonitors.forEach((monitors, points) -> addSpills(spills, monitors, points, labels));
    method.instructions.add(bodyEnd);
    method.instructions.add(spills);
    if (plan.doubted()) {
      addDoubtHandler(bodyStart, bodyEnd);
    }
    method.maxLocals += 2;
  }

  /** Every frame behind the look-up also has the continuation. */
  private void extendFrames() {
    int index = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode frame && plan.lookups().available().get(index)) {
        frame.local = StackMaps.padded(frame.local, stateLocal, RuntimeNames.STATE);
      }
      index++;
    }
  }

  private void addLookups() {
    AbstractInsnNode[] instructions = method.instructions.toArray();
    plan.lookups().before().stream()
        .forEach(index -> method.instructions.insertBefore(instructions[index], lookup()));
  }

  private InsnList lookup() {
    InsnList code = new InsnList();
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.CURRENT,
            "get",
            "()L" + RuntimeNames.STATE + ";",
            false));
    code.add(new VarInsnNode(Opcodes.ASTORE, stateLocal));
    if (plan.doubted()) {
      addDoubt(code, "enter");
    }
    return code;
  }

  // ---- doubt: from entry to every exit, suspensions look at the stack

  private void addDoubt(InsnList code, String name) {
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.PINS,
            name,
            "(L" + RuntimeNames.STATE + ";)V",
            false));
  }

  private void addDoubtExits() {
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
        InsnList exit = new InsnList();
        addDoubt(exit, "exit");
        method.instructions.insertBefore(insn, exit);
      }
    }
  }

  private void addDoubtHandler(LabelNode start, LabelNode end) {
    LabelNode handler = new LabelNode();
    InsnList code = new InsnList();
    code.add(handler);
    code.add(handlerFrame(List.of()));
    addDoubt(code, "exit");
    code.add(new InsnNode(Opcodes.ATHROW));
    method.instructions.add(code);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
  }

  /** What every handler of the method can rely on: the monitors that are held, the continuation. */
  private FrameNode handlerFrame(List<Integer> monitors) {
    return StackMaps.frame(
        StackMaps.padded(StackMaps.objectsIn(monitors), stateLocal, RuntimeNames.STATE),
        List.of("java/lang/Throwable"));
  }

  /** Spills of points that hold the same monitors, and so can share a handler. */
  private void addSpills(
      InsnList code, List<Integer> monitors, List<PointPlan> points, List<LabelNode> labels) {
    LabelNode handler = new LabelNode();
    LabelNode start = new LabelNode();
    code.add(start);
    for (List<PointPlan> group : SpillGroups.of(points)) {
      addSpill(code, group, labels);
      if (!monitors.isEmpty()) {
        SpillCode.noteMonitors(code, slots.frameLocal(), stateLocal, monitors.size());
        cover(code, labels.get(group.get(0).state() - 1), handler);
        SpillCode.leaveMonitors(code, monitors, 0);
      }
      addDummyReturn(code);
    }
    if (monitors.isEmpty()) {
      cover(code, start, handler);
    }
    addFailureHandler(code, handler, monitors);
  }

  /** Has the handler cover everything from {@code start} to the end of the code so far. */
  private void cover(InsnList code, LabelNode start, LabelNode handler) {
    LabelNode end = new LabelNode();
    code.add(end);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
  }

  private List<Object> spillLocals(PointPlan point) {
    return StackMaps.padded(StackMaps.savedLocals(point), stateLocal, RuntimeNames.STATE);
  }

  private void addSpill(InsnList code, List<PointPlan> group, List<LabelNode> labels) {
    PointPlan point = group.get(0);
    boolean shared = group.size() > 1;
    String shape = plan.shape().className();
    if (shared) {
      SpillGroups.join(code, group, labels, spillLocals(point));
      // The state lies on the operand stack: the new frame goes below it.
      code.add(new TypeInsnNode(Opcodes.NEW, shape));
      code.add(new InsnNode(Opcodes.DUP_X1));
      code.add(new InsnNode(Opcodes.SWAP));
    } else {
      code.add(labels.get(point.state() - 1));
      code.add(StackMaps.frame(spillLocals(point), StackMaps.stackBehind(point)));
      SpillCode.dropResult(code, point);
      code.add(new TypeInsnNode(Opcodes.NEW, shape));
      code.add(new InsnNode(Opcodes.DUP));
      code.add(SlotCode.push(point.state()));
    }
    SpillCode.addStamp(code, plan);
    String sizes = plan.shape().isArrays() ? "II" : "";
    if (plan.shape().isArrays()) {
      code.add(SlotCode.push(plan.shape().references()));
      code.add(SlotCode.push(plan.shape().primitives()));
    }
    pushResumeBody(code);
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESPECIAL,
            shape,
            "<init>",
            "(I" + sizes + "L" + RuntimeNames.RESUME_BODY + ";L" + RuntimeNames.STATE + ";)V",
            false));
    code.add(new VarInsnNode(Opcodes.ASTORE, slots.frameLocal()));
    SpillCode.saveValues(code, point, slots, 0);
  }

  /** The resume body as a constant, in the cheapest way that the class file version allows. */
  private void pushResumeBody(InsnList code) {
    String type = "L" + RuntimeNames.RESUME_BODY + ";";
    String lookup = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;";
    int major = classVersion & 0xFFFF;
    if (major >= Opcodes.V11) {
      Handle bootstrap =
          new Handle(
              Opcodes.H_INVOKESTATIC,
              RuntimeNames.RESUME_BODIES,
              "constant",
              lookup + "Ljava/lang/Class;Ljava/lang/String;)" + type,
              false);
      code.add(
          new LdcInsnNode(
              new ConstantDynamic(plan.name(), type, bootstrap, plan.resumeDescriptor())));
    } else if (major >= Opcodes.V1_7) {
      Handle bootstrap =
          new Handle(
              Opcodes.H_INVOKESTATIC,
              RuntimeNames.RESUME_BODIES,
              "callSite",
              lookup
                  + "Ljava/lang/invoke/MethodType;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
              false);
      code.add(
          new InvokeDynamicInsnNode(plan.name(), "()" + type, bootstrap, plan.resumeDescriptor()));
    } else {
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              "java/lang/invoke/MethodHandles",
              "lookup",
              "()Ljava/lang/invoke/MethodHandles$Lookup;",
              false));
      code.add(new LdcInsnNode(plan.name()));
      code.add(new LdcInsnNode(plan.resumeDescriptor()));
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              RuntimeNames.RESUME_BODIES,
              "find",
              lookup + "Ljava/lang/String;)" + type,
              false));
    }
  }

  private void addDummyReturn(InsnList code) {
    if (plan.doubted()) {
      addDoubt(code, "exit");
    }
    Type result = Type.getReturnType(method.desc);
    if (result.getSort() != Type.VOID) {
      code.add(new InsnNode(ValueKind.of(result).defaultValue));
    }
    code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
  }

  private void addFailureHandler(InsnList code, LabelNode handler, List<Integer> monitors) {
    code.add(handler);
    code.add(handlerFrame(monitors));
    SpillCode.leaveMonitors(code, monitors, 0);
    if (plan.doubted()) {
      addDoubt(code, "exit");
    }
    SpillCode.breakContinuation(code, stateLocal);
  }
}
