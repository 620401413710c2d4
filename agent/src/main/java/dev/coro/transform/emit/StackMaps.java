package dev.coro.transform.emit;

import dev.coro.transform.plan.PointPlan;
import dev.coro.transform.plan.SavedValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Stack-map frames of the code that the transform adds. */
final class StackMaps {
  private StackMaps() {}

  /** A full frame. */
  static FrameNode frame(List<Object> locals, List<Object> stack) {
    List<Object> known = withoutUnknownEnd(locals);
    return new FrameNode(
        Opcodes.F_NEW, known.size(), known.toArray(), stack.size(), stack.toArray());
  }

  /**
   * Local types up to the last that is known. A frame must not have more slots than the method, and
   * a resume body may have less: it lacks the code that wrote to the others.
   */
  static List<Object> withoutUnknownEnd(List<Object> locals) {
    int size = locals.size();
    while (size > 0 && locals.get(size - 1) == Opcodes.TOP) {
      size--;
    }
    return locals.subList(0, size);
  }

  /** Objects that are not constructed yet are named, in stack maps, by a label at their `new`. */
  static void labelAllocations(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn.getOpcode() == Opcodes.NEW && !(insn.getPrevious() instanceof LabelNode)) {
        method.instructions.insertBefore(insn, new LabelNode());
      }
    }
  }

  /**
   * Local types in the form of frames, where a wide value is one entry.
   *
   * @param slots one entry a slot
   */
  static List<Object> entries(List<Object> slots) {
    List<Object> entries = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      Object type = slots.get(i);
      entries.add(type);
      if (isWide(type)) {
        i++;
      }
    }
    return entries;
  }

  /** The locals that are saved at a point or hold monitors: all that saving code needs to know. */
  static List<Object> savedLocals(PointPlan plan) {
    List<Object> entries = new ArrayList<>();
    int slots = 0;
    for (SavedValue value : plan.locals()) {
      if (value.slot() >= 0 || plan.point().monitors().contains(value.local())) {
        for (; slots < value.local(); slots++) {
          entries.add(Opcodes.TOP);
        }
        entries.add(value.type());
        slots += value.kind().size;
      }
    }
    return entries;
  }

  /** {@code entries}, filled up to {@code slots} slots, then {@code last}. */
  static List<Object> padded(List<Object> entries, int slots, Object last) {
    List<Object> padded = new ArrayList<>(entries);
    int used = 0;
    for (Object type : entries) {
      used += isWide(type) ? 2 : 1;
    }
    for (; used < slots; used++) {
      padded.add(Opcodes.TOP);
    }
    padded.add(last);
    return padded;
  }

  /**
   * Local types in the form of frames: objects in {@code slots}, nothing that is known elsewhere.
   */
  static List<Object> objectsIn(List<Integer> slots) {
    int size = slots.stream().mapToInt(slot -> slot + 1).max().orElse(0);
    List<Object> types = new ArrayList<>(Collections.nCopies(size, Opcodes.TOP));
    slots.forEach(slot -> types.set(slot, "java/lang/Object"));
    return types;
  }

  /** Operand stack behind the call of {@code plan}, with its result. */
  static List<Object> stackBehind(PointPlan plan) {
    List<Object> stack = new ArrayList<>();
    for (SavedValue value : plan.stack()) {
      stack.add(value.type());
    }
    Type result = Type.getReturnType(plan.point().call().desc);
    if (result.getSort() != Type.VOID) {
      stack.add(entry(result));
    }
    return stack;
  }

  /** Whether the source has a frame before the next instruction, which then serves both. */
  static boolean frameFollows(AbstractInsnNode insn) {
    for (AbstractInsnNode next = insn.getNext(); next != null; next = next.getNext()) {
      if (next instanceof FrameNode) {
        return true;
      } else if (next.getOpcode() >= 0) {
        return false;
      }
    }
    return false;
  }

  /** A type, which is not void, as frames have it. */
  static Object entry(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.OBJECT, Type.ARRAY -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }

  private static boolean isWide(Object type) {
    return type == Opcodes.LONG || type == Opcodes.DOUBLE;
  }
}
