package dev.coro.transform.fuzz;

import dev.coro.transform.fixtures.fuzz.Thing;
import dev.coro.transform.testing.FixtureLoader;
import org.objectweb.asm.Type;

/** The types that generated programs use. */
@SuppressWarnings("ImmutableEnumChecker") // ASM's Type is immutable, but does not say so.
enum Kind {
  VOID("V"),
  BOOLEAN("Z"),
  BYTE("B"),
  SHORT("S"),
  CHAR("C"),
  INT("I"),
  LONG("J"),
  FLOAT("F"),
  DOUBLE("D"),
  OBJECT("Ljava/lang/Object;"),
  STRING("Ljava/lang/String;"),
  THING(Type.getDescriptor(Thing.class)),
  /** An interface that BASE and OTHER implement. */
  FACE(generated("FuzzFace")),
  /** A class that extends THING. */
  BASE(generated("FuzzBase")),
  /** A class that extends BASE. */
  DERIVED(generated("FuzzDerived")),
  /** A class that extends THING. */
  OTHER(generated("FuzzOther")),
  /** The class of the static methods; never a value. */
  MAIN(generated("FuzzMain")),
  INTS("[I"),
  LONGS("[J"),
  OBJECTS("[Ljava/lang/Object;"),
  THINGS("[" + Type.getDescriptor(Thing.class)),
  BASES("[" + generated("FuzzBase")),
  THROWABLE("Ljava/lang/Throwable;");

  private static final Kind[] NUMBERED = values();

  /** The kinds that anything can be asked for. */
  static final Kind[] VALUES = {
    BOOLEAN, BYTE, SHORT, CHAR, INT, INT, LONG, LONG, FLOAT, DOUBLE, OBJECT, STRING, THING, FACE,
    BASE, DERIVED, OTHER, INTS, LONGS, OBJECTS, THINGS, BASES
  };

  @SuppressWarnings("ImmutableEnumChecker") // Types of ASM never change.
  final Type type;

  Kind(String descriptor) {
    type = Type.getType(descriptor);
  }

  private static String generated(String simpleName) {
    return "L" + FixtureLoader.FIXTURES.replace('.', '/') + simpleName + ";";
  }

  /** A number for data of nodes. */
  @SuppressWarnings("EnumOrdinal") // Nobody stores it.
  int number() {
    return ordinal();
  }

  /** The kind with this {@link #number}. */
  static Kind numbered(int number) {
    return NUMBERED[number];
  }

  String internalName() {
    return type.getInternalName();
  }

  boolean isReference() {
    return type.getSort() >= Type.ARRAY;
  }

  boolean isArray() {
    return type.getSort() == Type.ARRAY;
  }

  /** Whether an int stands for it on the operand stack. */
  boolean isSmall() {
    return this != VOID && compareTo(INT) <= 0;
  }

  /** Whether it takes two slots. */
  boolean isWide() {
    return this == LONG || this == DOUBLE;
  }

  /** Whether a value of this kind can be used as one of {@code wanted}. */
  boolean fits(Kind wanted) {
    if (this == wanted || (wanted == OBJECT && isReference() && this != THROWABLE)) {
      return true;
    }
    return switch (this) {
      case BASE, OTHER -> wanted == THING || wanted == FACE;
      case DERIVED -> wanted == BASE || wanted == THING || wanted == FACE;
      case BASES -> wanted == THINGS || wanted == OBJECTS;
      case THINGS -> wanted == OBJECTS;
      default -> false;
    };
  }

  /** Kind of the elements of an array. */
  Kind element() {
    return switch (this) {
      case INTS -> INT;
      case LONGS -> LONG;
      case OBJECTS -> OBJECT;
      case THINGS -> THING;
      case BASES -> BASE;
      default -> throw new IllegalArgumentException(name());
    };
  }
}
