package dev.coro.transform.fuzz;

import dev.coro.transform.fixtures.fuzz.Thing;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/** Allocations, with the object waiting for its constructor in several places. */
final class NewCode {
  /** Parameters of the constructors of {@link Thing}. */
  static final List<List<Kind>> CONSTRUCTORS =
      List.of(
          List.of(Kind.INT),
          List.of(Kind.LONG, Kind.STRING),
          List.of(Kind.DOUBLE, Kind.THING, Kind.FLOAT));

  private final MethodCode code;

  NewCode(MethodCode code) {
    this.code = code;
  }

  static String descriptor(int constructor) {
    Type[] types =
        CONSTRUCTORS.get(constructor).stream().map(kind -> kind.type).toArray(Type[]::new);
    return Type.getMethodDescriptor(Type.VOID_TYPE, types);
  }

  /** Which constructor a node calls: the one for that many arguments. */
  static int constructor(Node node) {
    return node.children().size() - 1;
  }

  void emit(Node node) {
    InstructionAdapter out = code.out;
    Kind kind = node.kind();
    switch ((int) Math.floorMod(node.data(), 6L)) {
      case 0, 1 -> {
        out.anew(kind.type);
        out.dup();
        construct(node, 2);
      }
      case 2 -> inLocal(node, false);
      case 3 -> inLocal(node, true);
      case 4 -> {
        out.iconst(5);
        out.anew(kind.type);
        out.visitInsn(Opcodes.DUP_X1);
        construct(node, 3);
        out.pop();
      }
      default -> {
        out.lconst(6);
        out.anew(kind.type);
        out.dup();
        out.visitInsn(Opcodes.DUP2_X2);
        out.pop();
        construct(node, 4);
        out.pop2();
        out.swap();
        out.pop();
      }
    }
  }

  private void inLocal(Node node, boolean alsoOnStack) {
    InstructionAdapter out = code.out;
    int slot = code.scope.reserve(node.kind(), (int) (node.data() >> 8));
    out.anew(node.kind().type);
    if (alsoOnStack) {
      out.dup();
    }
    out.store(slot, node.kind().type);
    if (alsoOnStack) {
      out.dup();
      construct(node, 2);
      out.pop();
    } else {
      out.load(slot, node.kind().type);
      construct(node, 1);
    }
    out.load(slot, node.kind().type);
    code.scope.release(node.kind(), slot);
  }

  /** Arguments and constructor call, above {@code count} values. */
  private void construct(Node node, int count) {
    code.abovePending(count, () -> code.operands(node.children()));
    code.out.invokespecial(
        node.kind().internalName(), "<init>", descriptor(constructor(node)), false);
  }
}
