package dev.coro.transform.analyze;

import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals may hold a mere default instead of the value that the source gave them: those that
 * were dead at a suspension point, until they are written again. A forward may-analysis from behind
 * the points, along normal and exceptional edges.
 */
public final class UnrestoredLocals {
  private final InsnList instructions;
  private final ControlFlow flow;

  /** Slots that each instruction sees; null for none. */
  private final @Nullable BitSet[] before;

  private final BitSet pending = new BitSet();

  /**
   * Follows the locals that are not restored.
   *
   * @param unrestored slots by index of the call that suspends
   */
  public UnrestoredLocals(
      InsnList instructions, ControlFlow flow, Map<Integer, BitSet> unrestored) {
    this.instructions = instructions;
    this.flow = flow;
    before = new BitSet[instructions.size()];
    unrestored.forEach(
        (call, slots) ->
            flow.resumptionTargets(call).stream().forEach(target -> reach(target, slots)));
    for (int i = pending.nextSetBit(0); i >= 0; i = pending.nextSetBit(0)) {
      pending.clear(i);
      pass(i);
    }
  }

  /** Whether the instruction may find a default in the slot. */
  public boolean maySee(int instruction, int slot) {
    BitSet slots = before[instruction];
    return slots != null && slots.get(slot);
  }

  private void pass(int index) {
    BitSet slots = Objects.requireNonNull(before[index]);
    for (int handler : flow.handlers(index)) {
      reach(handler, slots);
    }
    AbstractInsnNode insn = instructions.get(index);
    int opcode = insn.getOpcode();
    if (insn instanceof VarInsnNode store
        && opcode >= Opcodes.ISTORE
        && opcode <= Opcodes.ASTORE
        && slots.get(store.var)) {
      slots = (BitSet) slots.clone();
      slots.clear(store.var);
    }
    for (int next : flow.successors(index)) {
      reach(next, slots);
    }
  }

  private void reach(int index, BitSet slots) {
    if (slots.isEmpty()) {
      return;
    }
    BitSet known = before[index];
    if (known == null) {
      before[index] = (BitSet) slots.clone();
      pending.set(index);
      return;
    }
    int size = known.cardinality();
    known.or(slots);
    if (known.cardinality() != size) {
      pending.set(index);
    }
  }
}
