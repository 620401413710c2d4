package dev.coro.transform.analyze;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Finds the loops of a method: every cycle of its code takes a jump that leads back. */
public final class Loops {
  private final MethodNode method;
  private final InsnList insns;
  private final ControlFlow flow;
  private final Predicate<MethodInsnNode> cheap;

  private Loops(MethodNode method, Predicate<MethodInsnNode> cheap) {
    this.method = method;
    this.insns = method.instructions;
    this.flow = new ControlFlow(method);
    this.cheap = cheap;
  }

  /**
   * Where jumps lead back to.
   *
   * @param first the instruction there
   * @param frame the types there
   * @param jumps the jumps that lead back to it
   * @param counter what counts, if that is known
   */
  public record Loop(
      AbstractInsnNode first,
      FrameNode frame,
      List<AbstractInsnNode> jumps,
      @Nullable Counter counter) {}

  /**
   * An int that each round of an innermost loop changes once, by the same amount, while nothing
   * happens that could take long.
   *
   * @param slot the local
   * @param step the amount; not 0
   * @param size how many instructions the loop has
   * @param last the last instruction of the loop, in the order of the code
   */
  public record Counter(int slot, int step, int size, AbstractInsnNode last) {}

  /**
   * The loops of {@code method} whose types are known.
   *
   * @param cheap calls that take no time worth mentioning
   */
  public static List<Loop> of(MethodNode method, Predicate<MethodInsnNode> cheap) {
    return new Loops(method, cheap).find();
  }

  private List<Loop> find() {
    Map<Integer, List<Integer>> jumpsByStart = new LinkedHashMap<>();
    for (int i = 0; i < insns.size(); i++) {
      for (int target : flow.targets(i)) {
        if (target <= i) {
          jumpsByStart.computeIfAbsent(firstAt(target), start -> new ArrayList<>()).add(i);
        }
      }
    }
    List<Loop> loops = new ArrayList<>();
    jumpsByStart.forEach(
        (start, jumps) -> {
          FrameNode frame = frameOf(start);
          if (frame != null) {
            loops.add(
                new Loop(
                    insns.get(start),
                    frame,
                    jumps.stream().map(insns::get).toList(),
                    counter(start, jumps, frame)));
          }
        });
    return loops;
  }

  /** The first instruction at or behind a label. */
  private int firstAt(int label) {
    int index = label;
    while (insns.get(index).getOpcode() < 0) {
      index++;
    }
    return index;
  }

  /** The types in front of an instruction that jumps lead to; null in code that nothing reaches. */
  private @Nullable FrameNode frameOf(int start) {
    for (int i = start - 1; i >= 0 && insns.get(i).getOpcode() < 0; i--) {
      if (insns.get(i) instanceof FrameNode frame) {
        return frame;
      }
    }
    return null;
  }

  // ---- counted loops

  private @Nullable Counter counter(int start, List<Integer> jumps, FrameNode frame) {
    int last = jumps.get(jumps.size() - 1);
    if (!isQuick(start, last) || !isEnteredAt(start, last)) {
      return null;
    }
    for (int i = start; i <= last; i++) {
      if (insns.get(i) instanceof IincInsnNode step
          && step.incr != 0
          && isOnlyWrite(step, start, last)
          && isInt(frame, step.var)
          && isInEveryRound(i, start, last)) {
        return new Counter(step.var, step.incr, last - start + 1, insns.get(last));
      }
    }
    return null;
  }

  private boolean isQuick(int start, int last) {
    for (int i = start; i <= last; i++) {
      AbstractInsnNode insn = insns.get(i);
      boolean slow =
          switch (insn.getOpcode()) {
            case Opcodes.INVOKEDYNAMIC,
                Opcodes.NEWARRAY,
                Opcodes.ANEWARRAY,
                Opcodes.MULTIANEWARRAY,
                Opcodes.MONITORENTER,
                Opcodes.MONITOREXIT ->
                true;
            default -> insn instanceof MethodInsnNode call && !cheap.test(call);
          };
      if (slow) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing leads into the range but to its start, and no inner loop is there. */
  private boolean isEnteredAt(int start, int last) {
    for (int i = 0; i < insns.size(); i++) {
      for (int target : flow.targets(i)) {
        boolean inside = target <= last && firstAt(target) > start;
        if (inside && (i < start || i > last || target <= i)) {
          return false;
        }
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int handler = insns.indexOf(block.handler);
      if (handler <= last && firstAt(handler) >= start) {
        return false;
      }
    }
    return true;
  }

  private boolean isOnlyWrite(IincInsnNode step, int start, int last) {
    for (int i = start; i <= last; i++) {
      AbstractInsnNode insn = insns.get(i);
      if (insn instanceof IincInsnNode other && other != step && other.var == step.var) {
        return false;
      } else if (insn instanceof VarInsnNode access && access.getOpcode() >= Opcodes.ISTORE) {
        boolean wide = access.getOpcode() == Opcodes.LSTORE || access.getOpcode() == Opcodes.DSTORE;
        if (access.var == step.var || (wide && access.var + 1 == step.var)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isInt(FrameNode frame, int slot) {
    int next = 0;
    for (Object type : frame.local) {
      if (next == slot) {
        return type == Opcodes.INTEGER;
      }
      next += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
    }
    return false;
  }

  /** Whether no way leads from the start to a jump back but past the instruction {@code step}. */
  private boolean isInEveryRound(int step, int start, int last) {
    BitSet seen = new BitSet();
    List<Integer> pending = new ArrayList<>(List.of(start));
    while (!pending.isEmpty()) {
      int index = pending.remove(pending.size() - 1);
      if (index == step || index > last || seen.get(index)) {
        continue;
      }
      seen.set(index);
      for (int next : flow.successors(index)) {
        if (next <= index) {
          return false;
        }
        pending.add(next);
      }
    }
    return true;
  }
}
