package dev.coro.transform.analyze;

import dev.coro.transform.RuntimeNames;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The suspension points of a method with the types and the live locals at each.
 *
 * <p>Types come from the class file's own stack-map frames: from each frame on, the instructions
 * are simulated in a straight line up to the call. No types are merged here, so the hierarchy is
 * not needed and the verifier agrees by construction.
 *
 * @param structured whether it is known at each point which monitors are held
 */
public record MethodAnalysis(
    List<SuspensionPoint> points, ControlFlow flow, Liveness liveness, boolean structured) {

  /**
   * Analyses a method whose frames are expanded.
   *
   * @param hasMonitors whether it enters a monitor
   * @param suspends tells suspension points
   */
  public static MethodAnalysis of(
      String owner, MethodNode method, boolean hasMonitors, Predicate<MethodInsnNode> suspends) {
    ControlFlow flow = new ControlFlow(method);
    Liveness liveness = new Liveness(method, flow);
    AnalyzerAdapter types = adapter(owner, method);
    List<SuspensionPoint> points = new ArrayList<>();
    int line = 0;
    MonitorRegions monitors = hasMonitors ? MonitorRegions.of(method, flow) : null;
    if (monitors != null) {
      liveness.keep(monitors);
    }
    AbstractInsnNode insn = method.instructions.getFirst();
    for (int i = 0; insn != null; insn = insn.getNext(), i++) {
      if (insn instanceof LineNumberNode number) {
        line = number.line;
      }
      insn.accept(types);
      // Instructions that cannot be reached have no types, and never suspend.
      if (insn instanceof MethodInsnNode call && suspends.test(call) && types.locals != null) {
        List<Integer> held = monitors == null ? List.of() : monitors.heldAt(i);
        points.add(point(call, i, line, types, liveness.behindCall(i), held));
      }
    }
    return new MethodAnalysis(points, flow, liveness, !hasMonitors || monitors != null);
  }

  /** Whether a monitor is held at a suspension point. */
  public boolean holdsMonitors() {
    for (SuspensionPoint point : points) {
      if (!point.monitors().isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Internal names of the classes that values kept across a suspension point are cast to. */
  public Set<String> keptTypes() {
    Set<String> names = new HashSet<>();
    List<Object> localsBefore = List.of();
    BitSet liveBefore = new BitSet();
    for (SuspensionPoint point : points) {
      for (Object type : point.below()) {
        addClass(type, names);
      }
      List<Object> locals = point.locals();
      BitSet live = point.live();
      for (int i = live.nextSetBit(0); i >= 0 && i < locals.size(); i = live.nextSetBit(i + 1)) {
        // Most locals are what they were at the point before.
        boolean known =
            i < localsBefore.size() && liveBefore.get(i) && localsBefore.get(i) == locals.get(i);
        if (!known) {
          addClass(locals.get(i), names);
        }
      }
      localsBefore = locals;
      liveBefore = live;
      String result = point.call().desc;
      int end = result.indexOf(')') + 1;
      if (result.charAt(end) == 'L') {
        names.add(result.substring(end + 1, result.length() - 1));
      } else if (result.charAt(end) == '[') {
        addClass(result.substring(end), names);
      }
    }
    return names;
  }

  private static void addClass(Object type, Set<String> names) {
    if (type instanceof String name) {
      int dimensions = 0;
      while (name.charAt(dimensions) == '[') {
        dimensions++;
      }
      if (dimensions == 0) {
        names.add(name);
      } else if (name.charAt(dimensions) == 'L') {
        names.add(name.substring(dimensions + 1, name.length() - 1));
      }
    }
  }

  private static AnalyzerAdapter adapter(String owner, MethodNode method) {
    return new AnalyzerAdapter(
        RuntimeNames.ASM_API, owner, method.access, method.name, method.desc, null) {};
  }

  private static SuspensionPoint point(
      MethodInsnNode call,
      int index,
      int line,
      AnalyzerAdapter types,
      BitSet live,
      List<Integer> monitors) {
    List<Object> stack = values(types.stack);
    if (Type.getReturnType(call.desc).getSort() != Type.VOID) {
      stack.remove(stack.size() - 1);
    }
    return new SuspensionPoint(
        call, index, line, List.copyOf(types.locals), List.copyOf(stack), live, monitors);
  }

  /** One entry a value: the adapter has a second one for wide values. */
  private static List<Object> values(@Nullable List<Object> slots) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; slots != null && i < slots.size(); i++) {
      Object type = slots.get(i);
      values.add(type);
      if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
        i++;
      }
    }
    return values;
  }
}
