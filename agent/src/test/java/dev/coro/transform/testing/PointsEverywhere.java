package dev.coro.transform.testing;

import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts a suspension point between the instructions of a class, whatever lies on the operand stack
 * there, and makes all of its methods suspendable.
 */
public final class PointsEverywhere {
  private PointsEverywhere() {}

  /**
   * Returns the class with a point in front of every instruction; in long methods there are {@code
   * most} points, at even distances.
   */
  public static byte[] add(byte[] classFile, int most) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Inserter(writer, most), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static final class Inserter extends ClassVisitor {
    private final int most;

    Inserter(ClassVisitor next, int most) {
      super(Opcodes.ASM9, next);
      this.most = most;
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String base, String[] faces) {
      super.visit(version, access, name, signature, base, faces);
      AnnotationVisitor annotation = visitAnnotation("Ldev/coro/Suspendable;", false);
      annotation.visitEnd();
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
        @Override
        public void visitEnd() {
          int distance = 1 + instructions.size() / most;
          int count = 0;
          for (AbstractInsnNode insn : instructions.toArray()) {
            // Stack maps refer to an allocation by the label in front of it.
            boolean place = insn.getOpcode() >= 0 && insn.getOpcode() != Opcodes.NEW;
            if (place && count++ % distance == 0) {
              instructions.insertBefore(insn, point());
            }
          }
          accept(next);
        }
      };
    }

    private static MethodInsnNode point() {
      return new MethodInsnNode(
          Opcodes.INVOKESTATIC, "dev/coro/transform/fixtures/Probe", "point", "()V", false);
    }
  }
}
