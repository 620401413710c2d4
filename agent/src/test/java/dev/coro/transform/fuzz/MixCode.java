package dev.coro.transform.fuzz;

import static org.objectweb.asm.Type.INT_TYPE;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.InstructionAdapter;

/**
 * Pushes values, moves them about with every instruction that there is for that, suspends now and
 * then, and adds up what is there in the end.
 */
final class MixCode {
  private static final int MOST_VALUES = 14;

  /** How many slots a stack instruction copies, and how many it puts the copy under. */
  private record Form(int opcode, int copied, int skipped) {}

  private static final List<Form> FORMS =
      List.of(
          new Form(Opcodes.DUP, 1, 0),
          new Form(Opcodes.DUP_X1, 1, 1),
          new Form(Opcodes.DUP_X2, 1, 2),
          new Form(Opcodes.DUP2, 2, 0),
          new Form(Opcodes.DUP2_X1, 2, 1),
          new Form(Opcodes.DUP2_X2, 2, 2));

  /**
   * A value on the stack.
   *
   * @param pending number of the object if its constructor was not called yet, else 0
   */
  private record Entry(Kind kind, int pending) {}

  private final MethodCode code;

  MixCode(MethodCode code) {
    this.code = code;
  }

  void emit(Node node) {
    new Mix(new Random(node.data())).emit(node);
  }

  /** A NaN with a payload in a local and on the stack across a suspension point. */
  void rawBits(Node node) {
    InstructionAdapter out = code.out;
    boolean wide = node.kind() == Kind.LONG;
    Kind kind = wide ? Kind.DOUBLE : Kind.FLOAT;
    int slot = code.scope.reserve(kind, (int) node.data());
    for (int copy = 0; copy < 2; copy++) {
      if (wide) {
        out.dconst(Double.longBitsToDouble(0x7ff8_0000_0000_0000L | (node.data() & 0xFFFFFF)));
      } else {
        out.fconst(Float.intBitsToFloat(0x7fc0_0000 | (int) (node.data() & 0xFFFF)));
      }
      if (copy == 0) {
        out.store(slot, kind.type);
      }
    }
    code.point();
    for (int copy = 0; copy < 2; copy++) {
      if (copy == 1) {
        out.load(slot, kind.type);
      }
      if (wide) {
        out.invokestatic("java/lang/Double", "doubleToRawLongBits", "(D)J", false);
      } else {
        out.invokestatic("java/lang/Float", "floatToRawIntBits", "(F)I", false);
      }
    }
    out.add(node.kind().type);
    code.scope.release(kind, slot);
  }

  /** One run over one node. */
  private final class Mix {
    private final Random random;
    private final List<Entry> stack = new ArrayList<>();
    private final InstructionAdapter out = code.out;
    private int sum;
    private int objects;

    Mix(Random random) {
      this.random = random;
    }

    void emit(Node node) {
      sum = code.scope.reserve(Kind.INT, random.nextInt(8));
      out.iconst(17);
      out.store(sum, INT_TYPE);
      int allocateAt = random.nextInt(node.children().size() * 2 + 1);
      for (int i = 0; i < node.children().size(); i++) {
        if (i == allocateAt) {
          allocate();
        }
        Node child = node.child(i);
        around(() -> code.value(child));
        stack.add(new Entry(child.kind(), 0));
        shuffle();
      }
      if (random.nextBoolean()) {
        code.point();
      }
      fold();
      out.load(sum, INT_TYPE);
      code.scope.release(Kind.INT, sum);
    }

    private void around(Runnable inner) {
      boolean any = stack.stream().anyMatch(entry -> entry.pending() > 0);
      if (any) {
        code.abovePending(stack.size(), inner);
      } else {
        code.above(stack.size(), inner);
      }
    }

    private void allocate() {
      out.anew(Kind.BASE.type);
      stack.add(new Entry(Kind.BASE, ++objects));
    }

    private void shuffle() {
      for (int i = random.nextInt(4); i > 0; i--) {
        if (random.nextInt(5) == 0) {
          code.point();
        } else if (random.nextInt(4) == 0) {
          swap();
        } else if (stack.size() < MOST_VALUES) {
          copy(FORMS.get(random.nextInt(FORMS.size())));
        }
      }
    }

    private void swap() {
      List<Entry> top = top(stack.size(), 1);
      List<Entry> below = top == null ? null : top(stack.size() - 1, 1);
      if (below != null) {
        out.swap();
        stack.add(stack.remove(stack.size() - 2));
      }
    }

    private void copy(Form form) {
      List<Entry> copied = top(stack.size(), form.copied());
      if (copied == null) {
        return;
      }
      List<Entry> skipped = top(stack.size() - copied.size(), form.skipped());
      if (skipped != null) {
        out.visitInsn(form.opcode());
        stack.addAll(stack.size() - copied.size() - skipped.size(), List.copyOf(copied));
      }
    }

    /** The entries below {@code end} that fill this many slots; null if none do exactly. */
    private List<Entry> top(int end, int slots) {
      int start = end;
      int filled = 0;
      while (filled < slots && start > 0) {
        start--;
        filled += stack.get(start).kind().isWide() ? 2 : 1;
      }
      return filled == slots ? stack.subList(start, end) : null;
    }

    // ---- fold

    private void fold() {
      while (!stack.isEmpty()) {
        Entry top = stack.get(stack.size() - 1);
        if (top.pending() > 0) {
          construct(top);
        } else {
          stack.remove(stack.size() - 1);
          add(top.kind());
        }
        if (random.nextInt(6) == 0) {
          code.point();
        }
      }
    }

    /** Calls the constructor on one of the copies; the others become valid, too. */
    private void construct(Entry top) {
      out.iconst(objects);
      if (random.nextBoolean()) {
        String descriptor = "(I)I";
        out.invokestatic(MethodCode.PROBE, "value", descriptor, false);
      }
      out.invokespecial(Kind.BASE.internalName(), "<init>", "(I)V", false);
      stack.remove(stack.size() - 1);
      stack.replaceAll(entry -> entry.equals(top) ? new Entry(Kind.BASE, 0) : entry);
    }

    private void add(Kind kind) {
      switch (kind) {
        case LONG -> out.cast(kind.type, INT_TYPE);
        case FLOAT -> out.invokestatic("java/lang/Float", "floatToIntBits", "(F)I", false);
        case DOUBLE -> {
          out.invokestatic("java/lang/Double", "doubleToLongBits", "(D)J", false);
          out.cast(Kind.LONG.type, INT_TYPE);
        }
        default -> {
          if (kind.isReference()) {
            out.invokestatic(MethodCode.SUPPORT, "hash", "(Ljava/lang/Object;)I", false);
          }
        }
      }
      out.load(sum, INT_TYPE);
      out.iconst(31);
      out.mul(INT_TYPE);
      out.add(INT_TYPE);
      out.store(sum, INT_TYPE);
    }
  }
}
