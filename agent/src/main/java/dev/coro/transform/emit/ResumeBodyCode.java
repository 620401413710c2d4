package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.analyze.SuspensionPoint;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import dev.coro.transform.tree.MethodTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Writes the resume body of a method:
 *
 * <pre>
 *   static void foo(SavedFrame f, ContinuationState c) {
 *     switch (f.state) ...        a frame saved by another version of the method is refused
 *     restore_1: locals and operand stack from f; result from c, or throw; goto behind_1
 *     ...
 *     x = bar(..); if (c.suspending) goto spill_1      what of the method can still be reached,
 *     behind_1: ...                                    its locals moved up by the parameters
 *     return x  becomes  completeInt(x, c); return
 *     ...
 *     spill_1: Frame.save(r0, .., l0, .., 1, f, c); return
 *   }
 * </pre>
 *
 * <p>Taking the result lies in a copy of the exception-table entries that cover the call, so that
 * an exception of a resumed callee is handled where the call would have thrown it.
 */
public final class ResumeBodyCode {
  private final MethodNode source;
  private final MethodPlan plan;
  private final int frameLocal;
  private final int stateLocal;

  /** Number of the point in spill code that points share; what is on the stack goes behind it. */
  private final int numberLocal;

  private final boolean shares;
  private final BitSet reachable;

  private final BodyLayout layout;

  /**
   * Points that are saved right behind their calls, by number from 0. This needs no stack map: the
   * one behind the point is there anyway. Not where points share code or handlers cover the call.
   */
  private final BitSet inPlace = new BitSet();

  private final Label[] behind;
  private final Label[] spills;

  /** Where a resumed call throws, by the number of the first point that shares the code, from 0. */
  private final Label[][] throwRanges;

  private final MethodVisitor code;
  private final CodeCopy copy;
  private final Reentries reentries;

  private ResumeBodyCode(MethodNode source, MethodPlan plan, boolean shares, MethodVisitor code) {
    this.source = source;
    this.plan = plan;
    this.shares = shares;
    this.code = code;
    this.frameLocal = plan.shift() - 2;
    this.stateLocal = plan.shift() - 1;
    this.numberLocal = source.maxLocals + plan.shift();
    this.reachable = reachable(plan);
    this.layout = layout(plan, plan.shape().className());
    this.behind = labels(plan.points().size());
    this.spills = labels(plan.points().size());
    this.throwRanges = new Label[plan.points().size()][];
    this.copy =
        new CodeCopy(source, code, reachable, plan.analysis().liveness(), layout, stateLocal);
    this.reentries = new Reentries(code, layout, frameLocal, stateLocal);
  }

  /**
   * The resume body of {@code source}, which has to stay as it is until both are written.
   *
   * @param shares whether points share code, so that the body gets smaller
   * @param sourceFile of the class, for stack traces; null if unknown
   */
  public static MethodNode of(
      MethodNode source, MethodPlan plan, boolean shares, @Nullable String sourceFile) {
    MethodTree body =
        new MethodTree(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            plan.name(),
            plan.resumeDescriptor(),
            null,
            null);
    body.visibleAnnotations = List.of(annotation(plan, sourceFile));
    body.writeBy(code -> new ResumeBodyCode(source, plan, shares, code).write());
    return body;
  }

  private void write() {
    VariableRanges variables = new VariableRanges(source, plan, reachable, copy);
    List<List<PointPlan>> groups = SpillGroups.of(repeated());
    for (List<PointPlan> group : groups) {
      if (isForItself(group)) {
        inPlace.set(group.get(0).state() - 1);
      }
    }
    writeDispatch();
    copyReachable();
    for (List<PointPlan> group : groups) {
      if (!inPlace.get(group.get(0).state() - 1)) {
        writeSpill(group);
      }
    }
    reentries.writeOutOfLine();
    writeTryCatchBlocks();
    variables.write(code);
    code.visitMaxs(0, 0);
  }

  private static Label[] labels(int count) {
    Label[] labels = new Label[count];
    for (int i = 0; i < count; i++) {
      labels[i] = new Label();
    }
    return labels;
  }

  /** The parameters in front: markers, saved frame, continuation. */
  private static BodyLayout layout(MethodPlan plan, String frameType) {
    List<Object> types = new ArrayList<>(plan.markers());
    types.add(frameType);
    types.add(RuntimeNames.STATE);
    return new BodyLayout(0, types.toArray());
  }

  private static BitSet reachable(MethodPlan plan) {
    BitSet starts = new BitSet();
    for (PointPlan point : plan.points()) {
      starts.or(plan.analysis().flow().resumptionTargets(point.point().index()));
    }
    return plan.analysis().flow().reachableFrom(starts);
  }

  // ---- dispatch and restore

  private void writeDispatch() {
    Label refusal = new Label();
    Label[] restores = new Label[plan.points().size()];
    var groups = PointGroups.restoring(plan.points(), source, shares);
    for (List<PointPlan> group : groups) {
      Label restore = new Label();
      group.forEach(point -> restores[point.state() - 1] = restore);
    }
    int first = plan.stateAt(plan.points().get(0));
    String shape = plan.shape().className();
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    code.visitTypeInsn(Opcodes.INSTANCEOF, shape);
    code.visitJumpInsn(Opcodes.IFEQ, refusal);
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    code.visitTypeInsn(Opcodes.CHECKCAST, shape);
    code.visitVarInsn(Opcodes.ASTORE, frameLocal);
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    code.visitFieldInsn(Opcodes.GETFIELD, RuntimeNames.SAVED_FRAME, "state", "I");
    if (restores.length > 1) {
      code.visitTableSwitchInsn(first, first + restores.length - 1, refusal, restores);
    } else {
      code.visitLdcInsn(first);
      code.visitJumpInsn(Opcodes.IF_ICMPEQ, restores[0]);
    }
    writeRefusal(refusal);
    for (List<PointPlan> group : groups) {
      code.visitLabel(restores[group.get(0).state() - 1]);
      layout.writeEmptyFrame(code);
      writeRestore(group);
    }
  }

  private void writeRefusal(Label refusal) {
    code.visitLabel(refusal);
    layout(plan, RuntimeNames.SAVED_FRAME).writeEmptyFrame(code);
    OtherVersion.refuse(code, frameLocal);
  }

  private void writeRestore(List<PointPlan> group) {
    PointPlan point = group.get(0);
    for (SavedValue value : point.locals()) {
      SlotCode.restore(code, value, plan.shape(), frameLocal);
      code.visitVarInsn(value.kind().store, layout.slot(value.local()));
    }
    Label start = new Label();
    Label end = new Label();
    boolean monitors = !point.point().monitors().isEmpty();
    if (monitors) {
      reentries.enter(point);
    }
    for (SavedValue value : point.stack()) {
      SlotCode.restore(code, value, plan.shape(), frameLocal);
    }
    code.visitLabel(start);
    if (point.point().line() > 0 && group.size() == 1) {
      code.visitLineNumber(point.point().line(), start);
    }
    SlotCode.takeResult(code, Type.getReturnType(point.point().call().desc), stateLocal);
    code.visitLabel(end);
    throwRanges[point.state() - 1] = new Label[] {start, end};
    goBehind(group);
  }

  private void goBehind(List<PointPlan> group) {
    if (group.size() == 1) {
      code.visitJumpInsn(Opcodes.GOTO, behind[group.get(0).state() - 1]);
      return;
    }
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    code.visitFieldInsn(Opcodes.GETFIELD, RuntimeNames.SAVED_FRAME, "state", "I");
    int[] states = group.stream().mapToInt(plan::stateAt).toArray();
    Label[] targets = group.stream().map(point -> behind[point.state() - 1]).toArray(Label[]::new);
    code.visitLookupSwitchInsn(targets[0], states, targets);
  }

  // ---- the method's own code

  private void copyReachable() {
    List<PointPlan> points = plan.points();
    int next = 0; // The points are in the order of the code.
    int nextCall = points.get(0).point().index();
    int index = 0;
    AbstractInsnNode insn = source.instructions.getFirst();
    for (; insn != null; insn = insn.getNext(), index++) {
      copy.copy(insn, index);
      if (index == nextCall) {
        writeBehind(points.get(next++));
        nextCall = next < points.size() ? points.get(next).point().index() : -1;
      }
    }
  }

  private void writeBehind(PointPlan point) {
    int i = point.state() - 1;
    if (inPlace.get(i)) {
      saveInPlace(point);
    } else if (isRepeated(point)) {
      SpillCode.check(code, stateLocal, spills[i]);
    }
    code.visitLabel(behind[i]);
    if (!StackMaps.frameFollows(point.point().call())) {
      layout.writeFrame(code, point, BodyLayout.stackBehind(point));
    }
  }

  // ---- saving again

  /** Points that this body can reach again; the others only the original body gets to. */
  private List<PointPlan> repeated() {
    List<PointPlan> repeated = new ArrayList<>();
    for (PointPlan point : plan.points()) {
      if (isRepeated(point)) {
        repeated.add(point);
      }
    }
    return repeated;
  }

  private boolean isRepeated(PointPlan point) {
    return reachable.get(point.point().index());
  }

  private boolean isForItself(List<PointPlan> group) {
    SuspensionPoint point = group.get(0).point();
    return group.size() == 1
        && point.monitors().isEmpty()
        && plan.analysis().flow().handlers(point.index()).length == 0;
  }

  private void saveInPlace(PointPlan point) {
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    code.visitFieldInsn(Opcodes.GETFIELD, RuntimeNames.STATE, "suspending", "Z");
    code.visitJumpInsn(Opcodes.IFEQ, behind[point.state() - 1]);
    SpillCode.dropResult(code, point);
    saveAgain(List.of(point));
    code.visitInsn(Opcodes.RETURN);
  }

  private void writeSpill(List<PointPlan> group) {
    PointPlan point = group.get(0);
    SpillGroups.begin(code, group, spills, layout, numberLocal);
    saveAgain(group);
    if (!point.point().monitors().isEmpty()) {
      reentries.leave(spills[point.state() - 1], point.point().monitors());
    }
    code.visitInsn(Opcodes.RETURN);
  }

  private void saveAgain(List<PointPlan> group) {
    new SaveCall(plan.shape(), layout, numberLocal + 1)
        .write(
            code,
            group.get(0),
            c -> {
              SpillGroups.pushNumber(c, group, numberLocal);
              c.visitVarInsn(Opcodes.ALOAD, frameLocal);
              c.visitVarInsn(Opcodes.ALOAD, stateLocal);
            });
  }

  // ---- tables

  /** Entries for the copied code, then for the places where a resumed call throws. */
  private void writeTryCatchBlocks() {
    reentries.writeRanges();
    for (TryCatchBlockNode block : source.tryCatchBlocks) {
      if (hasReachable(block.start, block.end)) {
        write(block, copy.labelOf(block.start), copy.labelOf(block.end));
      }
    }
    for (PointPlan point : plan.points()) {
      Label[] range = throwRanges[point.state() - 1];
      int call = point.point().index();
      for (TryCatchBlockNode block : source.tryCatchBlocks) {
        if (range != null
            && source.instructions.indexOf(block.start) <= call
            && call < source.instructions.indexOf(block.end)) {
          write(block, range[0], range[1]);
        }
      }
    }
  }

  private void write(TryCatchBlockNode block, Label start, Label end) {
    code.visitTryCatchBlock(start, end, copy.labelOf(block.handler), block.type);
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

  private static AnnotationNode annotation(MethodPlan plan, @Nullable String sourceFile) {
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
    return annotation;
  }
}
