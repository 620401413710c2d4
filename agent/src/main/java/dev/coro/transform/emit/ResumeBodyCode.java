package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import dev.coro.transform.plan.ValueKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the resume body of a method:
 *
 * <pre>
 *   static void foo(SavedFrame f, ContinuationState c) {
 *     switch (f.state) ...
 *     restore_1: locals from f; c.throwFailure(); operand stack from f, result from c; goto behind_1
 *     ...
 *     x = bar(..); if (c.suspending) goto spill_1      what of the method can still be reached,
 *     behind_1: ...                                    its locals moved up by the parameters
 *     return x  becomes  completeInt(x, c); return
 *     ...
 *     spill_1: everything into f again; f.suspendAgain(1, c); return
 *   }
 * </pre>
 *
 * <p>{@code throwFailure} lies in a copy of the exception-table entries that cover the call, so
 * that an exception of a resumed callee is handled where the call would have thrown it.
 */
public final class ResumeBodyCode {
  private final MethodNode source;
  private final MethodPlan plan;
  private final MethodNode body;
  private final int shift;
  private final int frameLocal;
  private final int stateLocal;
  private final SlotCode slots;
  private final BitSet reachable;
  private final int usedReferences;
  private final LabelCopies labels;
  private final List<LabelNode> behind = new ArrayList<>();
  private final List<LabelNode[]> throwRanges = new ArrayList<>();

  /** Prepares the resume body of {@code source}, which is still as its author wrote it. */
  public ResumeBodyCode(MethodNode source, MethodPlan plan) {
    this.source = source;
    this.plan = plan;
    this.shift = plan.shift();
    this.frameLocal = shift - 2;
    this.stateLocal = shift - 1;
    this.slots = new SlotCode(plan.shape(), frameLocal);
    this.body =
        new MethodNode(
            RuntimeNames.ASM_API,
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            plan.name(),
            plan.resumeDescriptor(),
            null,
            null);
    this.reachable = reachable();
    this.labels = new LabelCopies(source.instructions);
    this.usedReferences = usedReferences();
  }

  /** The finished method. */
  public MethodNode emit() {
    addDispatch();
    InsnList copy = copyReachable();
    body.instructions.add(copy);
    for (List<PointPlan> group : SpillGroups.of(repeated())) {
      addSpill(group);
    }
    copyTryCatchBlocks();
    copyVariables();
    addAnnotation();
    body.maxLocals = source.maxLocals + shift;
    return body;
  }

  private BitSet reachable() {
    BitSet starts = new BitSet();
    for (PointPlan point : plan.points()) {
      starts.or(plan.analysis().flow().resumptionTargets(point.point().index()));
    }
    return plan.analysis().flow().reachableFrom(starts);
  }

  // ---- dispatch and restore

  private void addDispatch() {
    InsnList code = body.instructions;
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(new TypeInsnNode(Opcodes.CHECKCAST, plan.shape().className()));
    code.add(new VarInsnNode(Opcodes.ASTORE, frameLocal));
    LabelNode[] restores = new LabelNode[plan.points().size()];
    for (int i = 0; i < restores.length; i++) {
      restores[i] = new LabelNode();
      behind.add(new LabelNode());
    }
    if (restores.length > 1) {
      code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
      code.add(new FieldInsnNode(Opcodes.GETFIELD, RuntimeNames.SAVED_FRAME, "state", "I"));
      code.add(
          new TableSwitchInsnNode(1, restores.length, restores[restores.length - 1], restores));
    }
    for (PointPlan point : plan.points()) {
      LabelNode restore = restores[point.state() - 1];
      code.add(restore);
      if (restores.length > 1) {
        code.add(StackMaps.frame(prefixed(List.of()), List.of()));
      }
      addRestore(code, point);
    }
  }

  private void addRestore(InsnList code, PointPlan point) {
    for (SavedValue value : point.locals()) {
      slots.restore(code, value);
      code.add(new VarInsnNode(value.kind().store, value.local() + shift));
    }
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    code.add(start);
    if (point.point().line() > 0) {
      code.add(new LineNumberNode(point.point().line(), start));
    }
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKEVIRTUAL, RuntimeNames.STATE, "throwFailure", "()V", false));
    code.add(end);
    throwRanges.add(new LabelNode[] {start, end});
    for (SavedValue value : point.stack()) {
      slots.restore(code, value);
    }
    SlotCode.takeResult(code, Type.getReturnType(point.point().call().desc), stateLocal);
    code.add(new JumpInsnNode(Opcodes.GOTO, behind.get(point.state() - 1)));
  }

  /** Local types of this body: its parameters, then those of the method. */
  private List<Object> prefixed(List<Object> locals) {
    List<Object> types = new ArrayList<>();
    if (plan.overload() > 0) {
      types.add(plan.marker());
    }
    types.add(plan.shape().className());
    types.add(RuntimeNames.STATE);
    types.addAll(locals);
    return types;
  }

  // ---- the method's own code

  private final List<LabelNode> spills = new ArrayList<>();

  /** Source line of the instruction to copy next, and line that the copy is at; 0 if unknown. */
  private int line;

  private int copiedLine;

  private InsnList copyReachable() {
    InsnList copy = new InsnList();
    for (int i = 0; i < plan.points().size(); i++) {
      spills.add(new LabelNode());
    }
    int next = 0; // The points are in the order of the code.
    for (AbstractInsnNode insn : source.instructions) {
      if (insn instanceof LabelNode label) {
        copy.add(copyOf(label));
      } else if (insn instanceof LineNumberNode number) {
        line = number.line;
      } else if (isKept(insn)) {
        copyInstruction(insn, copy);
      }
      if (next < plan.points().size() && insn == plan.points().get(next).point().call()) {
        addBehind(copy, plan.points().get(next++));
      }
    }
    return copy;
  }

  private void addBehind(InsnList copy, PointPlan point) {
    int i = point.state() - 1;
    if (isKept(point.point().call())) {
      copy.add(SpillCode.check(stateLocal, spills.get(i)));
    }
    copy.add(behind.get(i));
    if (!frameFollows(point.point().call())) {
      copy.add(
          StackMaps.frame(
              prefixed(StackMaps.entries(point.point().locals())), StackMaps.stackBehind(point)));
    }
  }

  /** Whether the source has a frame before the next instruction, which then serves both. */
  private static boolean frameFollows(AbstractInsnNode call) {
    for (AbstractInsnNode next = call.getNext(); next != null; next = next.getNext()) {
      if (next instanceof FrameNode) {
        return true;
      } else if (next.getOpcode() >= 0) {
        return false;
      }
    }
    return false;
  }

  /** A frame is kept when the instruction it stands for is. */
  private boolean isKept(AbstractInsnNode insn) {
    AbstractInsnNode real = insn;
    while (real != null && real.getOpcode() < 0) {
      real = real.getNext();
    }
    return real != null && reachable.get(source.instructions.indexOf(real));
  }

  private void copyInstruction(AbstractInsnNode insn, InsnList copy) {
    int opcode = insn.getOpcode();
    if (opcode >= 0 && line != copiedLine) {
      // The instruction may have inherited its line from one that is not copied.
      LabelNode start = new LabelNode();
      copy.add(start);
      copy.add(new LineNumberNode(line, start));
      copiedLine = line;
    }
    if (insn instanceof FrameNode frame) {
      copy.add(copyFrame(frame));
    } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      addReturn(copy);
    } else {
      AbstractInsnNode clone = insn.clone(labels);
      if (clone instanceof VarInsnNode access) {
        access.var += shift;
      } else if (clone instanceof IincInsnNode increment) {
        increment.var += shift;
      }
      copy.add(clone);
    }
  }

  private FrameNode copyFrame(FrameNode frame) {
    FrameNode clone = (FrameNode) frame.clone(labels);
    clone.local = prefixed(clone.local);
    return clone;
  }

  private void addReturn(InsnList code) {
    Type result = Type.getReturnType(source.desc);
    if (result.getSort() != Type.VOID) {
      ValueKind kind = ValueKind.of(result);
      code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              RuntimeNames.STATE,
              "complete" + kind.suffix,
              "(" + kind.descriptor + "L" + RuntimeNames.STATE + ";)V",
              false));
    }
    code.add(new InsnNode(Opcodes.RETURN));
  }

  // ---- saving again

  /** Points that this body can reach again; the others only the original body gets to. */
  private List<PointPlan> repeated() {
    List<PointPlan> repeated = new ArrayList<>();
    for (PointPlan point : plan.points()) {
      if (isKept(point.point().call())) {
        repeated.add(point);
      }
    }
    return repeated;
  }

  private void addSpill(List<PointPlan> group) {
    PointPlan point = group.get(0);
    InsnList code = body.instructions;
    List<Object> locals = prefixed(StackMaps.savedLocals(point));
    if (group.size() > 1) {
      SpillGroups.join(code, group, spills, locals);
    } else {
      code.add(spills.get(point.state() - 1));
      code.add(StackMaps.frame(locals, StackMaps.stackBehind(point)));
      SpillCode.dropResult(code, point);
    }
    SpillCode.saveValues(code, point, slots, shift);
    slots.clearReferences(code, point.references(), usedReferences);
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(group.size() > 1 ? new InsnNode(Opcodes.SWAP) : SlotCode.push(point.state()));
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKEVIRTUAL,
            RuntimeNames.SAVED_FRAME,
            "suspendAgain",
            "(IL" + RuntimeNames.STATE + ";)V",
            false));
    code.add(new InsnNode(Opcodes.RETURN));
  }

  private int usedReferences() {
    int most = 0;
    for (PointPlan point : plan.points()) {
      most = Math.max(most, point.references());
    }
    return most;
  }

  // ---- tables

  /** Entries for the copied code, then for the places where a resumed call throws. */
  private void copyTryCatchBlocks() {
    for (TryCatchBlockNode block : source.tryCatchBlocks) {
      if (hasReachable(block.start, block.end)) {
        add(block, copyOf(block.start), copyOf(block.end));
      }
    }
    for (PointPlan point : plan.points()) {
      LabelNode[] range = throwRanges.get(point.state() - 1);
      int call = point.point().index();
      for (TryCatchBlockNode block : source.tryCatchBlocks) {
        if (source.instructions.indexOf(block.start) <= call
            && call < source.instructions.indexOf(block.end)) {
          add(block, range[0], range[1]);
        }
      }
    }
  }

  private void add(TryCatchBlockNode block, LabelNode start, LabelNode end) {
    body.tryCatchBlocks.add(new TryCatchBlockNode(start, end, copyOf(block.handler), block.type));
  }

  private boolean hasReachable(LabelNode start, LabelNode end) {
    int first = reachable.nextSetBit(source.instructions.indexOf(start));
    while (first >= 0 && first < source.instructions.indexOf(end)) {
      if (source.instructions.get(first).getOpcode() >= 0) {
        return true;
      }
      first = reachable.nextSetBit(first + 1);
    }
    return false;
  }

  private void copyVariables() {
    if (source.localVariables == null) {
      return;
    }
    body.localVariables = new ArrayList<>();
    for (LocalVariableNode variable : source.localVariables) {
      if (hasReachable(variable.start, variable.end)) {
        body.localVariables.add(
            new LocalVariableNode(
                variable.name,
                variable.desc,
                variable.signature,
                copyOf(variable.start),
                copyOf(variable.end),
                variable.index + shift));
      }
    }
  }

  private void addAnnotation() {
    StringBuilder lines = new StringBuilder();
    List<String> callees = new ArrayList<>();
    for (PointPlan point : plan.points()) {
      lines.append((char) point.point().line());
      callees.add(point.point().call().name);
    }
    AnnotationNode annotation = new AnnotationNode(RuntimeNames.RESUME_BODY_OF_DESCRIPTOR);
    annotation.values =
        new ArrayList<>(
            List.of(
                "descriptor", plan.descriptor(), "lines", lines.toString(), "callees", callees));
    body.visibleAnnotations = new ArrayList<>(List.of(annotation));
  }

  private LabelNode copyOf(LabelNode label) {
    return Objects.requireNonNull(labels.get(label));
  }
}
