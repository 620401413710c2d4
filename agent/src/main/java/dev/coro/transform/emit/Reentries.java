package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.PointPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Takes the monitors of a saved activation again, and leaves them when it is saved. */
final class Reentries {
  private final MethodVisitor code;

  private final BodyLayout layout;
  private final int frameLocal;
  private final int stateLocal;

  /** Handlers by the monitors that they leave. */
  private final Map<List<Integer>, Label> handlers = new LinkedHashMap<>();

  /** Where to go when the callees of a point have suspended again. */
  private final Map<PointPlan, Label> suspendedAgain = new LinkedHashMap<>();

  /** Entries of the exception table: start, end and handler of each. */
  private final List<Label[]> ranges = new ArrayList<>();

  Reentries(MethodVisitor code, BodyLayout layout, int frameLocal, int stateLocal) {
    this.code = code;
    this.layout = layout;
    this.frameLocal = frameLocal;
    this.stateLocal = stateLocal;
  }

  /**
   * Takes the monitors, outermost first, then runs the callees on; they may suspend again, and then
   * nothing of this activation has changed.
   */
  void enter(PointPlan point) {
    List<Integer> monitors = point.point().monitors();
    for (int i = 0; i < monitors.size(); i++) {
      Label start = new Label();
      code.visitLabel(start);
      code.visitVarInsn(Opcodes.ALOAD, layout.slot(monitors.get(i)));
      code.visitInsn(Opcodes.MONITORENTER);
      if (i > 0) {
        cover(start, monitors.subList(0, i));
      }
    }
    Label start = new Label();
    code.visitLabel(start);
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        RuntimeNames.STATE,
        "resumeInside",
        "(L" + RuntimeNames.SAVED_FRAME + ";)V",
        false);
    Label again = new Label();
    suspendedAgain.put(point, again);
    SpillCode.check(code, stateLocal, again);
    cover(start, monitors);
  }

  /** Ends the code from {@code start} on that saves an activation. */
  void leave(Label start, List<Integer> monitors) {
    SpillCode.noteMonitors(code, stateLocal, monitors.size());
    cover(start, monitors);
    SpillCode.leaveMonitors(code, monitors, layout);
  }

  private void cover(Label start, List<Integer> monitors) {
    Label end = new Label();
    code.visitLabel(end);
    Label handler = handlers.computeIfAbsent(monitors, key -> new Label());
    ranges.add(new Label[] {start, end, handler});
  }

  /** Writes the code that is reached by jumps only. */
  void writeOutOfLine() {
    suspendedAgain.forEach(this::writeSuspendedAgain);
    handlers.forEach(this::writeHandler);
  }

  private void writeSuspendedAgain(PointPlan point, Label again) {
    code.visitLabel(again);
    layout.writeFrame(code, point);
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    SlotCode.push(code, point.state());
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        RuntimeNames.SAVED_FRAME,
        "link",
        "(IL" + RuntimeNames.STATE + ";)V",
        false);
    leave(again, point.point().monitors());
    code.visitInsn(Opcodes.RETURN);
  }

  private void writeHandler(List<Integer> monitors, Label handler) {
    code.visitLabel(handler);
    layout.writeHandlerFrame(code, monitors, "java/lang/Throwable");
    SpillCode.leaveMonitors(code, monitors, layout);
    SpillCode.breakContinuation(code, stateLocal);
  }

  /** Writes the exception table. */
  void writeRanges() {
    for (Label[] range : ranges) {
      code.visitTryCatchBlock(range[0], range[1], range[2], null);
    }
  }
}
