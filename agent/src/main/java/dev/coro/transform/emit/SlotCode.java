package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.FrameShape;
import dev.coro.transform.plan.SavedValue;
import dev.coro.transform.plan.ValueKind;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Instructions that move values between locals, operand stack and the slots of a saved frame. */
final class SlotCode {
  /** Fields of the shapes, by slot. */
  private static final List<String> REFERENCE_SLOTS =
      List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7");

  private static final List<String> PRIMITIVE_SLOTS = List.of("l0", "l1", "l2", "l3");

  private SlotCode() {}

  /** Local to operand stack, in the form in which slots keep it. */
  static void loadForSlot(MethodVisitor code, ValueKind kind, int local) {
    code.visitVarInsn(kind.load, local);
    switch (kind) {
      case INT -> code.visitInsn(Opcodes.I2L);
      case FLOAT -> {
        convert(code, "java/lang/Float", "floatToRawIntBits", "(F)I");
        code.visitInsn(Opcodes.I2L);
      }
      case DOUBLE -> convert(code, "java/lang/Double", "doubleToRawLongBits", "(D)J");
      default -> {}
    }
  }

  /**
   * Slot of the frame in {@code frameLocal}, or the constant or default of a value that was not
   * saved, to the operand stack.
   */
  static void restore(MethodVisitor code, SavedValue value, FrameShape shape, int frameLocal) {
    if (value.constant() != null) {
      code.visitLdcInsn(value.constant().cst);
      cast(code, (String) value.type());
      return;
    } else if (value.slot() < 0) {
      code.visitInsn(value.kind().defaultValue);
      return;
    }
    boolean primitive = value.kind().isPrimitive();
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    if (shape.isArrays()) {
      code.visitFieldInsn(
          Opcodes.GETFIELD,
          shape.className(),
          primitive ? "primitives" : "references",
          primitive ? "[J" : "[Ljava/lang/Object;");
      push(code, value.slot());
      code.visitInsn(primitive ? Opcodes.LALOAD : Opcodes.AALOAD);
    } else {
      code.visitFieldInsn(
          Opcodes.GETFIELD,
          shape.className(),
          (primitive ? PRIMITIVE_SLOTS : REFERENCE_SLOTS).get(value.slot()),
          primitive ? "J" : "Ljava/lang/Object;");
    }
    fromSlotType(code, value.kind());
    if (value.kind() == ValueKind.REFERENCE) {
      cast(code, (String) value.type());
    }
  }

  /** Narrows a reference to the type that the verifier has to see. */
  static void cast(MethodVisitor code, String internalName) {
    if (!internalName.equals("java/lang/Object")) {
      code.visitTypeInsn(Opcodes.CHECKCAST, internalName);
    }
  }

  /** Pushes an int. */
  static void push(MethodVisitor code, int value) {
    if (value >= -1 && value <= 5) {
      code.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      code.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      code.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      code.visitLdcInsn(value);
    }
  }

  private static void fromSlotType(MethodVisitor code, ValueKind kind) {
    switch (kind) {
      case INT -> code.visitInsn(Opcodes.L2I);
      case FLOAT -> {
        code.visitInsn(Opcodes.L2I);
        convert(code, "java/lang/Float", "intBitsToFloat", "(I)F");
      }
      case DOUBLE -> convert(code, "java/lang/Double", "longBitsToDouble", "(J)D");
      default -> {}
    }
  }

  private static void convert(MethodVisitor code, String owner, String name, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  /** Takes the result of the callee out of the continuation, or throws what the callee threw. */
  static void takeResult(MethodVisitor code, Type type, int stateLocal) {
    code.visitVarInsn(Opcodes.ALOAD, stateLocal);
    if (type.getSort() == Type.VOID) {
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, RuntimeNames.STATE, "throwFailure", "()V", false);
      return;
    }
    ValueKind kind = ValueKind.of(type);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        RuntimeNames.STATE,
        "result" + kind.suffix,
        "(L" + RuntimeNames.STATE + ";)" + kind.descriptor,
        false);
    if (kind == ValueKind.REFERENCE) {
      cast(code, type.getInternalName());
    }
  }
}
