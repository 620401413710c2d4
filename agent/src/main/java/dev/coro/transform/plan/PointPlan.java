package dev.coro.transform.plan;

import dev.coro.transform.analyze.SuspensionPoint;
import java.util.List;

/**
 * What happens at one suspension point.
 *
 * @param state number of the point, from 1
 * @param locals locals that are restored, in order: those whose values are needed, and monitors
 * @param stack values waiting on the operand stack, bottom first
 * @param references number of reference slots in use
 */
public record PointPlan(
    int state,
    SuspensionPoint point,
    List<SavedValue> locals,
    List<SavedValue> stack,
    int references,
    int primitives) {}
