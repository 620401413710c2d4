package dev.coro.transform.fuzz;

import org.objectweb.asm.Type;

/** The static fields of a program, one for each kind, and the fuel. */
final class StaticState {
  private final MethodCode code;

  StaticState(MethodCode code) {
    this.code = code;
  }

  static String field(Kind kind) {
    return "s" + kind.number();
  }

  /** Gives all fields their first values. */
  void reset() {
    code.out.iconst(code.program.fuel());
    code.out.putstatic(MethodCode.MAIN, "fuel", "I");
    for (Kind kind : Kind.values()) {
      if (kind.type.getSort() != Type.VOID && kind != Kind.MAIN && kind != Kind.THROWABLE) {
        push(kind);
        code.out.putstatic(MethodCode.MAIN, field(kind), kind.type.getDescriptor());
      }
    }
  }

  private void push(Kind kind) {
    switch (kind) {
      case THING, BASE, DERIVED, OTHER -> create(kind);
      case FACE -> create(Kind.OTHER);
      case INTS, LONGS, OBJECTS, THINGS, BASES -> {
        code.out.iconst(2);
        code.out.newarray(kind.element().type);
      }
      default -> code.value(Node.value(Op.CONST, kind, 1));
    }
  }

  private void create(Kind kind) {
    code.out.anew(kind.type);
    code.out.dup();
    code.out.iconst(kind.number());
    code.out.invokespecial(kind.internalName(), "<init>", "(I)V", false);
  }
}
