package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import dev.coro.transform.plan.ValueKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the resume body of a method:
 *
 * <pre>
 *   static void foo(SavedFrame f, ContinuationState c) {
 *     switch (f.state) ...        a frame saved by another version of the method is refused
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
  private final boolean shares;
  private final BitSet reachable;
  private final int usedReferences;
  private final LabelCopies labels;
  private final List<LabelNode> behind = new ArrayList<>();

  /** Where a resumed call throws, by the state of the first point that shares the code. */
  private final Map<Integer, LabelNode[]> throwRanges = new HashMap<>();

  private final Reentries reentries = new Reentries();
  private final OtherVersion otherVersion = new OtherVersion();

  /**
   * Prepares the resume body of {@code source}, which is still as its author wrote it.
   *
   * @param shares whether points share code, so that the body gets smaller
   */
  public ResumeBodyCode(MethodNode source, MethodPlan plan, boolean shares) {
    this.shares = shares;
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
    this.copies = new AbstractInsnNode[source.instructions.size()];
    this.labels = new LabelCopies(source.instructions);
    this.usedReferences = usedReferences();
  }

  /**
   * The finished method.
   *
   * @param sourceFile of the class, for stack traces; null if unknown
   */
  public MethodNode emit(@Nullable String sourceFile) {
    addDispatch();
    InsnList copy = copyReachable();
    body.instructions.add(copy);
    for (List<PointPlan> group : SpillGroups.of(repeated())) {
      addSpill(group);
    }
    body.instructions.add(reentries.outOfLine());
    otherVersion.addHandler(body, frameLocal, prefixed(List.of()));
    copyTryCatchBlocks();
    copyVariables();
    addAnnotation(sourceFile);
    body.maxLocals = source.maxLocals + shift + 1;
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
    otherVersion.addCast(body, frameLocal, plan.shape());
    LabelNode[] restores = new LabelNode[plan.points().size()];
    var groups = PointGroups.restoring(plan.points(), source, shares);
    for (List<PointPlan> group : groups) {
      LabelNode restore = new LabelNode();
      group.forEach(point -> restores[point.state() - 1] = restore);
    }
    for (int i = 0; i < restores.length; i++) {
      behind.add(new LabelNode());
    }
    int first = plan.stateAt(plan.points().get(0));
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(new FieldInsnNode(Opcodes.GETFIELD, RuntimeNames.SAVED_FRAME, "state", "I"));
    if (restores.length > 1) {
      code.add(
          new TableSwitchInsnNode(
              first, first + restores.length - 1, otherVersion.label(), restores));
    } else {
      code.add(SlotCode.push(first));
      code.add(new JumpInsnNode(Opcodes.IF_ICMPNE, otherVersion.label()));
    }
    for (List<PointPlan> group : groups) {
      code.add(restores[group.get(0).state() - 1]);
      if (restores.length > 1) {
        code.add(StackMaps.frame(prefixed(List.of()), List.of()));
      }
      addRestore(code, group);
    }
  }

  private void addRestore(InsnList code, List<PointPlan> group) {
    PointPlan point = group.get(0);
    for (SavedValue value : point.locals()) {
      slots.restore(code, value);
      code.add(new VarInsnNode(value.kind().store, value.local() + shift));
    }
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    boolean monitors = !point.point().monitors().isEmpty();
    if (monitors) {
      reentries.enter(code, point);
    }
    code.add(start);
    if (point.point().line() > 0 && group.size() == 1) {
      code.add(new LineNumberNode(point.point().line(), start));
    }
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKEVIRTUAL, RuntimeNames.STATE, "throwFailure", "()V", false));
    if (!monitors) {
      code.add(end);
    }
    for (SavedValue value : point.stack()) {
      slots.restore(code, value);
    }
    SlotCode.takeResult(code, Type.getReturnType(point.point().call().desc), stateLocal);
    if (monitors) {
      code.add(end); // Whatever might throw while monitors are held is covered.
    }
    throwRanges.put(point.state(), new LabelNode[] {start, end});
    goBehind(code, group);
  }

  private void goBehind(InsnList code, List<PointPlan> group) {
    LabelNode[] targets =
        group.stream().map(point -> behind.get(point.state() - 1)).toArray(LabelNode[]::new);
    if (targets.length == 1) {
      code.add(new JumpInsnNode(Opcodes.GOTO, targets[0]));
      return;
    }
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(new FieldInsnNode(Opcodes.GETFIELD, RuntimeNames.SAVED_FRAME, "state", "I"));
    int[] states = group.stream().mapToInt(plan::stateAt).toArray();
    code.add(new LookupSwitchInsnNode(targets[0], states, targets));
  }

  /** Local types of this body: its parameters, then those of the method. */
  private List<Object> prefixed(List<Object> locals) {
    List<Object> types = new ArrayList<>(plan.markers());
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

  /** First instruction of each copy, by index of the instruction in the source. */
  private final @Nullable AbstractInsnNode[] copies;

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
    if (!StackMaps.frameFollows(point.point().call())) {
      copy.add(
          StackMaps.frame(
              prefixed(StackMaps.entries(point.point().locals())), StackMaps.stackBehind(point)));
    }
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
    AbstractInsnNode previous = copy.getLast();
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
    if (opcode >= 0) {
      int index = source.instructions.indexOf(insn);
      copies[index] = previous == null ? copy.getFirst() : previous.getNext();
    }
  }

  private FrameNode copyFrame(FrameNode frame) {
    FrameNode clone = (FrameNode) frame.clone(labels);
    clone.local = prefixed(StackMaps.withoutUnknownEnd(clone.local));
    return clone;
  }

  private void addReturn(InsnList code) {
    Type result = Type.getReturnType(source.desc);
    if (result.getSort() != Type.VOID) {
      ValueKind kind = ValueKind.of(result);
      addNarrowing(code, result);
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

  /** What the JVM does to the int that a method with a narrower result returns. */
  private static void addNarrowing(InsnList code, Type result) {
    switch (result.getSort()) {
      case Type.BYTE -> code.add(new InsnNode(Opcodes.I2B));
      case Type.SHORT -> code.add(new InsnNode(Opcodes.I2S));
      case Type.CHAR -> code.add(new InsnNode(Opcodes.I2C));
      case Type.BOOLEAN -> {
        code.add(new InsnNode(Opcodes.ICONST_1));
        code.add(new InsnNode(Opcodes.IAND));
      }
      default -> {}
    }
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
      code.add(new VarInsnNode(Opcodes.ISTORE, source.maxLocals + shift));
    } else {
      code.add(spills.get(point.state() - 1));
      code.add(StackMaps.frame(locals, StackMaps.stackBehind(point)));
      SpillCode.dropResult(code, point);
    }
    SpillCode.saveValues(code, point, slots, shift);
    slots.clearReferences(code, point.references(), usedReferences);
    suspendAgain(code, point, group.size() > 1);
    if (!point.point().monitors().isEmpty()) {
      reentries.leave(code, spills.get(point.state() - 1), point.point().monitors());
    }
    code.add(new InsnNode(Opcodes.RETURN));
  }

  /** Links the frame again; where points share code, the number of this one is in a local. */
  private void suspendAgain(InsnList code, PointPlan point, boolean isShared) {
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(
        isShared
            ? new VarInsnNode(Opcodes.ILOAD, source.maxLocals + shift)
            : SlotCode.push(point.state()));
    SpillCode.addStamp(code, plan);
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKEVIRTUAL,
            RuntimeNames.SAVED_FRAME,
            "suspendAgain",
            "(IL" + RuntimeNames.STATE + ";)V",
            false));
  }

  private int usedReferences() {
    int most = 0;
    for (PointPlan point : plan.points()) {
      most = Math.max(most, point.references());
    }
    return most;
  }

  // ---- monitors

  /** Takes the monitors of a saved activation again, and leaves them when it is saved. */
  private final class Reentries {
    private final InsnList outOfLine = new InsnList();

    /** Handlers by the monitors that they leave. */
    private final Map<List<Integer>, LabelNode> handlers = new HashMap<>();

    /** Code that is reached by jumps only. */
    InsnList outOfLine() {
      handlers.forEach(this::addHandler);
      return outOfLine;
    }

    /**
     * Takes the monitors, outermost first, then runs the callees on; they may suspend again, and
     * then nothing of this activation has changed.
     */
    void enter(InsnList code, PointPlan point) {
      List<Integer> monitors = point.point().monitors();
      for (int i = 0; i < monitors.size(); i++) {
        LabelNode start = new LabelNode();
        code.add(start);
        code.add(new VarInsnNode(Opcodes.ALOAD, monitors.get(i) + shift));
        code.add(new InsnNode(Opcodes.MONITORENTER));
        if (i > 0) {
          cover(code, start, monitors.subList(0, i));
        }
      }
      LabelNode start = new LabelNode();
      LabelNode again = new LabelNode();
      code.add(start);
      code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
      code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKEVIRTUAL,
              RuntimeNames.STATE,
              "resumeInside",
              "(L" + RuntimeNames.SAVED_FRAME + ";)V",
              false));
      code.add(SpillCode.check(stateLocal, again));
      cover(code, start, monitors);
      outOfLine.add(again);
      outOfLine.add(
          StackMaps.frame(prefixed(StackMaps.entries(point.point().locals())), List.of()));
      suspendAgain(outOfLine, point, false);
      leave(outOfLine, again, monitors);
      outOfLine.add(new InsnNode(Opcodes.RETURN));
    }

    /** Ends the code from {@code start} on that saves an activation. */
    void leave(InsnList code, LabelNode start, List<Integer> monitors) {
      SpillCode.noteMonitors(code, frameLocal, stateLocal, monitors.size());
      cover(code, start, monitors);
      SpillCode.leaveMonitors(code, monitors, shift);
    }

    private void cover(InsnList code, LabelNode start, List<Integer> monitors) {
      LabelNode end = new LabelNode();
      code.add(end);
      LabelNode handler = handlers.computeIfAbsent(monitors, key -> new LabelNode());
      body.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
    }

    private void addHandler(List<Integer> monitors, LabelNode handler) {
      outOfLine.add(handler);
      outOfLine.add(
          StackMaps.frame(prefixed(StackMaps.objectsIn(monitors)), List.of("java/lang/Throwable")));
      SpillCode.leaveMonitors(outOfLine, monitors, shift);
      SpillCode.breakContinuation(outOfLine, stateLocal);
    }
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
      LabelNode[] range = throwRanges.get(point.state());
      int call = point.point().index();
      for (TryCatchBlockNode block : source.tryCatchBlocks) {
        if (range != null
            && source.instructions.indexOf(block.start) <= call
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
    VariableRanges ranges = new VariableRanges(source, plan, body.instructions, copies);
    for (LocalVariableNode variable : source.localVariables) {
      ranges.add(variable, copyOf(variable.end));
    }
    body.localVariables = ranges.all();
  }

  private void addAnnotation(@Nullable String sourceFile) {
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
                "descriptor",
                plan.descriptor(),
                "stamp",
                plan.stamp(),
                "lines",
                lines.toString(),
                "callees",
                callees));
    if (sourceFile != null) {
      annotation.values.addAll(List.of("file", sourceFile));
    }
    body.visibleAnnotations = new ArrayList<>(List.of(annotation));
  }

  private LabelNode copyOf(LabelNode label) {
    return Objects.requireNonNull(labels.get(label));
  }
}
