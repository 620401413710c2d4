package dev.coro.transform.fuzz;

import static org.objectweb.asm.Type.INT_TYPE;

import dev.coro.transform.fixtures.fuzz.Thing;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Instructions of the nodes that are statements. */
final class StatementCode {
  /** Most rounds of jumps in a tangle. */
  private static final int ROUNDS = 5;

  private final MethodCode code;
  private final HandlerCode handlers;

  StatementCode(MethodCode code) {
    this.code = code;
    this.handlers = new HandlerCode(code);
  }

  private InstructionAdapter out() {
    return code.out;
  }

  void emit(Node node) {
    switch (node.op()) {
      case BLOCK -> node.children().forEach(code::statement);
      case LET -> let(node);
      case SET -> set(node);
      case INCREMENT -> {
        Scope.Place place = code.scope.find(node.data() & 0xFFFF);
        if (place != null && place.kind() == Kind.INT) {
          out().iinc(place.slot(), (int) (node.data() >> 32));
        }
      }
      case POINT -> code.point();
      case DROP -> {
        code.value(node.child(0));
        code.drop(node.child(0).kind());
      }
      case LOG -> log(node.child(0));
      case FAIL -> {
        out().aconst("failed " + node.data());
        out().invokestatic(MethodCode.PROBE, "fail", "(Ljava/lang/String;)I", false);
        out().pop();
      }
      case THROW -> {
        code.value(node.child(0));
        out().athrow();
      }
      case IF -> condition(node);
      case LOOP -> loop(node);
      case SWITCH -> choice(node);
      case TANGLE -> tangle(node);
      case BREAK -> code.regions.leave(node.data(), code.waiting);
      case RETURN -> giveBack(node);
      case TRY -> handlers.tryCatch(node);
      case FINALLY -> handlers.tryFinally(node);
      case SYNCHRONIZED -> handlers.synchronizedBlock(node);
      case FIELD_SET -> {
        code.operands(node.children());
        Kind kind = node.child(1).kind();
        String owner = Type.getInternalName(Thing.class);
        out().putfield(owner, ValueCode.field(kind), kind.type.getDescriptor());
      }
      case STATIC_SET -> {
        code.value(node.child(0));
        Kind kind = node.child(0).kind();
        out().putstatic(MethodCode.MAIN, StaticState.field(kind), kind.type.getDescriptor());
      }
      case ARRAY_SET -> arraySet(node);
      default -> throw new IllegalArgumentException(node.op() + " is no statement");
    }
  }

  /** Jumps to one of the labels, to the last if the number on the stack fits none. */
  static Label[] jumpTable(MethodCode code, int count, long form) {
    Label[] labels = new Label[count];
    for (int i = 0; i < count; i++) {
      labels[i] = new Label();
    }
    jump(code, labels, labels[count - 1], form);
    return labels;
  }

  private static void jump(MethodCode code, Label[] labels, Label otherwise, long form) {
    if (form % 2 == 0) {
      code.out.tableswitch(0, labels.length - 1, otherwise, labels);
      return;
    }
    int[] keys = new int[labels.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = i * 3 - 1;
    }
    code.out.lookupswitch(otherwise, keys, labels);
  }

  private void let(Node node) {
    Variable variable = Variable.decoded(node.data());
    code.value(node.child(0));
    Scope.Place place = code.scope.declare(variable);
    out().store(place.slot(), place.kind().type);
    code.statement(node.child(1));
    code.scope.end(variable);
  }

  private void set(Node node) {
    Node value = node.child(0);
    code.value(value);
    Scope.Place place = code.scope.find(node.data());
    if (place != null && value.kind().fits(place.kind())) {
      out().store(place.slot(), place.kind().type);
    } else {
      code.drop(value.kind());
    }
  }

  private void log(Node value) {
    code.value(value);
    Kind kind = value.kind();
    if (kind == Kind.THROWABLE) {
      out().invokestatic(MethodCode.SUPPORT, "caught", "(Ljava/lang/Throwable;)V", false);
      return;
    }
    if (!kind.isReference()) {
      Type shown = kind == Kind.BYTE || kind == Kind.SHORT ? INT_TYPE : kind.type;
      String descriptor = Type.getMethodDescriptor(Kind.STRING.type, shown);
      out().invokestatic("java/lang/String", "valueOf", descriptor, false);
    }
    out().invokestatic(MethodCode.PROBE, "log", "(Ljava/lang/Object;)V", false);
  }

  private void arraySet(Node node) {
    code.operands(node.children().subList(0, 2));
    if (node.data() % 4 != 0) {
      out().iconst(1);
      out().and(INT_TYPE);
    }
    code.above(2, () -> code.value(node.child(2)));
    code.storeElement(node.child(0).kind().element());
  }

  // ---- control flow

  private void condition(Node node) {
    Label otherwise = new Label();
    Label end = new Label();
    code.jumpUnless(node.child(0), otherwise);
    code.statement(node.child(1));
    out().goTo(end);
    out().mark(otherwise);
    code.statement(node.child(2));
    out().mark(end);
  }

  private void loop(Node node) {
    int counter = code.scope.reserve(Kind.INT, (int) (node.data() >> 8));
    int trips = 1 + (int) (node.data() & 3);
    int form = (int) (node.data() >> 2) & 3;
    Label head = new Label();
    Label check = new Label();
    Label end = new Label();
    out().iconst(trips);
    out().store(counter, INT_TYPE);
    code.regions.openExit(end, code.waiting);
    code.regions.openExit(check, code.waiting);
    if (form == 0) {
      out().goTo(check); // Enters the loop in its middle.
    } else if (form == 1) {
      code.jumpUnless(node.child(0), check);
    }
    out().mark(head);
    code.statement(node.child(1));
    out().mark(check);
    out().iinc(counter, -1);
    out().load(counter, INT_TYPE);
    out().iflt(end);
    code.spend(end);
    code.value(node.child(0));
    if (code.mayJumpBack()) {
      out().ifne(head);
    } else {
      out().pop();
    }
    out().mark(end);
    code.regions.close();
    code.regions.close();
    code.scope.release(Kind.INT, counter);
  }

  private void choice(Node node) {
    List<Node> blocks = node.children().subList(1, node.children().size());
    Label end = new Label();
    code.value(node.child(0));
    Label[] labels = jumpTable(code, blocks.size(), node.data());
    code.regions.openExit(end, code.waiting);
    for (int i = 0; i < blocks.size(); i++) {
      out().mark(labels[i]);
      code.statement(blocks.get(i));
      if ((node.data() >> (i + 1) & 1) == 0) {
        out().goTo(end);
      }
    }
    code.regions.close();
    out().mark(end);
  }

  /** Blocks that jump to each other, from anywhere to anywhere. */
  private void tangle(Node node) {
    int count = node.children().size() / 2;
    Label end = new Label();
    Label[] labels = new Label[count];
    for (int i = 0; i < count; i++) {
      labels[i] = new Label();
    }
    int counter = code.scope.reserve(Kind.INT, (int) (node.data() >> 8));
    out().iconst(ROUNDS);
    out().store(counter, INT_TYPE);
    code.value(node.child(0));
    jump(code, labels, end, node.data());
    code.regions.openExit(end, code.waiting);
    for (int i = 0; i < count; i++) {
      out().mark(labels[i]);
      code.statement(node.child(1 + 2 * i));
      out().iinc(counter, -1);
      out().load(counter, INT_TYPE);
      out().iflt(end);
      code.spend(end);
      code.value(node.child(2 + 2 * i));
      if (code.mayJumpBack()) {
        jump(code, labels, end, node.data() >> 1);
      } else {
        out().pop();
        out().goTo(end);
      }
    }
    code.regions.close();
    out().mark(end);
    code.scope.release(Kind.INT, counter);
  }

  private void giveBack(Node node) {
    if (node.children().isEmpty()) {
      code.returnZero();
      return;
    }
    code.value(node.child(0));
    code.regions.leaveMethod(() -> out().areturn(code.method.result().type));
  }
}
