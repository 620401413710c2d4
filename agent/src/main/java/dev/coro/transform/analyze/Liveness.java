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
 *
 * <p>A pass from the last instruction to the first sees what lies ahead in the code. Another pass
 * is needed only after one that has changed the target of an edge that leads back.
 */
public final class Liveness {
  private final ControlFlow flow;

  /** Words of a set of locals. */
  private final int words;

  /**
   * Locals that are read at or behind an instruction before they are written: one set for each
   * instruction, one bit a local.
   */
  private final long[] liveIn;

  /** The set that is being computed. */
  private final long[] live;

  Liveness(MethodNode method, ControlFlow flow) {
    this.flow = flow;
    InsnList instructions = method.instructions;
    int size = instructions.size();
    words = (method.maxLocals + Long.SIZE - 1) / Long.SIZE;
    liveIn = new long[size * words];
    live = new long[words];
    boolean again = words > 0;
    while (again) {
      again = false;
      for (int i = size - 1; i >= 0; i--) {
        again |= update(instructions.get(i), i) && flow.isReachedFromBehind(i);
      }
    }
  }

  /** Whether the local is read at or behind the instruction before it is written. */
  public boolean isLive(int index, int local) {
    return (liveIn[index * words + local / Long.SIZE] & 1L << local) != 0;
  }

  /** Keeps locals that hold monitors: they are needed to leave them, whatever the code does. */
  void keep(MonitorRegions monitors) {
    for (int i = 0; i * words < liveIn.length; i++) {
      for (int local : monitors.heldAt(i)) {
        liveIn[i * words + local / Long.SIZE] |= 1L << local;
      }
    }
  }

  /** Locals needed when the call returns or throws. */
  BitSet behindCall(int callIndex) {
    computeLiveOut(callIndex);
    addHandlers(callIndex);
    return BitSet.valueOf(live);
  }

  /** Computes the set of one instruction anew; whether it has changed. */
  private boolean update(AbstractInsnNode insn, int index) {
    computeLiveOut(index);
    if (insn instanceof VarInsnNode access) {
      int word = access.var / Long.SIZE;
      if (access.getOpcode() >= Opcodes.ISTORE && access.getOpcode() <= Opcodes.ASTORE) {
        live[word] &= ~(1L << access.var);
      } else {
        live[word] |= 1L << access.var;
      }
    } else if (insn instanceof IincInsnNode increment) {
      live[increment.var / Long.SIZE] |= 1L << increment.var;
    }
    // A handler sees the locals as they were before the instruction.
    addHandlers(index);
    boolean changed = false;
    for (int word = 0; word < words; word++) {
      changed |= liveIn[index * words + word] != live[word];
      liveIn[index * words + word] = live[word];
    }
    return changed;
  }

  private void computeLiveOut(int index) {
    if (flow.fallsThrough(index)) {
      System.arraycopy(liveIn, (index + 1) * words, live, 0, words);
    } else {
      java.util.Arrays.fill(live, 0);
    }
    for (int target : flow.targets(index)) {
      add(target);
    }
  }

  private void addHandlers(int index) {
    for (int handler : flow.handlers(index)) {
      add(handler);
    }
  }

  private void add(int index) {
    for (int word = 0; word < words; word++) {
      live[word] |= liveIn[index * words + word];
    }
  }
}
