package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
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

  /** Makes the number of a point, on top of the operand stack, a state. */
  static void addStamp(InsnList code, MethodPlan plan) {
    code.add(new LdcInsnNode(plan.stamp() << Short.SIZE));
    code.add(new InsnNode(Opcodes.IOR));
  }

  /** Leaves the monitors that are held, innermost first. */
  static void leaveMonitors(InsnList code, List<Integer> monitors, int shift) {
    for (int i = monitors.size() - 1; i >= 0; i--) {
      code.add(new VarInsnNode(Opcodes.ALOAD, monitors.get(i) + shift));
      code.add(new InsnNode(Opcodes.MONITOREXIT));
    }
  }

  /** Notes in the saved frame that its activation has held monitors. */
  static void noteMonitors(InsnList code, int frameLocal, int stateLocal, int count) {
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(SlotCode.push(count));
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKEVIRTUAL,
            RuntimeNames.SAVED_FRAME,
            "holdsMonitors",
            "(IL" + RuntimeNames.STATE + ";)V",
            false));
  }

  /**
   * Marks the continuation as broken and throws on, for the handlers of whatever is thrown while an
   * activation is being saved or takes its monitors again. Field accesses work with no stack left.
   */
  static void breakContinuation(InsnList code, int stateLocal) {
    for (String flag : List.of("suspending", "broken")) {
      code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
      code.add(SlotCode.push(flag.equals("broken") ? 1 : 0));
      code.add(new FieldInsnNode(Opcodes.PUTFIELD, RuntimeNames.STATE, flag, "Z"));
    }
    code.add(new InsnNode(Opcodes.ATHROW));
  }
}
