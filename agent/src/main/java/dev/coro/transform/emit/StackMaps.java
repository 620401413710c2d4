package dev.coro.transform.emit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  /** Type of the result of a method, as frames have it; null if there is none. */
  static @Nullable Object resultType(String descriptor) {
    int start = descriptor.indexOf(')') + 1;
    return switch (descriptor.charAt(start)) {
      case 'V' -> null;
      case 'J' -> Opcodes.LONG;
      case 'F' -> Opcodes.FLOAT;
      case 'D' -> Opcodes.DOUBLE;
      case 'L' -> descriptor.substring(start + 1, descriptor.length() - 1);
      case '[' -> descriptor.substring(start);
      default -> Opcodes.INTEGER;
    };
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
