package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.PointPlan;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the original body and the resume body do alike at a suspension point. */
final class SpillCode {
  private SpillCode() {}

  /** The check behind the call: the only cost of a call that does not suspend. */
  static void check(MethodVisitor code, int stateLocal, Label spill) {
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    code.visitFieldInsn(Opcodes.GETFIELD, RuntimeNames.STATE, "suspending", "Z");
    code.visitJumpInsn(Opcodes.IFNE, spill);
  }

  /** Drops the dummy that a suspending callee has returned. */
  static void dropResult(MethodVisitor code, PointPlan plan) {
    int size = Type.getReturnType(plan.point().call().desc).getSize();
    if (size > 0) {
      code.visitInsn(size == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  /** Leaves the monitors that are held, innermost first. */
  static void leaveMonitors(MethodVisitor code, List<Integer> monitors, BodyLayout layout) {
    for (int i = monitors.size() - 1; i >= 0; i--) {
      code.visitVarInsn(Opcodes.ALOAD, layout.slot(monitors.get(i)));
      code.visitInsn(Opcodes.MONITOREXIT);
    }
  }

  /** Notes that the activation that has just been saved has held so many monitors. */
  static void noteMonitors(MethodVisitor code, int stateLocal, int count) {
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    SlotCode.push(code, count);
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, RuntimeNames.STATE, "noteMonitors", "(I)V", false);
  }

  /**
   * Marks the continuation as broken and throws on, for the handlers of whatever is thrown while an
   * activation is being saved or takes its monitors again. Field accesses work with no stack left.
   */
  static void breakContinuation(MethodVisitor code, int stateLocal) {
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    code.visitInsn(Opcodes.ICONST_0);
    code.visitFieldInsn(Opcodes.PUTFIELD, RuntimeNames.STATE, "suspending", "Z");
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    code.visitInsn(Opcodes.ICONST_1);
    code.visitFieldInsn(Opcodes.PUTFIELD, RuntimeNames.STATE, "broken", "Z");
    code.visitInsn(Opcodes.ATHROW);
  }
}
