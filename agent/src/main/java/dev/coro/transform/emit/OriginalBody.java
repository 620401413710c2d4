package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.ValueKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the original body of a method:
 *
 * <pre>
 *   c = CurrentContinuation.get()
 *   ... x = bar(..)
 *   if (c.suspending) goto spill_1        the method's own code, otherwise unchanged
 *   ...
 *   spill_1: Frame.save(r0, .., l0, .., 1, resume body, c); return dummy
 *   ...
 *   failed:  c.suspending = false; c.broken = true; throw     for anything thrown while spilling
 * </pre>
 *
 * <p>One local is added behind the parameters: the continuation. Spill code has more, behind all
 * others: the number of the point where points share it, and what is taken from the operand stack.
 */
public final class OriginalBody {
  private final MethodPlan plan;
  private final MethodNode method;
  private final int classVersion;

  /** Local behind the parameters that has the continuation. */
  private final int stateLocal;

  private final int numberLocal;
  private final BodyLayout layout;
  private final Label[] spills;

  /** Entries of the exception table for spill code: start, end and handler of each. */
  private final List<Label[]> ranges = new ArrayList<>();

  /** Prepares the original body of {@code method}, whose instructions stay as they are. */
  public OriginalBody(int classVersion, MethodNode method, MethodPlan plan) {
    this.classVersion = classVersion;
    this.method = method;
    this.plan = plan;
    int receiver = (method.access & Opcodes.ACC_STATIC) != 0 ? 1 : 0;
    this.stateLocal = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - receiver;
    this.numberLocal = method.maxLocals + 1;
    this.layout = new BodyLayout(stateLocal, RuntimeNames.STATE);
    this.spills = new Label[plan.points().size()];
    for (int i = 0; i < spills.length; i++) {
      spills[i] = new Label();
    }
  }

  /** Writes the code. */
  public void write(MethodVisitor code) {
    Label bodyStart = new Label();
    Label bodyEnd = new Label();
    writeMethod(code, bodyStart);
    code.visitLabel(bodyEnd);
    if (plan.analysis().holdsMonitors()) {
      byMonitors().forEach((monitors, points) -> writeSpills(code, monitors, points));
    } else {
      writeSpills(code, List.of(), plan.points());
    }
    if (plan.doubted()) {
      writeDoubtHandler(code, bodyStart, bodyEnd);
    }
    writeTables(code);
    code.visitMaxs(0, 0);
  }

  private Map<List<Integer>, List<PointPlan>> byMonitors() {
    Map<List<Integer>, List<PointPlan>> byMonitors = new LinkedHashMap<>();
    for (PointPlan point : plan.points()) {
      byMonitors.computeIfAbsent(point.point().monitors(), key -> new ArrayList<>()).add(point);
    }
    return byMonitors;
  }

  // ---- the method's own code

  private void writeMethod(MethodVisitor code, Label bodyStart) {
    BitSet lookups = plan.lookups().before();
    BitSet available = plan.lookups().available();
    List<PointPlan> points = plan.points();
    int next = 0; // The points are in the order of the code.
    int nextCall = points.get(0).point().index();
    int index = 0;
    AbstractInsnNode insn = method.instructions.getFirst();
    for (; insn != null; insn = insn.getNext(), index++) {
      if (lookups.get(index)) {
        lookUp(code);
      }
      if (index == 0 && plan.doubted()) {
        code.visitLabel(bodyStart);
      }
      int opcode = insn.getOpcode();
      if (insn instanceof VarInsnNode access) {
        code.visitVarInsn(opcode, layout.slot(access.var));
      } else if (insn instanceof IincInsnNode increment) {
        code.visitIincInsn(layout.slot(increment.var), increment.incr);
      } else if (insn instanceof FrameNode frame) {
        layout.copyFrame(code, frame, LabelNode::getLabel, any -> true, available.get(index));
      } else {
        if (plan.doubted() && opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
          doubt(code, "exit");
        }
        insn.accept(code);
      }
      if (index == nextCall) {
        SpillCode.check(code, stateLocal, spills[next]);
        next++;
        nextCall = next < points.size() ? points.get(next).point().index() : -1;
      }
    }
  }

  private void lookUp(MethodVisitor code) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, RuntimeNames.CURRENT, "get", "()L" + RuntimeNames.STATE + ";", false);
    code.visitVarInsn(Opcodes.ASTORE, stateLocal);
    if (plan.doubted()) {
      doubt(code, "enter");
    }
  }

  // ---- doubt: from entry to every exit, suspensions look at the stack

  private void doubt(MethodVisitor code, String name) {
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, RuntimeNames.PINS, name, "(L" + RuntimeNames.STATE + ";)V", false);
  }

  private void writeDoubtHandler(MethodVisitor code, Label start, Label end) {
    Label handler = new Label();
    code.visitLabel(handler);
    writeHandlerFrame(code, List.of());
    doubt(code, "exit");
    code.visitInsn(Opcodes.ATHROW);
    ranges.add(new Label[] {start, end, handler});
  }

  /** What every handler of the method can rely on: the monitors that are held, the continuation. */
  private void writeHandlerFrame(MethodVisitor code, List<Integer> monitors) {
    layout.writeHandlerFrame(code, monitors, "java/lang/Throwable");
  }

  // ---- spills

  /** Spills of points that hold the same monitors, and so can share a handler. */
  private void writeSpills(MethodVisitor code, List<Integer> monitors, List<PointPlan> points) {
    Label handler = new Label();
    Label start = new Label();
    code.visitLabel(start);
    for (List<PointPlan> group : SpillGroups.of(points)) {
      writeSpill(code, group);
      if (!monitors.isEmpty()) {
        SpillCode.noteMonitors(code, stateLocal, monitors.size());
        cover(code, spills[group.get(0).state() - 1], handler);
        SpillCode.leaveMonitors(code, monitors, layout);
      }
      returnDummy(code);
    }
    if (monitors.isEmpty()) {
      cover(code, start, handler);
    }
    writeFailureHandler(code, handler, monitors);
  }

  /** Has the handler cover everything from {@code start} to the end of the code so far. */
  private void cover(MethodVisitor code, Label start, Label handler) {
    Label end = new Label();
    code.visitLabel(end);
    ranges.add(new Label[] {start, end, handler});
  }

  private void writeSpill(MethodVisitor code, List<PointPlan> group) {
    SpillGroups.begin(code, group, spills, layout, numberLocal);
    new SaveCall(plan.shape(), layout, numberLocal + 1)
        .write(code, group.get(0), c -> pushLast(c, group));
  }

  /** State, resume body and continuation. */
  private void pushLast(MethodVisitor code, List<PointPlan> group) {
    SpillGroups.pushNumber(code, group, numberLocal);
    code.visitLdcInsn(plan.stamp() << Short.SIZE);
    code.visitInsn(Opcodes.IOR);
    ResumeBodyConstant.push(code, classVersion, plan.name(), plan.resumeDescriptor());
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
  }

  private void returnDummy(MethodVisitor code) {
    if (plan.doubted()) {
      doubt(code, "exit");
    }
    Type result = Type.getReturnType(method.desc);
    if (result.getSort() != Type.VOID) {
      code.visitInsn(ValueKind.of(result).defaultValue);
    }
    code.visitInsn(result.getOpcode(Opcodes.IRETURN));
  }

  private void writeFailureHandler(MethodVisitor code, Label handler, List<Integer> monitors) {
    code.visitLabel(handler);
    writeHandlerFrame(code, monitors);
    SpillCode.leaveMonitors(code, monitors, layout);
    if (plan.doubted()) {
      doubt(code, "exit");
    }
    SpillCode.breakContinuation(code, stateLocal);
  }

  // ---- tables

  private void writeTables(MethodVisitor code) {
    for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
      method.tryCatchBlocks.get(i).updateIndex(i);
      method.tryCatchBlocks.get(i).accept(code);
    }
    for (Label[] range : ranges) {
      code.visitTryCatchBlock(range[0], range[1], range[2], null);
    }
    if (method.localVariables != null) {
      for (LocalVariableNode variable : method.localVariables) {
        code.visitLocalVariable(
            variable.name,
            variable.desc,
            variable.signature,
            variable.start.getLabel(),
            variable.end.getLabel(),
            layout.slot(variable.index));
      }
    }
    writeAnnotations(code, method.visibleLocalVariableAnnotations, true);
    writeAnnotations(code, method.invisibleLocalVariableAnnotations, false);
  }

  private void writeAnnotations(
      MethodVisitor code,
      @Nullable List<LocalVariableAnnotationNode> annotations,
      boolean visible) {
    if (annotations != null) {
      for (LocalVariableAnnotationNode annotation : annotations) {
        annotation.index.replaceAll(layout::slot);
        annotation.accept(code, visible);
      }
    }
  }
}
