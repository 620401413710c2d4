package dev.coro.transform.emit;

import dev.coro.transform.plan.PointPlan;
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
 * Suspension points of one method that can share the code which restores an activation, because the
 * same values of the same types are in the same places there. Behind it the state is looked at once
 * more, so methods that are small enough do without.
 */
final class PointGroups {
  private PointGroups() {}

  /**
   * Points at which the same is restored, in the range of the same handlers. Those that hold
   * monitors stay alone, and so do all if {@code share} is false.
   */
  static Collection<List<PointPlan>> restoring(
      List<PointPlan> points, MethodNode source, boolean share) {
    if (!share) {
      List<List<PointPlan>> alone = new ArrayList<>(points.size());
      points.forEach(point -> alone.add(List.of(point)));
      return alone;
    }
    return group(
        points,
        point ->
            List.of(
                point.point().locals(),
                point.locals(),
                point.stack(),
                point.point().call().desc.substring(point.point().call().desc.indexOf(')')),
                covering(source, point)));
  }

  private static Collection<List<PointPlan>> group(
      List<PointPlan> points, Function<PointPlan, Object> key) {
    Map<Object, List<PointPlan>> groups = new LinkedHashMap<>();
    for (PointPlan point : points) {
      boolean alone = !point.point().monitors().isEmpty();
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
