package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.plan.FrameShape;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Code that refuses to run on an activation that another version of the method has saved. */
public final class OtherVersion {
  private final LabelNode otherShape = new LabelNode();
  private final LabelNode otherState = new LabelNode();

  /** Where the dispatch of a resume body goes with a state that it does not know. */
  LabelNode label() {
    return otherState;
  }

  /** Casts the frame of a resume body; one of another version may have another shape. */
  void addCast(MethodNode body, int frameLocal, FrameShape shape) {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = body.instructions;
    code.add(start);
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(new TypeInsnNode(Opcodes.CHECKCAST, shape.className()));
    code.add(new VarInsnNode(Opcodes.ASTORE, frameLocal));
    code.add(end);
    body.tryCatchBlocks.add(
        new TryCatchBlockNode(start, end, otherShape, "java/lang/ClassCastException"));
  }

  /** Refuses what the cast or the dispatch did not expect; {@code locals} are those behind both. */
  void addHandler(MethodNode body, int frameLocal, List<Object> locals) {
    List<Object> beforeCast = new ArrayList<>(locals);
    beforeCast.set(frameLocal, RuntimeNames.SAVED_FRAME);
    InsnList code = body.instructions;
    code.add(otherShape);
    code.add(StackMaps.frame(beforeCast, List.of("java/lang/ClassCastException")));
    code.add(new InsnNode(Opcodes.POP));
    code.add(otherState);
    code.add(StackMaps.frame(beforeCast, List.of()));
    addRefusal(code, frameLocal);
  }

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
    addRefusal(body.instructions, parameters - 2);
    body.maxLocals = parameters;
    AnnotationNode annotation = new AnnotationNode(RuntimeNames.RESUME_BODY_OF_DESCRIPTOR);
    annotation.values =
        new ArrayList<>(
            List.of("descriptor", descriptor, "stamp", 0, "lines", "", "callees", List.of()));
    body.visibleAnnotations = new ArrayList<>(List.of(annotation));
    return body;
  }

  /** Throws for the saved frame in the local. */
  private static void addRefusal(InsnList code, int frameLocal) {
    code.add(new VarInsnNode(Opcodes.ALOAD, frameLocal));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            RuntimeNames.OTHER_VERSIONS,
            "refuse",
            "(L" + RuntimeNames.SAVED_FRAME + ";)Ljava/lang/RuntimeException;",
            false));
    code.add(new InsnNode(Opcodes.ATHROW));
  }
}
