package dev.coro.transform.emit;

import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Suspension points that save the same locals and operand stack share the code that does it: each
 * point only drops the dummy result and says its number.
 *
 * <pre>
 *   spill_1: drop result; push 1; goto shared
 *   spill_3: drop result; push 3
 *   shared:  save the values; the number is on top of the operand stack
 * </pre>
 */
final class SpillGroups {
  private SpillGroups() {}

  /** The groups, which together have all {@code points}. */
  static List<List<PointPlan>> of(List<PointPlan> points) {
    Map<Object, List<PointPlan>> groups = new LinkedHashMap<>();
    for (PointPlan point : points) {
      Object key = List.of(saved(point), point.stack(), point.point().monitors());
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(point);
    }
    return List.copyOf(groups.values());
  }

  private static List<SavedValue> saved(PointPlan point) {
    List<SavedValue> saved = new ArrayList<>();
    for (SavedValue value : point.locals()) {
      if (value.slot() >= 0) {
        saved.add(value);
      }
    }
    return saved;
  }

  /**
   * Leads the points of a group together.
   *
   * @param group at least two points
   * @param spills label of each point's spill code, by state from 1
   * @param locals of every stack-map frame here
   */
  static void join(
      InsnList code, List<PointPlan> group, List<LabelNode> spills, List<Object> locals) {
    LabelNode shared = new LabelNode();
    for (int i = 0; i < group.size(); i++) {
      if (i > 0) {
        code.add(new JumpInsnNode(Opcodes.GOTO, shared));
      }
      PointPlan point = group.get(i);
      code.add(spills.get(point.state() - 1));
      code.add(StackMaps.frame(locals, StackMaps.stackBehind(point)));
      SpillCode.dropResult(code, point);
      code.add(SlotCode.push(point.state()));
    }
    code.add(shared);
    List<Object> stack = new ArrayList<>();
    group.get(0).stack().forEach(value -> stack.add(value.type()));
    stack.add(Opcodes.INTEGER);
    code.add(StackMaps.frame(locals, stack));
  }
}
