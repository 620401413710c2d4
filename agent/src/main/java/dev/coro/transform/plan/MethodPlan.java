package dev.coro.transform.plan;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.analyze.MethodAnalysis;
import dev.coro.transform.analyze.SuspensionPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * How a suspendable method becomes two bodies.
 *
 * @param overload number of this method among the suspendable ones of the same name, from 0; it
 *     tells their resume bodies apart
 * @param doubted whether callers may come through a declaration that is not suspendable, so that a
 *     suspension has to look at the stack first
 * @param stamp tells versions of the method apart; saved frames have the lower half of it; see
 *     {@link MethodStamp}
 * @param variables table of the local variables; empty if there is none
 */
public record MethodPlan(
    String name,
    String descriptor,
    int overload,
    boolean doubted,
    MethodAnalysis analysis,
    List<PointPlan> points,
    LookupPlacement lookups,
    FrameShape shape,
    int stamp,
    List<LocalVariableNode> variables) {
  private static final int MOST_DIMENSIONS = 16;

  /** Plans a method that has suspension points, all of whose values can be saved. */
  public static MethodPlan of(
      MethodNode method, int overload, boolean doubted, MethodAnalysis analysis) {
    Map<Integer, LdcInsnNode> constants = ConstantLocals.of(method);
    List<PointPlan> points = new ArrayList<>();
    int references = 0;
    int primitives = 0;
    for (SuspensionPoint point : analysis.points()) {
      PointPlan plan = new SlotAllocation(constants).plan(points.size() + 1, point);
      points.add(plan);
      references = Math.max(references, plan.references());
      primitives = Math.max(primitives, plan.primitives());
    }
    FrameShape shape = FrameShape.of(references, primitives);
    return new MethodPlan(
        method.name,
        method.desc,
        overload,
        doubted,
        analysis,
        List.copyOf(points),
        doubted || analysis.holdsMonitors()
            ? LookupPlacement.atEntry(analysis)
            : LookupPlacement.of(method, analysis),
        shape,
        MethodStamp.of(method, shape, points),
        method.localVariables == null ? List.of() : method.localVariables);
  }

  /** Whether a value that crosses a suspension point is not constructed yet, so cannot be saved. */
  public static boolean savesUninitialized(MethodAnalysis analysis) {
    for (SuspensionPoint point : analysis.points()) {
      if (hasUninitialized(point.locals()) || hasUninitialized(point.below())) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasUninitialized(List<Object> types) {
    for (int i = 0; i < types.size(); i++) {
      Object type = types.get(i);
      if (type == Opcodes.UNINITIALIZED_THIS
          || type instanceof LabelNode
          || type instanceof org.objectweb.asm.Label) {
        return true;
      }
    }
    return false;
  }

  /** What a frame saved at the point has in {@code SavedFrame.state}. */
  public int stateAt(PointPlan point) {
    return stamp << Short.SIZE | point.state();
  }

  /** Descriptor of the resume body. */
  public String resumeDescriptor() {
    return resumeDescriptor(overload);
  }

  /** Descriptor of the resume body with this number among those of its name. */
  public static String resumeDescriptor(int overload) {
    // Overloads are rare, and this is asked for often.
    return overload == 0
        ? "(" + RuntimeNames.RESUME_PARAMETERS
        : "(" + String.join("", markers(overload)) + RuntimeNames.RESUME_PARAMETERS;
  }

  /** Types of the parameters that tell the resume body from others of its name. */
  public List<String> markers() {
    return markers(overload);
  }

  /**
   * Types of the parameters that tell the resume bodies of overloads apart: the overload's number
   * in digits, each an array of bytes with that many dimensions. Stack maps cannot be written with
   * many dimensions, so the digits stay small.
   */
  private static List<String> markers(int overload) {
    if (overload == 0) {
      return List.of();
    }
    List<String> markers = new ArrayList<>();
    for (int rest = overload; rest > 0; rest = (rest - 1) / MOST_DIMENSIONS) {
      markers.add(0, "[".repeat((rest - 1) % MOST_DIMENSIONS + 1) + "B");
    }
    return markers;
  }

  /** Local slots that the resume body puts in front of the method's own. */
  public int shift() {
    return 2 + markers().size();
  }

  /** The plan for people and for tests: one line a suspension point. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(name).append(descriptor).append(" -> ").append(shape.className());
    if (doubted) {
      text.append(", doubted");
    }
    for (PointPlan plan : points) {
      StringJoiner saved = new StringJoiner(", ", " saves [", "]");
      plan.locals().stream()
          .filter(value -> value.slot() >= 0)
          .forEach(value -> saved.add("local " + value.local() + " " + value.kind()));
      plan.stack().forEach(value -> saved.add("stack " + value.kind()));
      text.append("\n  ").append(plan.state()).append(" line ").append(plan.point().line());
      text.append(' ').append(plan.point().call().name).append(saved);
      if (!plan.point().monitors().isEmpty()) {
        text.append(" releases monitors ").append(plan.point().monitors());
      }
    }
    return text.toString();
  }

  /** Gives the values of one point their slots, in order. */
  private static final class SlotAllocation {
    private final Map<Integer, LdcInsnNode> constants;
    private int references;
    private int primitives;

    SlotAllocation(Map<Integer, LdcInsnNode> constants) {
      this.constants = constants;
    }

    PointPlan plan(int state, SuspensionPoint point) {
      // The operand stack first: what lies at its bottom is where saving code wants it.
      List<SavedValue> stack = new ArrayList<>(point.below().size());
      for (Object type : point.below()) {
        stack.add(value(type, -1));
      }
      List<SavedValue> locals = new ArrayList<>(point.locals().size());
      for (int slot = 0; slot < point.locals().size(); slot++) {
        Object type = point.locals().get(slot);
        if (type != Opcodes.TOP && point.live().get(slot)) {
          locals.add(value(type, slot));
        }
      }
      return new PointPlan(state, point, locals, stack, references, primitives);
    }

    private SavedValue value(Object type, int local) {
      ValueKind kind = ValueKind.ofFrameType(type);
      LdcInsnNode constant = kind == ValueKind.REFERENCE ? constants.get(local) : null;
      int slot = -1;
      if (kind != ValueKind.NULL && constant == null) {
        slot = kind.isPrimitive() ? primitives++ : references++;
      }
      return new SavedValue(type, kind, local, slot, constant);
    }
  }
}
