package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes random values of a wanted kind. */
final class ValueGenerator {
  private static final int DEEPEST = 7;

  private static final long[] NUMBERS = {
    0, 1, 2, 3, -1, 7, 42, 127, -128, 255, 256, 32767, -32768, 65535, 65536, 99999
  };
  private static final float[] FLOATS = {
    0f, -0f, 1f, 0.5f, -2.25f, 1e30f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE
  };
  private static final double[] DOUBLES = {
    0d, -0d, 1d, 0.1, -2.25, 1e300, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE
  };

  private final Draft draft;
  private final StatementGenerator statements;
  private int depth;

  ValueGenerator(Draft draft, StatementGenerator statements) {
    this.draft = draft;
    this.statements = statements;
  }

  Node value(Kind kind) {
    draft.budget--;
    if (draft.budget <= 0 || depth >= DEEPEST) {
      return leaf(kind);
    }
    depth++;
    Node made = draft.random.nextInt(5) < 2 ? ofAnyKind(kind) : ofKind(kind);
    if (draft.method.suspendable() && kind != Kind.THROWABLE && draft.oneIn(6)) {
      made = Node.value(Op.PASS, kind, 0, made);
    }
    depth--;
    return made;
  }

  /** A value that is hardly ever null. */
  Node receiver(Kind kind) {
    Variable variable = draft.variable(kind);
    if (variable != null && draft.oneIn(3)) {
      return Node.value(Op.LOCAL, kind, variable.id());
    } else if (!draft.method.isStatic() && draft.method.owner().fits(kind) && draft.oneIn(2)) {
      return Node.value(Op.THIS, kind, 0);
    } else if (draft.oneIn(3)) {
      return value(kind);
    }
    return Node.value(Op.STATIC_GET, kind, 0);
  }

  private Node leaf(Kind kind) {
    Variable variable = draft.variable(kind);
    if (variable != null && !draft.oneIn(4)) {
      return Node.value(Op.LOCAL, kind, variable.id());
    } else if (kind.isReference() && draft.oneIn(2)) {
      return Node.value(Op.STATIC_GET, kind, 0);
    } else if (!draft.method.isStatic() && draft.method.owner().fits(kind) && draft.oneIn(2)) {
      return Node.value(Op.THIS, kind, 0);
    }
    return constant(kind);
  }

  Node constant(Kind kind) {
    long data =
        switch (kind) {
          case LONG -> draft.oneIn(4) ? draft.random.nextLong() : number();
          case FLOAT -> Float.floatToIntBits(FLOATS[draft.random.nextInt(FLOATS.length)]);
          case DOUBLE -> Double.doubleToLongBits(DOUBLES[draft.random.nextInt(DOUBLES.length)]);
          case STRING, OBJECT -> draft.random.nextInt(4);
          default -> kind.isReference() ? draft.random.nextInt(2) : number();
        };
    return Node.value(Op.CONST, kind, data);
  }

  private long number() {
    return NUMBERS[draft.random.nextInt(NUMBERS.length)];
  }

  // ---- what every kind can come from

  private Node ofAnyKind(Kind kind) {
    return switch (draft.random.nextInt(12)) {
      case 0 -> leaf(kind);
      case 1, 2 ->
          draft.method.suspendable() ? Node.value(Op.PASS, kind, 0, value(kind)) : ofKind(kind);
      case 3, 4, 5 -> {
        Method callee = draft.callee(kind);
        yield callee == null ? ofKind(kind) : call(callee, kind);
      }
      case 6 -> Node.value(Op.CONDITION, kind, 0, value(Kind.BOOLEAN), branch(kind), branch(kind));
      case 7 -> choice(kind);
      case 8, 9 -> sequence(kind);
      case 10 -> Node.value(Op.COVER, kind, draft.random.nextInt(4), value(kind));
      default -> kind == Kind.THROWABLE ? leaf(kind) : Node.value(Op.STATIC_GET, kind, 0);
    };
  }

  /** A value of the kind, or of one that has to be merged with it. */
  private Node branch(Kind kind) {
    if (kind == Kind.OBJECT || kind == Kind.THING || kind == Kind.FACE || kind == Kind.OBJECTS) {
      Kind other = draft.anyKind();
      return value(other.fits(kind) ? other : kind);
    }
    return value(kind);
  }

  private Node choice(Kind kind) {
    List<Node> children = new ArrayList<>();
    children.add(value(Kind.INT));
    for (int i = 2 + draft.random.nextInt(3); i > 0; i--) {
      children.add(branch(kind));
    }
    return new Node(Op.SWITCH_VALUE, kind, draft.random.nextInt(2), children);
  }

  private Node sequence(Kind kind) {
    List<Node> children = new ArrayList<>();
    for (int i = 1 + draft.random.nextInt(2); i > 0; i--) {
      children.add(statements.statement());
    }
    children.add(value(kind));
    return new Node(Op.SEQUENCE, kind, 0, children);
  }

  Node call(Method callee, Kind kind) {
    List<Node> children = new ArrayList<>();
    switch (callee.call()) {
      case VIRTUAL, PRIVATE -> children.add(receiver(Kind.BASE));
      case INTERFACE -> children.add(receiver(Kind.FACE));
      default -> {}
    }
    callee.parameters().forEach(parameter -> children.add(value(parameter)));
    long data = callee.id() | (draft.oneIn(2) && !children.isEmpty() ? CallCode.SUPER : 0);
    return new Node(Op.CALL, kind, data, children);
  }

  // ---- what only some kinds can come from

  private Node ofKind(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> truth();
      case BYTE, SHORT, CHAR -> Node.value(Op.CONVERT, kind, 0, value(number(kind)));
      case INT -> integer();
      case LONG, FLOAT, DOUBLE -> wide(kind);
      case STRING -> draft.oneIn(3) ? field(kind) : concat();
      case THING -> draft.oneIn(3) ? field(kind) : allocation(kind);
      case BASE, DERIVED, OTHER -> draft.oneIn(4) ? cast(kind) : allocation(kind);
      case FACE -> value(draft.oneIn(2) ? Kind.BASE : Kind.OTHER);
      case OBJECT -> object();
      case INTS, LONGS, OBJECTS, THINGS, BASES -> array(kind);
      default -> leaf(kind);
    };
  }

  /** A kind of number other than {@code kind}. */
  private Kind number(Kind kind) {
    Kind[] numbers = {Kind.INT, Kind.LONG, Kind.FLOAT, Kind.DOUBLE, Kind.CHAR, Kind.BYTE};
    Kind found = numbers[draft.random.nextInt(numbers.length)];
    return found == kind ? (kind == Kind.INT ? Kind.LONG : Kind.INT) : found;
  }

  private Node truth() {
    return switch (draft.random.nextInt(6)) {
      case 0 -> {
        Kind[] types = {Kind.STRING, Kind.THING, Kind.DERIVED, Kind.FACE, Kind.THINGS};
        int type = types[draft.random.nextInt(types.length)].number();
        yield Node.value(Op.INSTANCE_OF, Kind.BOOLEAN, type, value(Kind.OBJECT));
      }
      case 1 -> Node.value(Op.HOLDS, Kind.BOOLEAN, 0, leaf(Kind.OBJECT));
      case 2 -> field(Kind.BOOLEAN);
      default -> {
        Kind kind = draft.anyKind();
        long relation = draft.random.nextInt(6);
        yield Node.value(Op.COMPARE, Kind.BOOLEAN, relation, value(kind), value(kind));
      }
    };
  }

  private Node integer() {
    return switch (draft.random.nextInt(10)) {
      case 0, 1 -> mix();
      case 2 ->
          draft.method.suspendable()
              ? Node.value(Op.RAW_BITS, Kind.INT, draft.random.nextInt(1000) + 1)
              : leaf(Kind.INT);
      case 3 -> Node.value(Op.ARRAY_LENGTH, Kind.INT, 0, receiver(Kind.THINGS));
      case 4 -> field(Kind.INT);
      case 5 -> lambda(Kind.INT);
      default -> wide(Kind.INT);
    };
  }

  private Node wide(Kind kind) {
    return switch (draft.random.nextInt(8)) {
      case 0 -> Node.value(Op.NEGATE, kind, 0, value(kind));
      case 1, 2 -> Node.value(Op.CONVERT, kind, 0, value(number(kind)));
      case 3 -> element(kind);
      case 4 -> kind == Kind.LONG ? lambda(kind) : field(kind);
      default -> {
        int operator = draft.random.nextInt(11);
        if ((operator == 3 || operator == 4) && !draft.oneIn(3)) {
          operator = 0;
        }
        yield Node.value(Op.BINARY, kind, operator, value(kind), value(kind));
      }
    };
  }

  private Node mix() {
    if (!draft.method.suspendable()) {
      return leaf(Kind.INT);
    }
    List<Node> children = new ArrayList<>();
    for (int i = 2 + draft.random.nextInt(4); i > 0; i--) {
      children.add(value(draft.anyKind()));
    }
    return new Node(Op.MIX, Kind.INT, draft.random.nextLong(), children);
  }

  private Node lambda(Kind kind) {
    Method target = draft.lambda();
    if (target == null) {
      return leaf(kind);
    }
    List<Node> children = new ArrayList<>();
    target.parameters().forEach(parameter -> children.add(value(parameter)));
    return new Node(Op.LAMBDA, kind, target.id(), children);
  }

  private Node field(Kind kind) {
    return Node.value(Op.FIELD_GET, kind, 0, receiver(Kind.THING));
  }

  private Node cast(Kind kind) {
    return Node.value(Op.CAST, kind, 0, value(draft.oneIn(3) ? Kind.THING : kind));
  }

  private Node concat() {
    List<Node> children = new ArrayList<>();
    for (int i = 1 + draft.random.nextInt(4); i > 0; i--) {
      children.add(value(draft.anyKind()));
    }
    return new Node(Op.CONCAT, Kind.STRING, 0, children);
  }

  private Node allocation(Kind kind) {
    List<Node> arguments = new ArrayList<>();
    List<List<Kind>> constructors = NewCode.CONSTRUCTORS;
    constructors
        .get(draft.random.nextInt(constructors.size()))
        .forEach(parameter -> arguments.add(value(parameter)));
    return new Node(Op.NEW, kind, draft.random.nextInt(1 << 11), arguments);
  }

  private Node object() {
    Kind other = draft.anyKind();
    if (draft.oneIn(5)) {
      return lambda(Kind.OBJECT);
    }
    return other.isReference() && other != Kind.OBJECT ? value(other) : element(Kind.OBJECT);
  }

  private Node element(Kind kind) {
    Kind array =
        switch (kind) {
          case INT -> Kind.INTS;
          case LONG -> Kind.LONGS;
          case OBJECT -> Kind.OBJECTS;
          default -> null;
        };
    if (array == null) {
      return field(kind);
    }
    int data = draft.random.nextInt(8);
    return Node.value(Op.ARRAY_GET, kind, data, receiver(array), value(Kind.INT));
  }

  private Node array(Kind kind) {
    List<Node> elements = new ArrayList<>();
    for (int i = draft.random.nextInt(4); i > 0; i--) {
      elements.add(value(kind.element()));
    }
    return new Node(Op.ARRAY_NEW, kind, 0, elements);
  }
}
