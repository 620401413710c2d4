package dev.coro.benchmarks.experiment.costs;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.ICONST_1;
import static org.objectweb.asm.Opcodes.IFNE;
import static org.objectweb.asm.Opcodes.IF_ICMPLE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.LADD;
import static org.objectweb.asm.Opcodes.LCONST_0;
import static org.objectweb.asm.Opcodes.LCONST_1;
import static org.objectweb.asm.Opcodes.LLOAD;
import static org.objectweb.asm.Opcodes.LRETURN;
import static org.objectweb.asm.Opcodes.LSTORE;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Makes the {@link Descent} with a number of live longs. With three it would be, in Java:
 *
 * <pre>{@code
 * public long descend(long seed, int depth) {
 *   long v1 = seed + 1, v2 = seed + 2, v3 = seed + 3;
 *   long sum;
 *   if (depth > 1) {
 *     sum = descend(seed, depth - 1);
 *   } else {
 *     while (!ended) {
 *       v1++; v2++; v3++;
 *       Continuation.suspend();
 *     }
 *     sum = 0;
 *   }
 *   return sum + v1 + v2 + v3;
 * }
 * }</pre>
 */
final class DescentClass extends ClassLoader {
  private static final String SUPER = Type.getInternalName(Descent.class);
  private static final String SIGNATURE = "(JI)J";

  /** The slots of {@code descend}. */
  private static final int SEED = 1;

  private static final int DEPTH = 3;
  private static final int SUM = 4;
  private static final int FIRST = 6;

  private final int longs;
  private final String name;

  private DescentClass(int longs) {
    super(Descent.class.getClassLoader());
    this.longs = longs;
    name = SUPER + "With" + longs;
  }

  /** A new class, for this number. */
  static Class<? extends Descent> with(int longs) {
    DescentClass loader = new DescentClass(longs);
    byte[] bytes = loader.write();
    return loader
        .defineClass(loader.name.replace('/', '.'), bytes, 0, bytes.length)
        .asSubclass(Descent.class);
  }

  private byte[] write() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(V17, ACC_PUBLIC | ACC_FINAL, name, null, SUPER, null);
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, SUPER, "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    MethodVisitor descend = writer.visitMethod(ACC_PUBLIC, "descend", SIGNATURE, null, null);
    descend.visitCode();
    writeDescend(descend);
    descend.visitMaxs(0, 0);
    descend.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void writeDescend(MethodVisitor code) {
    for (int i = 0; i < longs; i++) {
      code.visitVarInsn(LLOAD, SEED);
      code.visitLdcInsn(i + 1L);
      code.visitInsn(LADD);
      code.visitVarInsn(LSTORE, slot(i));
    }
    Label innermost = new Label();
    Label end = new Label();
    code.visitVarInsn(ILOAD, DEPTH);
    code.visitInsn(ICONST_1);
    code.visitJumpInsn(IF_ICMPLE, innermost);
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(LLOAD, SEED);
    code.visitVarInsn(ILOAD, DEPTH);
    code.visitInsn(ICONST_1);
    code.visitInsn(ISUB);
    code.visitMethodInsn(INVOKEVIRTUAL, name, "descend", SIGNATURE, false);
    code.visitVarInsn(LSTORE, SUM);
    code.visitJumpInsn(GOTO, end);
    code.visitLabel(innermost);
    writeLoop(code);
    code.visitInsn(LCONST_0);
    code.visitVarInsn(LSTORE, SUM);
    code.visitLabel(end);
    code.visitVarInsn(LLOAD, SUM);
    for (int i = 0; i < longs; i++) {
      code.visitVarInsn(LLOAD, slot(i));
      code.visitInsn(LADD);
    }
    code.visitInsn(LRETURN);
  }

  private void writeLoop(MethodVisitor code) {
    Label loop = new Label();
    Label out = new Label();
    code.visitLabel(loop);
    code.visitVarInsn(ALOAD, 0);
    code.visitFieldInsn(GETFIELD, name, "ended", "Z");
    code.visitJumpInsn(IFNE, out);
    for (int i = 0; i < longs; i++) {
      code.visitVarInsn(LLOAD, slot(i));
      code.visitInsn(LCONST_1);
      code.visitInsn(LADD);
      code.visitVarInsn(LSTORE, slot(i));
    }
    code.visitMethodInsn(INVOKESTATIC, "dev/coro/Continuation", "suspend", "()V", false);
    code.visitJumpInsn(GOTO, loop);
    code.visitLabel(out);
  }

  private static int slot(int number) {
    return FIRST + 2 * number;
  }
}
