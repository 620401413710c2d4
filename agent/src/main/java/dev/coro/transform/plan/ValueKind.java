package dev.coro.transform.plan;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** How a value is moved between the stack, locals and saved frames. */
public enum ValueKind {
  INT(Opcodes.ILOAD, Opcodes.ISTORE, Opcodes.ICONST_0, "Int", "I", 1),
  LONG(Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.LCONST_0, "Long", "J", 2),
  FLOAT(Opcodes.FLOAD, Opcodes.FSTORE, Opcodes.FCONST_0, "Float", "F", 1),
  DOUBLE(Opcodes.DLOAD, Opcodes.DSTORE, Opcodes.DCONST_0, "Double", "D", 2),
  REFERENCE(
      Opcodes.ALOAD, Opcodes.ASTORE, Opcodes.ACONST_NULL, "Reference", "Ljava/lang/Object;", 1),
  /** A value whose type is that of {@code null}: it is made again instead of being saved. */
  NULL(Opcodes.ALOAD, Opcodes.ASTORE, Opcodes.ACONST_NULL, "Reference", "Ljava/lang/Object;", 1);

  /** Opcodes to load and store a local, and to push the default. */
  public final int load;

  public final int store;
  public final int defaultValue;

  /** Suffix of the runtime's {@code completeX} and {@code resultX}. */
  public final String suffix;

  /** Descriptor of the widest type of this kind. */
  public final String descriptor;

  /** Slots that a value takes. */
  public final int size;

  ValueKind(int load, int store, int defaultValue, String suffix, String descriptor, int size) {
    this.load = load;
    this.store = store;
    this.defaultValue = defaultValue;
    this.suffix = suffix;
    this.descriptor = descriptor;
    this.size = size;
  }

  /** Whether saved frames keep it as a long. */
  public boolean isPrimitive() {
    return this != REFERENCE && this != NULL;
  }

  /** Kind of an initialised value, by its type in a stack-map frame. */
  public static ValueKind ofFrameType(Object type) {
    if (type == Opcodes.INTEGER) {
      return INT;
    } else if (type == Opcodes.LONG) {
      return LONG;
    } else if (type == Opcodes.FLOAT) {
      return FLOAT;
    } else if (type == Opcodes.DOUBLE) {
      return DOUBLE;
    }
    return type == Opcodes.NULL ? NULL : REFERENCE;
  }

  /** Kind of a value of this type, which is not void. */
  public static ValueKind of(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> LONG;
      case Type.FLOAT -> FLOAT;
      case Type.DOUBLE -> DOUBLE;
      case Type.OBJECT, Type.ARRAY -> REFERENCE;
      default -> INT;
    };
  }
}
