package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.analyze.Liveness;
import dev.coro.transform.plan.ValueKind;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Streams the instructions of a method into its resume body: with other labels, its locals moved up
 * by the parameters of the resume body, and the result left in the continuation where the method
 * returned it. Instructions that no suspension point leads to are left out.
 */
final class CodeCopy {
  private final InsnList source;
  private final MethodVisitor code;
  private final BitSet reachable;

  private final Liveness liveness;
  private final BodyLayout layout;
  private final int stateLocal;
  private final Type result;

  /** New labels, by index of the label or of the instruction in the source. */
  private final @Nullable Label[] labels;

  /** Labels in front of copied instructions, by their index in the source. */
  private final @Nullable Label[] marks;

  /** Source line of the instruction to copy next, and line that the copy is at; 0 if unknown. */
  private int line;

  private int copiedLine;

  CodeCopy(
      MethodNode source,
      MethodVisitor code,
      BitSet reachable,
      Liveness liveness,
      BodyLayout layout,
      int stateLocal) {
    this.source = source.instructions;
    this.code = code;
    this.reachable = reachable;
    this.liveness = liveness;
    this.layout = layout;
    this.stateLocal = stateLocal;
    this.result = Type.getReturnType(source.desc);
    this.labels = new Label[this.source.size()];
    this.marks = new Label[this.source.size()];
  }

  /** The copy of a label of the source. */
  Label labelOf(LabelNode label) {
    return label(labels, source.indexOf(label));
  }

  /** A label in front of the copy of an instruction that is not copied yet. */
  Label labelBefore(int index) {
    return label(marks, index);
  }

  private static Label label(@Nullable Label[] labels, int index) {
    Label label = labels[index];
    if (label == null) {
      label = new Label();
      labels[index] = label;
    }
    return label;
  }

  /** Whether the instruction is copied; a stack-map frame is when what it stands for is. */
  boolean isKept(AbstractInsnNode insn) {
    AbstractInsnNode real = insn;
    while (real != null && real.getOpcode() < 0) {
      real = real.getNext();
    }
    return real != null && reachable.get(source.indexOf(real));
  }

  /** Copies what is to be copied of the instruction with this index. */
  void copy(AbstractInsnNode insn, int index) {
    if (insn.getOpcode() >= 0) {
      if (reachable.get(index)) {
        copyInstruction(insn, index);
      }
    } else if (insn instanceof LabelNode) {
      code.visitLabel(label(labels, index));
    } else if (insn instanceof LineNumberNode number) {
      line = number.line;
    } else if (insn instanceof FrameNode frame && isKept(frame)) {
      // What is not read again is not restored, so the stack map must not ask for it.
      layout.copyFrame(code, frame, this::labelOf, local -> liveness.isLive(index, local), true);
    }
  }

  private void copyInstruction(AbstractInsnNode insn, int index) {
    if (line != copiedLine) {
      // The instruction may have inherited its line from one that is not copied.
      Label start = new Label();
      code.visitLabel(start);
      code.visitLineNumber(line, start);
      copiedLine = line;
    }
    Label mark = marks[index];
    if (mark != null) {
      code.visitLabel(mark);
    }
    int opcode = insn.getOpcode();
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      leaveResult();
      return;
    }
    switch (insn.getType()) {
      case AbstractInsnNode.VAR_INSN ->
          code.visitVarInsn(opcode, layout.slot(((VarInsnNode) insn).var));
      case AbstractInsnNode.IINC_INSN -> {
        IincInsnNode increment = (IincInsnNode) insn;
        code.visitIincInsn(layout.slot(increment.var), increment.incr);
      }
      case AbstractInsnNode.JUMP_INSN ->
          code.visitJumpInsn(opcode, labelOf(((JumpInsnNode) insn).label));
      case AbstractInsnNode.TABLESWITCH_INSN -> {
        TableSwitchInsnNode choice = (TableSwitchInsnNode) insn;
        code.visitTableSwitchInsn(
            choice.min, choice.max, labelOf(choice.dflt), labelsOf(choice.labels));
      }
      case AbstractInsnNode.LOOKUPSWITCH_INSN -> {
        LookupSwitchInsnNode choice = (LookupSwitchInsnNode) insn;
        int[] keys = choice.keys.stream().mapToInt(Integer::intValue).toArray();
        code.visitLookupSwitchInsn(labelOf(choice.dflt), keys, labelsOf(choice.labels));
      }
      default -> insn.accept(code);
    }
  }

  private Label[] labelsOf(List<LabelNode> nodes) {
    Label[] found = new Label[nodes.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = labelOf(nodes.get(i));
    }
    return found;
  }

  private void leaveResult() {
    if (result.getSort() != Type.VOID) {
      ValueKind kind = ValueKind.of(result);
      narrow();
      code.visitVarInsn(Opcodes.ALOAD, stateLocal);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          RuntimeNames.STATE,
          "complete" + kind.suffix,
          "(" + kind.descriptor + "L" + RuntimeNames.STATE + ";)V",
          false);
    }
    code.visitInsn(Opcodes.RETURN);
  }

  /** What the JVM does to the int that a method with a narrower result returns. */
  private void narrow() {
    switch (result.getSort()) {
      case Type.BYTE -> code.visitInsn(Opcodes.I2B);
      case Type.SHORT -> code.visitInsn(Opcodes.I2S);
      case Type.CHAR -> code.visitInsn(Opcodes.I2C);
      case Type.BOOLEAN -> {
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.IAND);
      }
      default -> {}
    }
  }
}
