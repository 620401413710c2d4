package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What the original body and the resume body do alike at a suspension point. */
final class SpillCode {
  private SpillCode() {}

  /** The check behind the call: the only cost of a call that does not suspend. */
  static InsnList check(int stateLocal, LabelNode spill) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(new FieldInsnNode(Opcodes.GETFIELD, RuntimeNames.STATE, "suspending", "Z"));
    code.add(new JumpInsnNode(Opcodes.IFNE, spill));
    return code;
  }

  /** Drops the dummy result, then saves the operand stack and the live locals. */
  static void saveValues(InsnList code, PointPlan plan, SlotCode slots, int shift) {
    for (int i = plan.stack().size() - 1; i >= 0; i--) {
      slots.saveStackTop(code, plan.stack().get(i));
    }
    for (SavedValue value : plan.locals()) {
      if (value.slot() >= 0) {
        slots.saveLocal(code, value, value.local() + shift);
      }
    }
  }

  /** Drops the dummy that a suspending callee has returned. */
  static void dropResult(InsnList code, PointPlan plan) {
    int size = Type.getReturnType(plan.point().call().desc).getSize();
    if (size > 0) {
      code.add(new InsnNode(size == 2 ? Opcodes.POP2 : Opcodes.POP));
    }
  }
}
