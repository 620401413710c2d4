package dev.coro.transform.fuzz;

import static org.objectweb.asm.Type.INT_TYPE;

import dev.coro.transform.fixtures.fuzz.Thing;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Instructions of the nodes that leave a value. */
final class ValueCode {
  private static final String THING = Type.getInternalName(Thing.class);

  private final MethodCode code;
  private final CallCode calls;
  private final NewCode allocations;
  private final MixCode mixes;

  ValueCode(MethodCode code) {
    this.code = code;
    this.calls = new CallCode(code);
    this.allocations = new NewCode(code);
    this.mixes = new MixCode(code);
  }

  private InstructionAdapter out() {
    return code.out;
  }

  void emit(Node node) {
    switch (node.op()) {
      case CONST -> constant(node);
      case LOCAL -> local(node);
      case THIS -> self(node);
      case BINARY -> binary(node);
      case NEGATE -> {
        code.value(node.child(0));
        out().neg(node.kind().type);
      }
      case CONVERT -> {
        code.value(node.child(0));
        convert(node.child(0).kind(), node.kind());
      }
      case COMPARE -> compare(node);
      case CONDITION -> condition(node);
      case SWITCH_VALUE -> choice(node);
      case SEQUENCE -> {
        int last = node.children().size() - 1;
        node.children().subList(0, last).forEach(code::statement);
        code.value(node.child(last));
      }
      case CALL -> calls.call(node);
      case PASS -> calls.pass(node);
      case CONCAT -> calls.concat(node);
      case LAMBDA -> calls.lambda(node);
      case NEW -> allocations.emit(node);
      case MIX -> mixes.emit(node);
      case RAW_BITS -> mixes.rawBits(node);
      case COVER -> {
        Label start = code.mark();
        code.value(node.child(0));
        code.regions.cover(node.data(), start, code.mark());
      }
      default -> emitAccess(node);
    }
  }

  private void emitAccess(Node node) {
    switch (node.op()) {
      case ARRAY_NEW -> array(node);
      case ARRAY_GET -> {
        element(node);
        out().aload(node.child(0).kind().element().type);
      }
      case ARRAY_LENGTH -> {
        code.value(node.child(0));
        out().arraylength();
      }
      case FIELD_GET -> {
        code.value(node.child(0));
        out().getfield(THING, field(node.kind()), node.kind().type.getDescriptor());
      }
      case STATIC_GET ->
          out()
              .getstatic(
                  MethodCode.MAIN,
                  StaticState.field(node.kind()),
                  node.kind().type.getDescriptor());
      case CAST -> {
        code.value(node.child(0));
        out().checkcast(node.kind().type);
      }
      case INSTANCE_OF -> {
        code.value(node.child(0));
        out().instanceOf(Kind.numbered((int) node.data()).type);
      }
      case HOLDS -> {
        code.value(node.child(0));
        out().invokestatic(MethodCode.SUPPORT, "holds", "(Ljava/lang/Object;)Z", false);
      }
      default -> throw new IllegalArgumentException(node.op() + " is no value");
    }
  }

  /** Name of the field of {@link Thing} that has this kind. */
  static String field(Kind kind) {
    return switch (kind) {
      case STRING -> "text";
      case THING -> "next";
      default -> kind.type.getDescriptor().toLowerCase(java.util.Locale.ROOT);
    };
  }

  private void constant(Node node) {
    long data = node.data();
    switch (node.kind()) {
      case BOOLEAN -> out().iconst((int) data & 1);
      case BYTE -> out().iconst((byte) data);
      case SHORT -> out().iconst((short) data);
      case CHAR -> out().iconst((char) data);
      case INT -> out().iconst((int) data);
      case LONG -> out().lconst(data);
      case FLOAT -> out().fconst(Float.intBitsToFloat((int) data));
      case DOUBLE -> out().dconst(Double.longBitsToDouble(data));
      case STRING, OBJECT -> out().aconst(data == 0 ? null : "s" + data);
      default -> {
        out().aconst(null);
        if (data != 0) {
          out().checkcast(node.kind().type);
        }
      }
    }
  }

  private void local(Node node) {
    Scope.Place place = code.scope.find(node.data());
    if (place != null && place.kind().fits(node.kind())) {
      out().load(place.slot(), place.kind().type);
    } else {
      code.zero(node.kind());
    }
  }

  private void self(Node node) {
    if (!code.method.isStatic() && code.method.owner().fits(node.kind())) {
      out().load(0, Kind.OBJECT.type);
    } else {
      code.zero(node.kind());
    }
  }

  private void binary(Node node) {
    Kind kind = node.kind();
    code.operands(node.children());
    boolean integral = kind == Kind.INT || kind == Kind.LONG;
    int operator = (int) Math.floorMod(node.data(), integral ? 11L : 5L);
    if (operator >= 8 && kind == Kind.LONG) {
      out().cast(Type.LONG_TYPE, INT_TYPE);
    }
    switch (operator) {
      case 0 -> out().add(kind.type);
      case 1 -> out().sub(kind.type);
      case 2 -> out().mul(kind.type);
      case 3 -> out().div(kind.type);
      case 4 -> out().rem(kind.type);
      case 5 -> out().and(kind.type);
      case 6 -> out().or(kind.type);
      case 7 -> out().xor(kind.type);
      case 8 -> out().shl(kind.type);
      case 9 -> out().shr(kind.type);
      default -> out().ushr(kind.type);
    }
  }

  private void convert(Kind from, Kind to) {
    if (to == Kind.BOOLEAN) {
      convert(from, Kind.INT);
      out().iconst(1);
      out().and(INT_TYPE);
    } else if (to == Kind.INT || !to.isSmall()) {
      out().cast(from.isSmall() ? INT_TYPE : from.type, to.type);
    } else {
      convert(from, Kind.INT);
      out().cast(INT_TYPE, to.type);
    }
  }

  private void compare(Node node) {
    code.operands(node.children());
    int relation = (int) Math.floorMod(node.data(), 6L);
    Label yes = new Label();
    Kind kind = node.child(0).kind();
    if (kind.isReference()) {
      if (relation % 2 == 0) {
        out().ifacmpeq(yes);
      } else {
        out().ifacmpne(yes);
      }
    } else if (kind.isSmall()) {
      out().visitJumpInsn(org.objectweb.asm.Opcodes.IF_ICMPEQ + relation, yes);
    } else {
      if (kind == Kind.LONG) {
        out().lcmp();
      } else if (relation % 2 == 0) {
        out().cmpl(kind.type);
      } else {
        out().cmpg(kind.type);
      }
      out().visitJumpInsn(org.objectweb.asm.Opcodes.IFEQ + relation, yes);
    }
    Label end = new Label();
    out().iconst(0);
    out().goTo(end);
    out().mark(yes);
    out().iconst(1);
    out().mark(end);
  }

  private void condition(Node node) {
    Label otherwise = new Label();
    Label end = new Label();
    code.jumpUnless(node.child(0), otherwise);
    code.value(node.child(1));
    out().goTo(end);
    out().mark(otherwise);
    code.value(node.child(2));
    out().mark(end);
  }

  private void choice(Node node) {
    List<Node> values = node.children().subList(1, node.children().size());
    Label end = new Label();
    code.value(node.child(0));
    Label[] labels = StatementCode.jumpTable(code, values.size(), node.data());
    for (int i = 0; i < values.size(); i++) {
      out().mark(labels[i]);
      code.value(values.get(i));
      out().goTo(end);
    }
    out().mark(end);
  }

  private void array(Node node) {
    Kind element = node.kind().element();
    out().iconst(node.children().size());
    out().newarray(element.type);
    for (int i = 0; i < node.children().size(); i++) {
      out().dup();
      out().iconst(i);
      Node value = node.child(i);
      code.above(3, () -> code.value(value));
      code.storeElement(element);
    }
  }

  /** Array and index; the index fits mostly. */
  private void element(Node node) {
    code.operands(node.children().subList(0, 2));
    if (node.data() % 4 != 0) {
      out().iconst(1);
      out().and(INT_TYPE);
    }
  }
}
