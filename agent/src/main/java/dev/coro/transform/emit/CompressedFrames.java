package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Turns expanded stack-map frames into those that class files have, while a method is written:
 * differences to the frame before. ASM would do the same, but by way of the descriptor of every
 * type of every frame, which takes a sixth of the whole transform.
 */
public final class CompressedFrames extends MethodVisitor {
  /** Most locals by which a frame can differ from the one before without listing all. */
  private static final int MOST_DIFFERENT = 3;

  private static final Object[] NONE = {};

  /** Locals of the frame before, and how many. */
  private Object[] locals;

  private int count;

  private CompressedFrames(Object[] initialLocals, MethodVisitor next) {
    super(RuntimeNames.ASM_API, next);
    locals = initialLocals;
    count = initialLocals.length;
  }

  /** Compresses the frames of the methods of one class on their way to {@code next}. */
  public static ClassVisitor to(ClassVisitor next, String owner) {
    return new ClassVisitor(RuntimeNames.ASM_API, next) {
      @Override
      public MethodVisitor visitMethod(
          int access,
          String name,
          String descriptor,
          @Nullable String signature,
          String @Nullable [] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new CompressedFrames(initialLocals(owner, access, name, descriptor), method);
      }
    };
  }

  /** What the JVM takes the locals to be before the first frame. */
  private static Object[] initialLocals(String owner, int access, String name, String descriptor) {
    List<Object> locals = new ArrayList<>();
    if ((access & Opcodes.ACC_STATIC) == 0) {
      locals.add(name.equals("<init>") ? Opcodes.UNINITIALIZED_THIS : owner);
    }
    for (int start = 1; descriptor.charAt(start) != ')'; ) {
      int end = endOfType(descriptor, start);
      locals.add(entry(descriptor, start, end));
      start = end;
    }
    return locals.toArray();
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

  @Override
  public void visitFrame(int type, int localCount, Object[] now, int onStack, Object[] stack) {
    int size = withoutEnd(now, localCount);
    int same = commonPrefix(now, size);
    int more = size - count;
    if (onStack <= 1 && more == 0 && same == size) {
      mv.visitFrame(onStack == 0 ? Opcodes.F_SAME : Opcodes.F_SAME1, 0, NONE, onStack, stack);
    } else if (onStack == 0 && same == count && more <= MOST_DIFFERENT) {
      mv.visitFrame(Opcodes.F_APPEND, more, Arrays.copyOfRange(now, same, size), 0, NONE);
    } else if (onStack == 0 && same == size && -more <= MOST_DIFFERENT) {
      mv.visitFrame(Opcodes.F_CHOP, -more, NONE, 0, NONE);
    } else {
      mv.visitFrame(Opcodes.F_FULL, size, now, onStack, stack);
    }
    locals = now;
    count = size;
  }

  /** Unknown is what follows anyway. */
  private static int withoutEnd(Object[] types, int size) {
    int known = size;
    while (known > 0 && types[known - 1] == Opcodes.TOP) {
      known--;
    }
    return known;
  }

  private int commonPrefix(Object[] now, int size) {
    int most = Math.min(size, count);
    int same = 0;
    while (same < most && now[same].equals(locals[same])) {
      same++;
    }
    return same;
  }
}
