package dev.coro.transform.plan;

import dev.coro.transform.analyze.ControlFlow;
import dev.coro.transform.analyze.MethodAnalysis;
import dev.coro.transform.analyze.SuspensionPoint;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Where the original body looks up the current continuation: at most once on every path, and not at
 * all on paths that reach no suspension point.
 *
 * <p>The look-up starts at the method's entry and sinks along its branches for as long as an
 * instruction has one predecessor; before a suspension point, a join or a loop it stays. Half of
 * the activations of a recursion are leaves that return before they call anything: they pay
 * nothing.
 *
 * @param before instructions that the look-up stands in front of
 * @param available instructions in front of which it has been done on every path
 */
public record LookupPlacement(BitSet before, BitSet available) {
  /** One look-up in front of everything. */
  static LookupPlacement atEntry(MethodAnalysis analysis) {
    BitSet entry = new BitSet();
    entry.set(0);
    return new LookupPlacement(entry, analysis.flow().alwaysPassed(entry));
  }

  /** Places the look-ups of a method. */
  static LookupPlacement of(MethodNode method, MethodAnalysis analysis) {
    ControlFlow flow = analysis.flow();
    BitSet calls = new BitSet();
    for (SuspensionPoint point : analysis.points()) {
      calls.set(point.index());
    }
    BitSet needing = flow.reaching(calls);
    BitSet before = new BitSet();
    if (flow.anyHandlerIn(needing)) {
      // A handler may be entered from anywhere in its range: look up before everything.
      before.set(0);
    } else {
      sink(method.instructions, flow, calls, needing, before);
    }
    return new LookupPlacement(before, flow.alwaysPassed(before));
  }

  /**
   * Not labels and frames, and not an allocation: stack maps refer to it by the label before it.
   */
  private static boolean isPlace(AbstractInsnNode insn) {
    return insn.getOpcode() >= 0 && insn.getOpcode() != Opcodes.NEW;
  }

  private static void sink(
      InsnList instructions, ControlFlow flow, BitSet calls, BitSet needing, BitSet before) {
    Deque<Integer> pending = new ArrayDeque<>();
    pending.add(0);
    while (!pending.isEmpty()) {
      int index = pending.remove();
      boolean stays = calls.get(index) || flow.predecessorCount(index) > (index == 0 ? 0 : 1);
      for (int next : flow.successors(index)) {
        stays |= needing.get(next) && flow.predecessorCount(next) > 1;
      }
      if (stays && (index == 0 || isPlace(instructions.get(index)))) {
        before.set(index);
        continue;
      } else if (stays) {
        // Give up sinking on all paths.
        before.clear();
        before.set(0);
        return;
      }
      for (int next : flow.successors(index)) {
        if (needing.get(next)) {
          pending.add(next);
        }
      }
    }
  }
}
