package dev.coro.transform.analyze;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which monitors a method holds in front of each of its instructions: a forward data-flow analysis
 * over stacks of local slots, each slot keeping the object of one monitor until it is left.
 *
 * <p>All compilers keep the object in a local, since the handler that leaves the monitor needs it.
 * Code that does it otherwise, or that leaves monitors in another order than the reverse of
 * entering, is not analysed, and the JIT compilers do not take such code either.
 */
public final class MonitorRegions {
  private final MethodNode method;
  private final ControlFlow flow;
  private final @Nullable List<Integer>[] held;
  private final Deque<Integer> pending = new ArrayDeque<>();

  @SuppressWarnings({"unchecked", "rawtypes"})
  private MonitorRegions(MethodNode method, ControlFlow flow) {
    this.method = method;
    this.flow = flow;
    held = new List[method.instructions.size()];
  }

  /** The regions of a method; null if its use of monitors is not block-structured. */
  public static @Nullable MonitorRegions of(MethodNode method, ControlFlow flow) {
    MonitorRegions regions = new MonitorRegions(method, flow);
    return regions.analyse() ? regions : null;
  }

  /** Slots of the monitors held in front of the instruction, outermost first. */
  public List<Integer> heldAt(int index) {
    List<Integer> slots = held[index];
    return slots == null ? List.of() : slots;
  }

  /** Local slot of the object that a monitor instruction takes from the stack; -1 if unknown. */
  public static int slotOf(AbstractInsnNode monitorInsn) {
    AbstractInsnNode previous = realPrevious(monitorInsn);
    if (previous instanceof VarInsnNode access) {
      if (access.getOpcode() == Opcodes.ALOAD) {
        return access.var;
      }
      AbstractInsnNode before = realPrevious(access);
      if (access.getOpcode() == Opcodes.ASTORE
          && before != null
          && before.getOpcode() == Opcodes.DUP) {
        return access.var;
      }
    }
    return -1;
  }

  /** The instruction that always runs just before; null if others may lead here, too. */
  private static @Nullable AbstractInsnNode realPrevious(AbstractInsnNode insn) {
    AbstractInsnNode previous = insn.getPrevious();
    while (previous != null && previous.getOpcode() < 0 && !(previous instanceof FrameNode)) {
      previous = previous.getPrevious();
    }
    return previous == null || previous.getOpcode() < 0 ? null : previous;
  }

  private boolean analyse() {
    if (!flowTo(0, List.of())) {
      return false;
    }
    while (!pending.isEmpty()) {
      int index = pending.remove();
      List<Integer> before = heldAt(index);
      List<Integer> after = behind(method.instructions.get(index), before);
      if (after == null || !flowToHandlers(index, before)) {
        return false;
      }
      for (int next : flow.successors(index)) {
        if (!flowTo(next, after)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Returns false if the instruction was reached with other monitors before. */
  private boolean flowTo(int index, List<Integer> slots) {
    if (held[index] == null) {
      held[index] = slots;
      pending.add(index);
      return true;
    }
    return slots.equals(held[index]);
  }

  /** Flows to the handlers that can be reached: none behind the first that catches everything. */
  private boolean flowToHandlers(int index, List<Integer> slots) {
    if (!canThrow(method.instructions.get(index).getOpcode())) {
      return true;
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (method.instructions.indexOf(block.start) <= index
          && index < method.instructions.indexOf(block.end)) {
        if (!flowTo(method.instructions.indexOf(block.handler), slots)) {
          return false;
        }
        if (block.type == null) {
          return true;
        }
      }
    }
    return true;
  }

  /** Whether anything may be thrown; a monitor that is held can be left without failing. */
  private static boolean canThrow(int opcode) {
    boolean moves =
        (opcode <= Opcodes.ALOAD && opcode != Opcodes.LDC)
            || (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE)
            || (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP);
    boolean jumps =
        (opcode >= Opcodes.IFEQ && opcode <= Opcodes.LOOKUPSWITCH)
            || opcode == Opcodes.IFNULL
            || opcode == Opcodes.IFNONNULL;
    // A return leaves no monitor here, so there is none that it could find missing.
    boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    return !moves && !jumps && !returns && opcode != Opcodes.IINC && opcode != Opcodes.MONITOREXIT;
  }

  /** Monitors behind the instruction; null if it breaks the structure. */
  private static @Nullable List<Integer> behind(AbstractInsnNode insn, List<Integer> before) {
    int opcode = insn.getOpcode();
    if (opcode == Opcodes.MONITORENTER) {
      int slot = slotOf(insn);
      List<Integer> more = new ArrayList<>(before);
      more.add(slot);
      return slot < 0 ? null : List.copyOf(more);
    } else if (opcode == Opcodes.MONITOREXIT) {
      int last = before.size() - 1;
      return last >= 0 && before.get(last) == slotOf(insn) ? before.subList(0, last) : null;
    } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN && !before.isEmpty()) {
      return null;
    } else if (insn instanceof VarInsnNode access && opcode >= Opcodes.ISTORE) {
      boolean wide = opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE;
      if (before.contains(access.var) || (wide && before.contains(access.var + 1))) {
        return null;
      }
    }
    return before;
  }
}
