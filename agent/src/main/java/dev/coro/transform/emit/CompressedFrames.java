package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Turns expanded stack-map frames into those that class files have: differences to the frame
 * before. ASM would do the same, but by way of the descriptor of every type of every frame, which
 * takes a sixth of the whole transform.
 */
public final class CompressedFrames extends ClassVisitor {
  private String owner = "";

  /** Passes a class with expanded frames on to {@code next}. */
  public CompressedFrames(ClassVisitor next) {
    super(RuntimeNames.ASM_API, next);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    owner = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new Method(
        super.visitMethod(access, name, descriptor, signature, exceptions),
        initialLocals(access, name, descriptor));
  }

  /** What the JVM takes the locals to be before the first frame. */
  private Object[] initialLocals(int access, String name, String descriptor) {
    Type[] arguments = Type.getArgumentTypes(descriptor);
    Object[] locals = new Object[arguments.length + 1];
    int count = 0;
    if ((access & Opcodes.ACC_STATIC) == 0) {
      locals[count++] = name.equals("<init>") ? Opcodes.UNINITIALIZED_THIS : owner;
    }
    for (Type argument : arguments) {
      locals[count++] = StackMaps.entry(argument);
    }
    return Arrays.copyOf(locals, count);
  }

  private static final class Method extends MethodVisitor {
    private static final Object[] NONE = {};

    /** Most locals by which a frame can differ from the one before without listing all. */
    private static final int MOST_DIFFERENT = 3;

    private Object[] locals;
    private int count;

    Method(MethodVisitor next, Object[] locals) {
      super(RuntimeNames.ASM_API, next);
      this.locals = locals;
      this.count = locals.length;
    }

    @Override
    public void visitFrame(
        int type, int localCount, Object[] newLocals, int stackCount, Object[] stack) {
      int newCount = localCount;
      while (newCount > 0 && newLocals[newCount - 1] == Opcodes.TOP) {
        newCount--; // Unknown is what follows anyway.
      }
      int same = commonPrefix(newLocals, newCount);
      boolean extended = same == count && newCount - count <= MOST_DIFFERENT;
      boolean shortened = same == newCount && count - newCount <= MOST_DIFFERENT;
      if (stackCount <= 1 && same == count && same == newCount) {
        int kind = stackCount == 0 ? Opcodes.F_SAME : Opcodes.F_SAME1;
        super.visitFrame(kind, 0, NONE, stackCount, stack);
      } else if (stackCount == 0 && extended) {
        Object[] added = Arrays.copyOfRange(newLocals, same, newCount);
        super.visitFrame(Opcodes.F_APPEND, added.length, added, 0, NONE);
      } else if (stackCount == 0 && shortened) {
        super.visitFrame(Opcodes.F_CHOP, count - newCount, NONE, 0, NONE);
      } else {
        super.visitFrame(Opcodes.F_FULL, newCount, newLocals, stackCount, stack);
      }
      locals = newLocals;
      count = newCount;
    }

    private int commonPrefix(Object[] newLocals, int newCount) {
      int same = 0;
      while (same < count && same < newCount && locals[same].equals(newLocals[same])) {
        same++;
      }
      return same;
    }
  }
}
