package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.MethodNode;

/** Code that refuses to run on an activation that another version of the method has saved. */
public final class OtherVersion {
  private OtherVersion() {}

  /**
   * The resume body of a method that had suspension points when its class was loaded and has none
   * any more. The JVM lets no method go, and activations may be parked still.
   *
   * @param name of the method
   * @param descriptor of the method
   * @param resumeDescriptor of the resume body
   */
  public static MethodNode emptyBody(String name, String descriptor, String resumeDescriptor) {
    MethodNode body =
        new MethodNode(
            RuntimeNames.ASM_API,
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            name,
            resumeDescriptor,
            null,
            null);
    int parameters = Type.getArgumentTypes(resumeDescriptor).length;
    refuse(body, parameters - 2);
    body.maxLocals = parameters;
    AnnotationNode annotation = new AnnotationNode(RuntimeNames.RESUME_BODY_OF_DESCRIPTOR);
    annotation.values =
        new ArrayList<>(
            List.of("descriptor", descriptor, "stamp", 0, "lines", "", "callees", List.of()));
    body.visibleAnnotations = new ArrayList<>(List.of(annotation));
    return body;
  }

  /** Throws for the saved frame in the local. */
  static void refuse(MethodVisitor code, int frameLocal) {
    code.visitVarInsn(Opcodes.ALOAD, frameLocal);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        RuntimeNames.OTHER_VERSIONS,
        "refuse",
        "(L" + RuntimeNames.SAVED_FRAME + ";)Ljava/lang/RuntimeException;",
        false);
    code.visitInsn(Opcodes.ATHROW);
  }
}
