package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.FrameShape;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import dev.coro.transform.plan.ValueKind;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Saves an activation with one call of the runtime, which takes the values of all slots in order,
 * then what else is to be known:
 *
 * <pre>
 *   r0 .. rm, l0 .. ln        null and zero for slots that the point does not use
 *   state                     in the resume body the number of the point is enough
 *   target                    the frame to fill once more, or the resume body for a new one
 *   continuation
 * </pre>
 *
 * <p>Slots are given to the operand stack first, bottom first. So references that wait at its
 * bottom lie where the call wants them; everything above them goes to temporary locals.
 *
 * <p>The shape with arrays takes a few values a call, behind one that makes or finds the frame.
 */
final class SaveCall {
  /** Most values that one call takes for the shape with arrays. */
  private static final int MOST = 4;

  /** Descriptors of the calls that fill arrays, by number of values. */
  private static final String[] PUT_REFERENCES = putDescriptors("Ljava/lang/Object;");

  private static final String[] PUT_PRIMITIVES = putDescriptors("J");

  private final FrameShape shape;
  private final BodyLayout layout;
  private final int firstTemporary;

  /** Temporary local of each value on the operand stack. */
  private int[] temporaries = {};

  SaveCall(FrameShape shape, BodyLayout layout, int firstTemporary) {
    this.shape = shape;
    this.layout = layout;
    this.firstTemporary = firstTemporary;
  }

  private static String[] putDescriptors(String type) {
    String[] descriptors = new String[MOST + 1];
    for (int count = 1; count <= MOST; count++) {
      descriptors[count] = "(" + type.repeat(count) + "IL" + RuntimeNames.FRAMES + "$Arrays;)V";
    }
    return descriptors;
  }

  /** Writes the call; {@code last} pushes state, target and continuation. */
  void write(MethodVisitor code, PointPlan point, Consumer<MethodVisitor> last) {
    if (shape.isArrays()) {
      int frameLocal = clearStack(code, point.stack(), 0);
      SlotCode.push(code, shape.references());
      SlotCode.push(code, shape.primitives());
      last.accept(code);
      call(code, "save", shape.saveDescriptor());
      code.visitVarInsn(Opcodes.ASTORE, frameLocal);
      putKind(code, point, frameLocal, false);
      putKind(code, point, frameLocal, true);
    } else {
      pushSlots(code, point);
      last.accept(code);
      call(code, "save", shape.saveDescriptor());
    }
  }

  private void call(MethodVisitor code, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, shape.className(), name, descriptor, false);
  }

  // ---- fixed shapes

  private void pushSlots(MethodVisitor code, PointPlan point) {
    List<SavedValue> stack = point.stack();
    int inPlace = 0;
    while (inPlace < stack.size() && stack.get(inPlace).kind() == ValueKind.REFERENCE) {
      inPlace++;
    }
    clearStack(code, stack, inPlace);
    pushKind(code, point, inPlace, false);
    for (int i = point.references(); i < shape.references(); i++) {
      code.visitInsn(Opcodes.ACONST_NULL);
    }
    pushKind(code, point, inPlace, true);
    for (int i = point.primitives(); i < shape.primitives(); i++) {
      code.visitInsn(Opcodes.LCONST_0);
    }
  }

  /** Pushes what is not in place yet, in the order of the slots. */
  private void pushKind(MethodVisitor code, PointPlan point, int inPlace, boolean primitives) {
    List<SavedValue> stack = point.stack();
    for (int i = inPlace; i < stack.size(); i++) {
      SavedValue value = stack.get(i);
      if (value.slot() >= 0 && value.kind().isPrimitive() == primitives) {
        SlotCode.loadForSlot(code, value.kind(), temporaries[i]);
      }
    }
    for (SavedValue value : point.locals()) {
      if (value.slot() >= 0 && value.kind().isPrimitive() == primitives) {
        SlotCode.loadForSlot(code, value.kind(), layout.slot(value.local()));
      }
    }
  }

  /** Moves values from {@code kept} on to temporaries; returns the next free one. */
  private int clearStack(MethodVisitor code, List<SavedValue> stack, int kept) {
    int next = firstTemporary;
    temporaries = new int[stack.size()];
    for (int i = stack.size() - 1; i >= kept; i--) {
      SavedValue value = stack.get(i);
      if (value.slot() < 0) {
        code.visitInsn(value.kind().size == 2 ? Opcodes.POP2 : Opcodes.POP);
      } else {
        temporaries[i] = next;
        code.visitVarInsn(value.kind().store, next);
        next += value.kind().size;
      }
    }
    return next;
  }

  // ---- arrays

  private void putKind(MethodVisitor code, PointPlan point, int frameLocal, boolean primitives) {
    int pushed = 0;
    int done = 0;
    List<SavedValue> stack = point.stack();
    int size = stack.size() + point.locals().size();
    for (int i = 0; i < size; i++) {
      boolean onStack = i < stack.size();
      SavedValue value = onStack ? stack.get(i) : point.locals().get(i - stack.size());
      if (value.slot() >= 0 && value.kind().isPrimitive() == primitives) {
        int local = onStack ? temporaries[i] : layout.slot(value.local());
        SlotCode.loadForSlot(code, value.kind(), local);
        if (++pushed == MOST) {
          put(code, pushed, done, frameLocal, primitives);
          done += pushed;
          pushed = 0;
        }
      }
    }
    if (pushed > 0) {
      put(code, pushed, done, frameLocal, primitives);
    }
  }

  private void put(MethodVisitor code, int count, int first, int frameLocal, boolean primitives) {
    SlotCode.push(code, first);
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    call(code, "put", (primitives ? PUT_PRIMITIVES : PUT_REFERENCES)[count]);
  }
}
