package dev.coro.transform;

import dev.coro.transform.scan.ClassHierarchy;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * The stack maps that class files before Java 7 need not have.
 *
 * <p>Where two classes meet, a stack map names the superclass that they share. If that depends on a
 * class whose bytes cannot be found, it names {@link #UNKNOWN} until the class is written: a method
 * that keeps such a value across a suspension point cannot be resumed, since nobody knows what to
 * cast the value to. Where the value is dead or used up before, it does no harm.
 */
final class ComputedStackMaps {
  /** Internal name that stands for a class which is not known. No compiler makes such a name. */
  static final String UNKNOWN = "coro?unknown";

  private static final String OBJECT = "java/lang/Object";

  private ComputedStackMaps() {}

  /**
   * The class with computed stack maps, and with jsr inlined. In class files before Java 5 the JVM
   * does not see annotations, by which the runtime finds resume bodies: they become files of Java
   * 5, which differ in nothing else that counts here.
   */
  static ClassReader of(ClassReader reader, ClassHierarchy hierarchy) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String first, String second) {
            String known = hierarchy.knownCommonSuperclass(first, second);
            return known == null ? UNKNOWN : known;
          }
        };
    // The default limits are meant for unknown input, and ordinary old classes exceed them.
    writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    reader.accept(
        new ClassVisitor(RuntimeNames.ASM_API, writer) {
          @Override
          public void visit(
              int version, int access, String name, String signature, String base, String[] faces) {
            int major = version & 0xFFFF;
            int kept = major < Opcodes.V1_5 ? Opcodes.V1_5 : version;
            super.visit(kept, access, name, signature, base, faces);
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
          }
        },
        ClassReader.SKIP_FRAMES);
    return new ClassReader(writer.toByteArray());
  }

  /** Has {@code Object} written in place of what is not known, as the JVM's verifier takes it. */
  static ClassVisitor withoutUnknown(ClassVisitor next) {
    return new ClassVisitor(RuntimeNames.ASM_API, next) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        return new MethodVisitor(RuntimeNames.ASM_API, method) {
          @Override
          public void visitFrame(
              int type, int localCount, Object[] locals, int onStack, Object[] stack) {
            super.visitFrame(type, localCount, known(locals), onStack, known(stack));
          }
        };
      }
    };
  }

  private static Object[] known(Object[] types) {
    Object[] known = types;
    for (int i = 0; i < types.length; i++) {
      if (types[i] instanceof String name && name.contains(UNKNOWN)) {
        known = known == types ? types.clone() : known;
        known[i] = name.replace(UNKNOWN, OBJECT);
      }
    }
    return known;
  }
}
