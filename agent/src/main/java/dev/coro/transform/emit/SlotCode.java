package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.FrameShape;
import dev.coro.transform.plan.SavedValue;
import dev.coro.transform.plan.ValueKind;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Instructions that move values between locals, operand stack and the slots of a saved frame.
 *
 * @param shape class of the saved frame
 * @param frameLocal local that holds it
 */
record SlotCode(FrameShape shape, int frameLocal) {
  private static final String REFERENCE_ARRAY = "[Ljava/lang/Object;";
  private static final String PRIMITIVE_ARRAY = "[J";

  /** Fields of the shapes, by slot. */
  private static final List<String> REFERENCE_SLOTS =
      List.of("r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7");

  private static final List<String> PRIMITIVE_SLOTS = List.of("l0", "l1", "l2", "l3");

  /** Local to slot. {@code local} already counts what the body puts in front. */
  void saveLocal(InsnList code, SavedValue value, int local) {
    openSlot(code, value);
    code.add(new VarInsnNode(value.kind().load, local));
    toSlotType(code, value.kind());
    closeSlot(code, value);
  }

  /** Top of the operand stack to slot; a value that is not saved is dropped. */
  void saveStackTop(InsnList code, SavedValue value) {
    if (value.slot() < 0) {
      code.add(new InsnNode(value.kind().size == 2 ? Opcodes.POP2 : Opcodes.POP));
      return;
    }
    toSlotType(code, value.kind());
    boolean wide = value.kind().isPrimitive();
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    if (shape.isArrays()) {
      code.add(arrayField(value, Opcodes.GETFIELD));
      moveBelow(code, wide);
      code.add(push(value.slot()));
      moveBelow(code, wide);
    } else {
      moveBelow(code, wide);
    }
    closeSlot(code, value);
  }

  /** Slot, or the constant or default of a value that was not saved, to the operand stack. */
  void restore(InsnList code, SavedValue value) {
    if (value.constant() != null) {
      code.add(new LdcInsnNode(value.constant().cst));
      cast(code, (String) value.type());
      return;
    } else if (value.slot() < 0) {
      code.add(new InsnNode(value.kind().defaultValue));
      return;
    }
    openSlot(code, value);
    if (shape.isArrays()) {
      code.add(new InsnNode(value.kind().isPrimitive() ? Opcodes.LALOAD : Opcodes.AALOAD));
    } else {
      code.add(slotField(value, Opcodes.GETFIELD));
    }
    fromSlotType(code, value.kind());
    if (value.kind() == ValueKind.REFERENCE) {
      cast(code, (String) value.type());
    }
  }

  /** Forgets the references in the slots from {@code first} on. */
  void clearReferences(InsnList code, int first, int end) {
    for (int slot = first; slot < end; slot++) {
      SavedValue value = new SavedValue("java/lang/Object", ValueKind.REFERENCE, -1, slot, null);
      openSlot(code, value);
      code.add(new InsnNode(Opcodes.ACONST_NULL));
      closeSlot(code, value);
    }
  }

  /** Narrows a reference to the type that the verifier has to see. */
  static void cast(InsnList code, String internalName) {
    if (!internalName.equals("java/lang/Object")) {
      code.add(new TypeInsnNode(Opcodes.CHECKCAST, internalName));
    }
  }

  /** Pushes an int. */
  static org.objectweb.asm.tree.AbstractInsnNode push(int value) {
    if (value < 0) {
      return new LdcInsnNode(value);
    } else if (value <= 5) {
      return new InsnNode(Opcodes.ICONST_0 + value);
    } else if (value <= Byte.MAX_VALUE) {
      return new IntInsnNode(Opcodes.BIPUSH, value);
    } else if (value <= Short.MAX_VALUE) {
      return new IntInsnNode(Opcodes.SIPUSH, value);
    }
    return new LdcInsnNode(value);
  }

  private void openSlot(InsnList code, SavedValue value) {
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    if (shape.isArrays()) {
      code.add(arrayField(value, Opcodes.GETFIELD));
      code.add(push(value.slot()));
    }
  }

  private void closeSlot(InsnList code, SavedValue value) {
    if (shape.isArrays()) {
      code.add(new InsnNode(value.kind().isPrimitive() ? Opcodes.LASTORE : Opcodes.AASTORE));
    } else {
      code.add(slotField(value, Opcodes.PUTFIELD));
    }
  }

  private FieldInsnNode arrayField(SavedValue value, int opcode) {
    boolean primitive = value.kind().isPrimitive();
    return new FieldInsnNode(
        opcode,
        shape.className(),
        primitive ? "primitives" : "references",
        primitive ? PRIMITIVE_ARRAY : REFERENCE_ARRAY);
  }

  private FieldInsnNode slotField(SavedValue value, int opcode) {
    boolean primitive = value.kind().isPrimitive();
    return new FieldInsnNode(
        opcode,
        shape.className(),
        (primitive ? PRIMITIVE_SLOTS : REFERENCE_SLOTS).get(value.slot()),
        primitive ? "J" : "Ljava/lang/Object;");
  }

  /** Exchanges the one-slot value on top with the value below it. */
  private static void moveBelow(InsnList code, boolean wide) {
    if (wide) {
      code.add(new InsnNode(Opcodes.DUP_X2));
      code.add(new InsnNode(Opcodes.POP));
    } else {
      code.add(new InsnNode(Opcodes.SWAP));
    }
  }

  private static void toSlotType(InsnList code, ValueKind kind) {
    switch (kind) {
      case INT -> code.add(new InsnNode(Opcodes.I2L));
      case FLOAT -> {
        code.add(conversion("java/lang/Float", "floatToRawIntBits", "(F)I"));
        code.add(new InsnNode(Opcodes.I2L));
      }
      case DOUBLE -> code.add(conversion("java/lang/Double", "doubleToRawLongBits", "(D)J"));
      default -> {}
    }
  }

  private static void fromSlotType(InsnList code, ValueKind kind) {
    switch (kind) {
      case INT -> code.add(new InsnNode(Opcodes.L2I));
      case FLOAT -> {
        code.add(new InsnNode(Opcodes.L2I));
        code.add(conversion("java/lang/Float", "intBitsToFloat", "(I)F"));
      }
      case DOUBLE -> code.add(conversion("java/lang/Double", "longBitsToDouble", "(J)D"));
      default -> {}
    }
  }

  private static MethodInsnNode conversion(String owner, String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  /** Takes the result of the callee out of the continuation. */
  static void takeResult(InsnList code, Type type, int stateLocal) {
    if (type.getSort() == Type.VOID) {
      return;
    }
    ValueKind kind = ValueKind.of(type);
    code.add(new VarInsnNode(Opcodes.ALOAD, stateLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.STATE,
            "result" + kind.suffix,
            "(L" + RuntimeNames.STATE + ";)" + kind.descriptor,
            false));
    if (kind == ValueKind.REFERENCE) {
      cast(code, type.getInternalName());
    }
  }
}
