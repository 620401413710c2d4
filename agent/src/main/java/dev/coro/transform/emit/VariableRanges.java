package dev.coro.transform.emit;

import dev.coro.transform.analyze.UnrestoredLocals;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import dev.coro.transform.plan.ValueKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
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
  private final InsnList code;

  /** First instruction of each copy, by index of the instruction in the source. */
  private final @Nullable AbstractInsnNode[] copies;

  private final UnrestoredLocals unrestored;
  private final Map<AbstractInsnNode, LabelNode> labels = new HashMap<>();
  private final List<LocalVariableNode> ranges = new ArrayList<>();

  /** Two entries may differ in nothing but code that is not copied: the JVM refuses such pairs. */
  private final Set<String> known = new HashSet<>();

  VariableRanges(
      MethodNode source, MethodPlan plan, InsnList code, @Nullable AbstractInsnNode[] copies) {
    this.source = source;
    this.plan = plan;
    this.code = code;
    this.copies = copies;
    Map<Integer, BitSet> defaults = new HashMap<>();
    for (PointPlan point : plan.points()) {
      defaults.put(point.point().index(), defaults(point));
    }
    unrestored = new UnrestoredLocals(source.instructions, plan.analysis().flow(), defaults);
  }

  private static BitSet defaults(PointPlan point) {
    BitSet slots = new BitSet();
    for (SavedValue value : point.locals()) {
      if (value.slot() < 0 && value.kind() != ValueKind.NULL) {
        slots.set(value.local());
      }
    }
    return slots;
  }

  /**
   * Adds the ranges of a variable of the source; {@code end} is the copy of the end of its scope.
   */
  void add(LocalVariableNode variable, LabelNode end) {
    int past = source.instructions.indexOf(variable.end);
    int first = -1;
    int last = -1;
    for (int i = source.instructions.indexOf(variable.start); i < past; i++) {
      AbstractInsnNode copy = copies[i];
      if (copy != null && !unrestored.maySee(i, variable.index)) {
        first = first < 0 ? i : first;
        last = i;
      } else if (copy != null && first >= 0) {
        add(variable, first, last, labelBefore(copy));
        first = -1;
      }
    }
    if (first >= 0) {
      add(variable, first, last, end);
    }
  }

  private void add(LocalVariableNode variable, int first, int last, LabelNode end) {
    String range = variable.name + variable.desc + variable.index + "," + first + "," + last;
    if (known.add(range)) {
      ranges.add(
          new LocalVariableNode(
              variable.name.equals("this") ? THIS : variable.name,
              variable.desc,
              variable.signature,
              labelBefore(Objects.requireNonNull(copies[first])),
              end,
              variable.index + plan.shift()));
    }
  }

  private LabelNode labelBefore(AbstractInsnNode insn) {
    return labels.computeIfAbsent(
        insn,
        key -> {
          LabelNode label = new LabelNode();
          code.insertBefore(key, label);
          return label;
        });
  }

  /** All ranges so far. */
  List<LocalVariableNode> all() {
    return ranges;
  }
}
