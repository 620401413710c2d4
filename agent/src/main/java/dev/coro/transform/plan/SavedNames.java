package dev.coro.transform.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;

/** The names that the source has for what is saved at a suspension point, for messages. */
public final class SavedNames {
  private SavedNames() {}

  /**
   * Names of the references that are saved at the point, in the order of their slots; empty for the
   * operand stack and for variables without a name.
   */
  public static List<String> references(MethodPlan plan, PointPlan point) {
    Set<AbstractInsnNode> before = Collections.newSetFromMap(new IdentityHashMap<>());
    AbstractInsnNode insn = point.point().call();
    for (; insn != null; insn = insn.getPrevious()) {
      before.add(insn);
    }
    List<String> names = new ArrayList<>(Collections.nCopies(point.references(), ""));
    for (SavedValue value : point.locals()) {
      if (value.kind() == ValueKind.REFERENCE && value.slot() >= 0) {
        names.set(value.slot(), nameOf(value.local(), plan.variables(), before));
      }
    }
    return List.copyOf(names);
  }

  private static String nameOf(
      int local, List<LocalVariableNode> variables, Set<AbstractInsnNode> before) {
    for (LocalVariableNode variable : variables) {
      if (variable.index == local
          && before.contains(variable.start)
          && !before.contains(variable.end)) {
        return variable.name;
      }
    }
    return "";
  }
}
