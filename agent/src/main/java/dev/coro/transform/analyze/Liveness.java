package dev.coro.transform.analyze;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals are still read: the classic backward data-flow analysis (Aho, Lam, Sethi, Ullman,
 * section 9.2.5), an instruction at a time, with an edge from every covered instruction to its
 * handlers.
 */
final class Liveness {
  private final ControlFlow flow;

  /** Locals that are read at or behind an instruction before they are written. */
  private final BitSet[] liveIn;

  Liveness(MethodNode method, ControlFlow flow) {
    this.flow = flow;
    int size = method.instructions.size();
    liveIn = new BitSet[size];
    for (int i = 0; i < size; i++) {
      liveIn[i] = new BitSet();
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = size - 1; i >= 0; i--) {
        changed |= update(method.instructions, i);
      }
    }
  }

  /** Locals needed when the call returns or throws. */
  BitSet behindCall(int callIndex) {
    BitSet live = liveOut(callIndex);
    addHandlers(callIndex, live);
    return live;
  }

  private boolean update(InsnList instructions, int index) {
    BitSet live = liveOut(index);
    AbstractInsnNode insn = instructions.get(index);
    if (insn instanceof VarInsnNode access) {
      boolean store = access.getOpcode() >= Opcodes.ISTORE && access.getOpcode() <= Opcodes.ASTORE;
      live.set(access.var, !store);
    } else if (insn instanceof IincInsnNode increment) {
      live.set(increment.var);
    }
    // A handler sees the locals as they were before the instruction.
    addHandlers(index, live);
    if (live.equals(liveIn[index])) {
      return false;
    }
    liveIn[index] = live;
    return true;
  }

  private BitSet liveOut(int index) {
    BitSet live = new BitSet();
    for (int next : flow.successors(index)) {
      live.or(liveIn[next]);
    }
    return live;
  }

  private void addHandlers(int index, BitSet live) {
    for (int handler : flow.handlers(index)) {
      live.or(liveIn[handler]);
    }
  }
}
