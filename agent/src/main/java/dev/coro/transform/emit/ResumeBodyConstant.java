package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The resume body of a method as a value, in the cheapest way that a class file version allows. */
final class ResumeBodyConstant {
  private static final String TYPE = "L" + RuntimeNames.RESUME_BODY + ";";
  private static final String LOOKUP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;";

  private static final Handle CONSTANT =
      bootstrap("constant", LOOKUP + "Ljava/lang/Class;Ljava/lang/String;)" + TYPE);

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
    if (major >= Opcodes.V11) {
      code.visitLdcInsn(new ConstantDynamic(name, TYPE, CONSTANT, descriptor));
    } else if (major >= Opcodes.V1_7) {
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
