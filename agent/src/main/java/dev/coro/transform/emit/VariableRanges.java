package dev.coro.transform.emit;

import dev.coro.transform.analyze.UnrestoredLocals;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The local variables that a debugger shows in a resume body: those of the source, where their
 * values are the source's. A variable that was dead at a suspension point holds a default behind
 * it, and is hidden until it is written again.
 */
final class VariableRanges {
  /** Debuggers take {@code this} from the activation, and hide a local of that name. */
  private static final String THIS = "$this";

  private final MethodNode source;
  private final MethodPlan plan;
  private final BitSet reachable;
  private final CodeCopy copy;

  /** Locals that are not restored at some point. */
  private final BitSet everUnrestored = new BitSet();

  private final List<Range> ranges = new ArrayList<>();

  /**
   * Where a variable is shown.
   *
   * @param first index of the first instruction in the range, in the source
   * @param last index of the last one
   */
  private record Range(LocalVariableNode variable, int first, int last, Label start, Label end) {
    /**
     * Two entries may differ in nothing but code that is not copied: the JVM refuses such pairs.
     */
    boolean showsTheSame(LocalVariableNode other, int otherFirst, int otherLast) {
      return first == otherFirst
          && last == otherLast
          && variable.index == other.index
          && variable.name.equals(other.name)
          && variable.desc.equals(other.desc);
    }
  }

  /** Finds all ranges; to be made before anything is copied. */
  VariableRanges(MethodNode source, MethodPlan plan, BitSet reachable, CodeCopy copy) {
    this.source = source;
    this.plan = plan;
    this.reachable = reachable;
    this.copy = copy;
    if (source.localVariables == null) {
      return;
    }
    Map<Integer, BitSet> slots = new HashMap<>();
    for (PointPlan point : plan.points()) {
      BitSet ofPoint = unrestored(point);
      if (!ofPoint.isEmpty()) {
        everUnrestored.or(ofPoint);
        slots.put(point.point().index(), ofPoint);
      }
    }
    UnrestoredLocals unrestored =
        new UnrestoredLocals(source.instructions, plan.analysis().flow(), source.maxLocals, slots);
    for (LocalVariableNode variable : source.localVariables) {
      add(variable, unrestored);
    }
  }

  /** Locals that have a value at the point and are not restored. */
  private static BitSet unrestored(PointPlan point) {
    BitSet slots = new BitSet();
    List<Object> types = point.point().locals();
    for (int i = 0; i < types.size(); i++) {
      if (types.get(i) != Opcodes.TOP && !point.point().live().get(i)) {
        slots.set(i);
      }
    }
    return slots;
  }

  /** Adds the ranges of a variable of the source. */
  private void add(LocalVariableNode variable, UnrestoredLocals unrestored) {
    int past = source.instructions.indexOf(variable.end);
    int first = -1;
    int last = -1;
    if (!everUnrestored.get(variable.index)) {
      addWhole(variable, past);
      return;
    }
    int start = source.instructions.indexOf(variable.start);
    for (int i = reachable.nextSetBit(start); i >= 0 && i < past; i = reachable.nextSetBit(i + 1)) {
      boolean copied = source.instructions.get(i).getOpcode() >= 0;
      if (copied && !unrestored.maySee(i, variable.index)) {
        first = first < 0 ? i : first;
        last = i;
      } else if (copied && first >= 0) {
        add(variable, first, last, copy.labelBefore(i));
        first = -1;
      }
    }
    if (first >= 0) {
      add(variable, first, last, copy.labelOf(variable.end));
    }
  }

  /** Adds a variable that is visible wherever it is in scope. */
  private void addWhole(LocalVariableNode variable, int past) {
    int start = source.instructions.indexOf(variable.start);
    int first = nextCopied(start);
    if (first >= 0 && first < past) {
      int last = reachable.previousSetBit(past - 1);
      while (source.instructions.get(last).getOpcode() < 0) {
        last = reachable.previousSetBit(last - 1);
      }
      add(variable, first, last, copy.labelOf(variable.end));
    }
  }

  private int nextCopied(int start) {
    int next = reachable.nextSetBit(start);
    while (next >= 0 && source.instructions.get(next).getOpcode() < 0) {
      next = reachable.nextSetBit(next + 1);
    }
    return next;
  }

  private void add(LocalVariableNode variable, int first, int last, Label end) {
    for (Range range : ranges) {
      if (range.showsTheSame(variable, first, last)) {
        return;
      }
    }
    ranges.add(new Range(variable, first, last, copy.labelBefore(first), end));
  }

  /** Writes the table. */
  void write(MethodVisitor code) {
    for (Range range : ranges) {
      LocalVariableNode variable = range.variable();
      code.visitLocalVariable(
          variable.name.equals("this") ? THIS : variable.name,
          variable.desc,
          variable.signature,
          range.start(),
          range.end(),
          variable.index + plan.shift());
    }
  }
}
