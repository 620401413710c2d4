package dev.coro.transform.emit;

import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Suspension points that save the same locals and operand stack share the code that does it: each
 * point only drops the dummy result and says its number.
 *
 * <pre>
 *   spill_1: drop result; push 1; goto shared
 *   spill_3: drop result; push 3
 *   shared:  number to a local; save the values
 * </pre>
 */
final class SpillGroups {
  private SpillGroups() {}

  /** The groups, which together have all {@code points}. */
  static List<List<PointPlan>> of(List<PointPlan> points) {
    List<List<PointPlan>> groups = new ArrayList<>(points.size());
    Map<Integer, List<List<PointPlan>>> byHash = new HashMap<>();
    for (PointPlan point : points) {
      List<List<PointPlan>> similar =
          byHash.computeIfAbsent(hash(point), key -> new ArrayList<>(1));
      List<PointPlan> found = null;
      for (List<PointPlan> group : similar) {
        found = found == null && saveTheSame(group.get(0), point) ? group : found;
      }
      if (found == null) {
        found = new ArrayList<>(1);
        similar.add(found);
        groups.add(found);
      }
      found.add(point);
    }
    return groups;
  }

  private static int hash(PointPlan point) {
    int hash = point.references() * 31 + point.primitives();
    for (int i = 0; i < point.locals().size(); i++) {
      SavedValue value = point.locals().get(i);
      if (value.slot() >= 0) {
        hash = hash * 31 + value.local();
      }
    }
    return hash * 31 + point.stack().size();
  }

  private static boolean saveTheSame(PointPlan first, PointPlan second) {
    List<SavedValue> ofFirst = first.locals();
    List<SavedValue> ofSecond = second.locals();
    int j = 0;
    for (int i = 0; i < ofFirst.size(); i++) {
      if (ofFirst.get(i).slot() >= 0) {
        while (j < ofSecond.size() && ofSecond.get(j).slot() < 0) {
          j++;
        }
        if (j == ofSecond.size() || !isSame(ofFirst.get(i), ofSecond.get(j++))) {
          return false;
        }
      }
    }
    while (j < ofSecond.size()) {
      if (ofSecond.get(j++).slot() >= 0) {
        return false;
      }
    }
    if (first.stack().size() != second.stack().size()) {
      return false;
    }
    for (int i = 0; i < first.stack().size(); i++) {
      if (!isSame(first.stack().get(i), second.stack().get(i))) {
        return false;
      }
    }
    return first.point().monitors().equals(second.point().monitors());
  }

  /** As {@code equals}, which is slow in records. */
  private static boolean isSame(SavedValue first, SavedValue second) {
    return first.local() == second.local()
        && first.slot() == second.slot()
        && first.kind() == second.kind()
        && first.type().equals(second.type());
  }

  /**
   * Begins the code that saves the points of a group. Behind it only what waits below the call is
   * on the operand stack.
   *
   * @param spills label of each point's spill code, by state from 1
   * @param layout of the body
   * @param numberLocal where the number of the point is kept if there are several
   */
  static void begin(
      MethodVisitor code,
      List<PointPlan> group,
      Label[] spills,
      BodyLayout layout,
      int numberLocal) {
    boolean shared = group.size() > 1;
    Label join = new Label();
    for (int i = 0; i < group.size(); i++) {
      if (i > 0) {
        code.visitJumpInsn(Opcodes.GOTO, join);
      }
      PointPlan point = group.get(i);
      code.visitLabel(spills[point.state() - 1]);
      layout.writeSpillFrame(code, point, BodyLayout.stackBehind(point));
      SpillCode.dropResult(code, point);
      if (shared) {
        SlotCode.push(code, point.state());
      }
    }
    if (shared) {
      code.visitLabel(join);
      List<SavedValue> below = group.get(0).stack();
      Object[] stack = new Object[below.size() + 1];
      for (int i = 0; i < below.size(); i++) {
        stack[i] = below.get(i).type();
      }
      stack[below.size()] = Opcodes.INTEGER;
      layout.writeSpillFrame(code, group.get(0), stack);
      code.visitVarInsn(Opcodes.ISTORE, numberLocal);
    }
  }

  /** Pushes the number of the point that is being saved. */
  static void pushNumber(MethodVisitor code, List<PointPlan> group, int numberLocal) {
    if (group.size() > 1) {
      code.visitVarInsn(Opcodes.ILOAD, numberLocal);
    } else {
      SlotCode.push(code, group.get(0).state());
    }
  }
}
