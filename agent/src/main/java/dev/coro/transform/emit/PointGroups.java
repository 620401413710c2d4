package dev.coro.transform.emit;

import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Suspension points of one method that can share code, because the same values of the same types
 * are in the same places there. Code that is shared is told the state of its point by an int.
 */
final class PointGroups {
  private PointGroups() {}

  /**
   * Points at which the same is saved. Those that hold monitors stay alone.
   *
   * @param share whether also those share that keep values on the operand stack
   */
  static Collection<List<PointPlan>> saving(List<PointPlan> points, boolean share) {
    return group(
        points,
        true,
        point ->
            share || point.stack().isEmpty()
                ? List.of(saved(point), point.stack())
                : point.state());
  }

  /** Points at which the same is restored, in the range of the same handlers. */
  static Collection<List<PointPlan>> restoring(
      List<PointPlan> points, MethodNode source, boolean share) {
    return group(
        points,
        share,
        point ->
            List.of(
                point.point().locals(),
                point.locals(),
                point.stack(),
                point.point().call().desc.substring(point.point().call().desc.indexOf(')')),
                covering(source, point)));
  }

  /** The locals whose values are saved. */
  static List<SavedValue> saved(PointPlan point) {
    return point.locals().stream().filter(value -> value.slot() >= 0).toList();
  }

  private static Collection<List<PointPlan>> group(
      List<PointPlan> points, boolean share, Function<PointPlan, Object> key) {
    Map<Object, List<PointPlan>> groups = new LinkedHashMap<>();
    for (PointPlan point : points) {
      boolean alone = !share || !point.point().monitors().isEmpty();
      Object its = alone ? point.state() : key.apply(point);
      groups.computeIfAbsent(its, none -> new ArrayList<>()).add(point);
    }
    return groups.values();
  }

  private static List<TryCatchBlockNode> covering(MethodNode source, PointPlan point) {
    InsnList list = source.instructions;
    int call = point.point().index();
    return source.tryCatchBlocks.stream()
        .filter(block -> list.indexOf(block.start) <= call && call < list.indexOf(block.end))
        .toList();
  }
}
