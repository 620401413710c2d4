package dev.coro.agent;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.scan.ClassHierarchy;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts the calls of {@link dev.coro.rt.Torture} into a class before the transform sees it:
 *
 * <pre>
 *   Torture.point(); bar(..)           in front of every suspension point of a suspendable method
 *
 *   main: if (Torture.takesOver(MethodHandles.lookup(), arguments)) return;  ...
 * </pre>
 *
 * <p>The transform knows {@code point} as a suspension point.
 */
final class TortureHooks extends ClassVisitor {
  private static final String MAIN_DESCRIPTOR = "([Ljava/lang/String;)V";

  private final ClassHierarchy hierarchy;
  private final boolean isMainClass;
  private String owner = "";
  private boolean hasStackMaps;
  private boolean changed;

  private TortureHooks(ClassWriter writer, ClassHierarchy hierarchy, boolean isMainClass) {
    super(RuntimeNames.ASM_API, writer);
    this.hierarchy = hierarchy;
    this.isMainClass = isMainClass;
  }

  /**
   * The class with hooks, or {@code classFile} if there is no place for any.
   *
   * @param isMainClass whether the program begins in it
   * @throws org.objectweb.asm.MethodTooLargeException if a method has no room for the hooks
   */
  static byte[] insert(byte[] classFile, ClassHierarchy hierarchy, boolean isMainClass) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, isMainClass ? ClassWriter.COMPUTE_MAXS : 0);
    TortureHooks hooks = new TortureHooks(writer, hierarchy, isMainClass);
    reader.accept(hooks, 0);
    return hooks.changed ? writer.toByteArray() : classFile;
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
    hasStackMaps = (version & 0xFFFF) > Opcodes.V1_6;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (!hierarchy.isSuspendable(owner, name, descriptor)) {
      return next;
    }
    boolean isMain =
        isMainClass
            && name.equals("main")
            && descriptor.equals(MAIN_DESCRIPTOR)
            && (access & Opcodes.ACC_STATIC) != 0;
    return new Hooks(next, isMain);
  }

  private final class Hooks extends MethodVisitor {
    private final boolean isMain;

    Hooks(MethodVisitor next, boolean isMain) {
      super(RuntimeNames.ASM_API, next);
      this.isMain = isMain;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (isMain) {
        changed = true;
        insertTakeOver();
      }
    }

    private void insertTakeOver() {
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "lookup",
          "()Ljava/lang/invoke/MethodHandles$Lookup;",
          false);
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          RuntimeNames.TORTURE,
          "takesOver",
          "(Ljava/lang/invoke/MethodHandles$Lookup;[Ljava/lang/String;)Z",
          false);
      Label here = new Label();
      super.visitJumpInsn(Opcodes.IFEQ, here);
      super.visitInsn(Opcodes.RETURN);
      super.visitLabel(here);
      if (hasStackMaps) {
        super.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
      }
      // The method may have a stack map of its own at its beginning.
      super.visitInsn(Opcodes.NOP);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String callee, String name, String descriptor, boolean isInterface) {
      if (hierarchy.isSuspendable(callee, name, descriptor)) {
        changed = true;
        super.visitMethodInsn(Opcodes.INVOKESTATIC, RuntimeNames.TORTURE, "point", "()V", false);
      }
      super.visitMethodInsn(opcode, callee, name, descriptor, isInterface);
    }
  }
}
