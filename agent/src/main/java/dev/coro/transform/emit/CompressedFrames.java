package dev.coro.transform.emit;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Turns expanded stack-map frames into those that class files have: differences to the frame
 * before. ASM would do the same when it writes the class, but by way of the descriptor of every
 * type of every frame, which takes a sixth of the whole transform.
 */
public final class CompressedFrames {
  /** Most locals by which a frame can differ from the one before without listing all. */
  private static final int MOST_DIFFERENT = 3;

  /** Locals of the frame before. */
  private List<Object> locals;

  private CompressedFrames(List<Object> initialLocals) {
    locals = initialLocals;
  }

  /** Compresses the frames of all methods, in place. */
  public static void compress(ClassNode type) {
    for (MethodNode method : type.methods) {
      CompressedFrames frames = null;
      AbstractInsnNode insn = method.instructions.getFirst();
      for (; insn != null; insn = insn.getNext()) {
        if (insn instanceof FrameNode frame) {
          if (frames == null) {
            frames = new CompressedFrames(initialLocals(type.name, method));
          }
          frames.compress(frame);
        }
      }
    }
  }

  /** What the JVM takes the locals to be before the first frame. */
  private static List<Object> initialLocals(String owner, MethodNode method) {
    List<Object> locals = new ArrayList<>();
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      locals.add(method.name.equals("<init>") ? Opcodes.UNINITIALIZED_THIS : owner);
    }
    String descriptor = method.desc;
    for (int start = 1; descriptor.charAt(start) != ')'; ) {
      int end = endOfType(descriptor, start);
      locals.add(entry(descriptor, start, end));
      start = end;
    }
    return locals;
  }

  /** Index behind the type that begins at {@code start}. */
  private static int endOfType(String descriptor, int start) {
    int index = start;
    while (descriptor.charAt(index) == '[') {
      index++;
    }
    return descriptor.charAt(index) == 'L' ? descriptor.indexOf(';', index) + 1 : index + 1;
  }

  private static Object entry(String descriptor, int start, int end) {
    return switch (descriptor.charAt(start)) {
      case 'J' -> Opcodes.LONG;
      case 'F' -> Opcodes.FLOAT;
      case 'D' -> Opcodes.DOUBLE;
      case 'L' -> descriptor.substring(start + 1, end - 1);
      case '[' -> descriptor.substring(start, end);
      default -> Opcodes.INTEGER;
    };
  }

  private void compress(FrameNode frame) {
    List<Object> now = withoutEnd(frame.local);
    int same = commonPrefix(now);
    int more = now.size() - locals.size();
    int onStack = frame.stack.size();
    if (onStack <= 1 && more == 0 && same == now.size()) {
      frame.type = onStack == 0 ? Opcodes.F_SAME : Opcodes.F_SAME1;
    } else if (onStack == 0 && same == locals.size() && more <= MOST_DIFFERENT) {
      frame.type = Opcodes.F_APPEND;
      frame.local = now.subList(same, now.size());
    } else if (onStack == 0 && same == now.size() && -more <= MOST_DIFFERENT) {
      frame.type = Opcodes.F_CHOP;
      frame.local = locals.subList(same, locals.size());
    } else {
      frame.type = Opcodes.F_FULL;
      frame.local = now;
    }
    locals = now;
  }

  /** Unknown is what follows anyway. */
  private static List<Object> withoutEnd(List<Object> types) {
    int count = types.size();
    while (count > 0 && types.get(count - 1) == Opcodes.TOP) {
      count--;
    }
    return count == types.size() ? types : types.subList(0, count);
  }

  private int commonPrefix(List<Object> now) {
    int most = Math.min(now.size(), locals.size());
    int same = 0;
    while (same < most && now.get(same).equals(locals.get(same))) {
      same++;
    }
    return same;
  }
}
