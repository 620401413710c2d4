package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The resume body of a method as a value, by {@code invokedynamic} where the class file version has
 * it. A dynamic constant would need one resolution for all points of the method, but HotSpot's JIT
 * compilers of JDK 17 give up on a method with such a constant that is not resolved: one that has
 * never suspended would be interpreted for ever.
 */
final class ResumeBodyConstant {
  private static final String TYPE = "L" + RuntimeNames.RESUME_BODY + ";";
  private static final String LOOKUP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;";

  private static final Handle CALL_SITE =
      bootstrap(
          "callSite",
          LOOKUP + "Ljava/lang/invoke/MethodType;Ljava/lang/String;)Ljava/lang/invoke/CallSite;");

  private ResumeBodyConstant() {}

  private static Handle bootstrap(String name, String descriptor) {
    return new Handle(Opcodes.H_INVOKESTATIC, RuntimeNames.RESUME_BODIES, name, descriptor, false);
  }

  /** Pushes the resume body of this name and descriptor. */
  static void push(MethodVisitor code, int classVersion, String name, String descriptor) {
    int major = classVersion & 0xFFFF;
    if (major >= Opcodes.V1_7) {
      code.visitInvokeDynamicInsn(name, "()" + TYPE, CALL_SITE, descriptor);
    } else {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "lookup",
          "()Ljava/lang/invoke/MethodHandles$Lookup;",
          false);
      code.visitLdcInsn(name);
      code.visitLdcInsn(descriptor);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          RuntimeNames.RESUME_BODIES,
          "find",
          LOOKUP + "Ljava/lang/String;)" + TYPE,
          false);
    }
  }
}
