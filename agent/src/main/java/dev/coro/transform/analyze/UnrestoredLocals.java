package dev.coro.transform.analyze;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals may hold anything instead of the value that the source gave them: those that were
 * dead at a suspension point, until they are written again. A forward may-analysis from behind the
 * points, along normal and exceptional edges.
 */
public final class UnrestoredLocals {
  private final ControlFlow flow;

  /** Words of a set of locals. */
  private final int words;

  /** Locals that each instruction sees: one set for each, one bit a local. */
  private final long[] before;

  /** The set that flows on from an instruction. */
  private final long[] set;

  /** Whether something has reached an instruction that was passed already. */
  private boolean again;

  /**
   * Follows the locals that are not restored.
   *
   * @param maxLocals of the method
   * @param unrestored slots by index of the call that suspends
   */
  public UnrestoredLocals(
      InsnList instructions, ControlFlow flow, int maxLocals, Map<Integer, BitSet> unrestored) {
    this.flow = flow;
    words = (maxLocals + Long.SIZE - 1) / Long.SIZE;
    before = new long[instructions.size() * words];
    set = new long[words];
    unrestored.forEach(this::resume);
    again = !unrestored.isEmpty();
    while (again) {
      again = false;
      AbstractInsnNode insn = instructions.getFirst();
      for (int i = 0; insn != null; insn = insn.getNext(), i++) {
        pass(insn, i);
      }
    }
  }

  private void resume(int call, BitSet slots) {
    Arrays.fill(set, 0);
    long[] bits = slots.toLongArray();
    System.arraycopy(bits, 0, set, 0, bits.length);
    reach(call + 1, call);
    for (int handler : flow.handlers(call)) {
      reach(handler, call);
    }
  }

  /** Whether the instruction may find a value in the slot that was not restored. */
  public boolean maySee(int instruction, int slot) {
    return (before[instruction * words + slot / Long.SIZE] & 1L << slot) != 0;
  }

  private void pass(AbstractInsnNode insn, int index) {
    long any = 0;
    for (int word = 0; word < words; word++) {
      set[word] = before[index * words + word];
      any |= set[word];
    }
    if (any == 0) {
      return;
    }
    for (int handler : flow.handlers(index)) {
      reach(handler, index);
    }
    int opcode = insn.getOpcode();
    if (insn instanceof VarInsnNode store && opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
      set[store.var / Long.SIZE] &= ~(1L << store.var);
    }
    for (int next : flow.targets(index)) {
      reach(next, index);
    }
    if (flow.fallsThrough(index)) {
      reach(index + 1, index);
    }
  }

  private void reach(int index, int from) {
    for (int word = 0; word < words; word++) {
      long known = before[index * words + word];
      if ((set[word] & ~known) != 0) {
        before[index * words + word] = known | set[word];
        again |= index <= from;
      }
    }
  }
}
