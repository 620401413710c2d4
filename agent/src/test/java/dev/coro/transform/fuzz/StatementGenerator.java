package dev.coro.transform.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes random statements. */
final class StatementGenerator {
  private static final int DEEPEST = 6;

  private final Draft draft;
  private final ValueGenerator values;
  private int depth;

  StatementGenerator(Draft draft) {
    this.draft = draft;
    this.values = new ValueGenerator(draft, this);
  }

  /** The body of the method. */
  Node body() {
    List<Node> statements = new ArrayList<>();
    while (draft.budget > 0) {
      // What is thrown early must not keep the rest of the program from running.
      boolean goesOn = draft.method.id() == 0 ? !draft.oneIn(8) : draft.oneIn(3);
      statements.add(goesOn ? attempt(statement()) : statement());
    }
    if (draft.method.id() == 0) {
      addCalls(statements);
    }
    Kind result = draft.method.result();
    statements.add(result == Kind.VOID ? block() : giveBack());
    return Node.block(statements);
  }

  /** Where the program starts, everything is called: what nobody calls proves nothing. */
  private void addCalls(List<Node> statements) {
    for (Method callee : draft.known) {
      draft.budget = 6;
      if (callee.id() != 0 && draft.mayCall(callee)) {
        Node call = values.call(callee, callee.result());
        Op use = callee.result() == Kind.VOID ? Op.DROP : Op.LOG;
        statements.add(attempt(Node.statement(use, 0, call)));
      }
    }
  }

  /** The statement, with a handler that logs whatever it throws. */
  private Node attempt(Node statement) {
    Variable thrown = draft.newVariable(Kind.THROWABLE);
    long data = thrown.id() | HandlerCode.ANYTHING << 24 | (long) thrown.pick() << 32;
    Node handler = Node.statement(Op.HANDLER, data, Node.block(look()));
    return Node.statement(Op.TRY, 0, statement, handler);
  }

  Node statement() {
    draft.budget--;
    if (draft.budget <= 0 || depth >= DEEPEST) {
      return simple();
    }
    depth++;
    Node made = draft.random.nextInt(5) < 2 ? simple() : compound();
    depth--;
    return made;
  }

  private Node block() {
    List<Node> statements = new ArrayList<>();
    for (int i = 1 + draft.random.nextInt(3); i > 0; i--) {
      statements.add(statement());
    }
    return Node.block(statements);
  }

  private Node giveBack() {
    Kind result = draft.method.result();
    if (result == Kind.VOID) {
      return Node.statement(Op.RETURN, 0);
    }
    // The JVM narrows what a method returns whose result is smaller than an int.
    return Node.statement(
        Op.RETURN, 0, values.value(result.isSmall() && draft.oneIn(2) ? Kind.INT : result));
  }

  // ---- simple

  private Node simple() {
    return switch (draft.random.nextInt(14)) {
      case 0, 1 -> Node.statement(Op.LOG, 0, values.value(draft.anyKind()));
      case 2 -> draft.method.suspendable() ? Node.statement(Op.POINT, 0) : nothing();
      case 3, 4, 5 -> set();
      case 6 -> call();
      case 7 -> draft.oneIn(3) ? rare() : set();
      case 8 -> {
        Kind field = anyField();
        yield Node.statement(Op.FIELD_SET, 0, values.receiver(Kind.THING), values.value(field));
      }
      case 9 -> Node.statement(Op.STATIC_SET, 0, values.value(draft.anyKind()));
      case 10 -> arraySet();
      case 11 -> Node.statement(Op.DROP, 0, values.value(draft.anyKind()));
      case 12 -> {
        Variable counter = draft.variable(Kind.INT);
        long amount = draft.random.nextInt(400) - 200L;
        yield counter == null
            ? nothing()
            : Node.statement(Op.INCREMENT, counter.id() | amount << 32);
      }
      default -> Node.statement(Op.BREAK, draft.random.nextInt(8));
    };
  }

  private Node nothing() {
    return Node.block(List.of());
  }

  /** What ends the method, or a part of it. */
  private Node rare() {
    return switch (draft.random.nextInt(3)) {
      case 0 ->
          draft.method.suspendable()
              ? Node.statement(Op.FAIL, draft.random.nextInt(100))
              : nothing();
      case 1 -> {
        Variable thrown = draft.variable(Kind.THROWABLE);
        yield thrown == null
            ? giveBack()
            : Node.statement(Op.THROW, 0, Node.value(Op.LOCAL, Kind.THROWABLE, thrown.id()));
      }
      default -> giveBack();
    };
  }

  private Node set() {
    if (draft.variables.isEmpty()) {
      return nothing();
    }
    Variable variable = draft.variables.get(draft.random.nextInt(draft.variables.size()));
    return Node.statement(Op.SET, variable.id(), values.value(variable.kind()));
  }

  private Node call() {
    Method callee = draft.callee(Kind.VOID);
    if (callee == null) {
      return Node.statement(Op.DROP, 0, values.value(draft.anyKind()));
    }
    return Node.statement(Op.DROP, 0, values.call(callee, Kind.VOID));
  }

  private Kind anyField() {
    Kind[] fields = {
      Kind.BOOLEAN,
      Kind.BYTE,
      Kind.SHORT,
      Kind.CHAR,
      Kind.INT,
      Kind.LONG,
      Kind.FLOAT,
      Kind.DOUBLE,
      Kind.STRING,
      Kind.THING
    };
    return fields[draft.random.nextInt(fields.length)];
  }

  private Node arraySet() {
    Kind[] arrays = {Kind.INTS, Kind.LONGS, Kind.OBJECTS, Kind.THINGS, Kind.BASES};
    Kind array = arrays[draft.random.nextInt(arrays.length)];
    return Node.statement(
        Op.ARRAY_SET,
        draft.random.nextInt(8),
        values.receiver(array),
        values.value(Kind.INT),
        values.value(array.element()));
  }

  // ---- compound

  private Node compound() {
    return switch (draft.random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> let();
      case 5, 6 -> Node.statement(Op.IF, 0, values.value(Kind.BOOLEAN), block(), block());
      case 7, 8 -> {
        int form = draft.random.nextInt(1 << 11);
        yield Node.statement(Op.LOOP, form, values.value(Kind.BOOLEAN), block());
      }
      case 9 -> choice();
      case 10 -> tangle();
      case 11, 12, 13 -> tryCatch();
      case 14 -> Node.statement(Op.FINALLY, 0, block(), statement());
      default -> {
        Node object = values.receiver(draft.oneIn(2) ? Kind.THING : Kind.OBJECT);
        yield Node.statement(Op.SYNCHRONIZED, draft.random.nextInt(16), object, block());
      }
    };
  }

  private Node let() {
    Kind kind = draft.anyKind();
    Node first = draft.oneIn(6) ? values.constant(kind) : values.value(kind);
    Variable variable = draft.newVariable(kind);
    draft.variables.add(variable);
    Node body = block();
    draft.variables.remove(variable);
    return Node.statement(Op.LET, variable.encoded(), first, body);
  }

  private Node choice() {
    List<Node> children = new ArrayList<>();
    children.add(values.value(Kind.INT));
    for (int i = 1 + draft.random.nextInt(4); i > 0; i--) {
      children.add(block());
    }
    return new Node(Op.SWITCH, Kind.VOID, draft.random.nextInt(64), children);
  }

  private Node tangle() {
    List<Node> children = new ArrayList<>();
    children.add(values.value(Kind.INT));
    for (int i = 2 + draft.random.nextInt(3); i > 0; i--) {
      children.add(block());
      children.add(values.value(Kind.INT));
    }
    return new Node(Op.TANGLE, Kind.VOID, draft.random.nextInt(1 << 11), children);
  }

  private Node tryCatch() {
    List<Node> children = new ArrayList<>();
    children.add(draft.oneIn(2) ? Node.block(List.of(block(), trouble(), block())) : block());
    for (int i = 1 + draft.random.nextInt(3); i > 0; i--) {
      Variable variable = draft.newVariable(Kind.THROWABLE);
      draft.variables.add(variable);
      List<Node> statements = look();
      statements.add(block());
      Node block = Node.block(statements);
      draft.variables.remove(variable);
      long type = draft.random.nextInt(HandlerCode.TYPES.length);
      long data = variable.id() | type << 24 | (long) variable.pick() << 32;
      children.add(Node.statement(Op.HANDLER, data, block));
    }
    return new Node(Op.TRY, Kind.VOID, draft.random.nextLong(), children);
  }

  /** What handlers do first: values that only they need show whether they are still there. */
  private List<Node> look() {
    List<Node> statements = new ArrayList<>();
    for (int i = draft.random.nextInt(3); i > 0 && !draft.variables.isEmpty(); i--) {
      Variable seen = draft.variables.get(draft.random.nextInt(draft.variables.size()));
      statements.add(Node.statement(Op.LOG, 0, Node.value(Op.LOCAL, seen.kind(), seen.id())));
    }
    return statements;
  }

  /** What throws. */
  private Node trouble() {
    Node zero = Node.zero(Kind.INT);
    return switch (draft.random.nextInt(4)) {
      case 0, 1 ->
          draft.method.suspendable()
              ? Node.statement(Op.FAIL, draft.random.nextInt(100))
              : nothing();
      case 2 -> {
        Node quotient = Node.value(Op.BINARY, Kind.INT, 3, values.value(Kind.INT), zero);
        yield Node.statement(Op.DROP, 0, quotient);
      }
      default -> {
        Node field = Node.value(Op.FIELD_GET, Kind.INT, 0, Node.zero(Kind.THING));
        yield Node.statement(Op.DROP, 0, field);
      }
    };
  }
}
