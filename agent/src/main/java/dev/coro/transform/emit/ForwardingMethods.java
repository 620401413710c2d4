package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.scan.ClassInfo.MethodId;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Overrides inherited methods by methods that do nothing but call them, where the class needs an
 * activation of its own: {@code public void run() { super.run(); }}. They are transformed like any
 * other.
 */
public final class ForwardingMethods {
  private ForwardingMethods() {}

  /** Adds one for each of {@code inherited}. */
  public static void add(ClassNode owner, List<MethodId> inherited) {
    for (MethodId id : inherited) {
      owner.methods.add(forwarder(owner.superName, id));
    }
  }

  private static MethodNode forwarder(String superName, MethodId id) {
    MethodNode method =
        new MethodNode(
            RuntimeNames.ASM_API,
            Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC,
            id.name(),
            id.descriptor(),
            null,
            null);
    method.instructions.add(new VarInsnNode(Opcodes.ALOAD, 0));
    int local = 1;
    for (Type parameter : Type.getArgumentTypes(id.descriptor())) {
      method.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), local));
      local += parameter.getSize();
    }
    method.instructions.add(
        new MethodInsnNode(Opcodes.INVOKESPECIAL, superName, id.name(), id.descriptor(), false));
    Type result = Type.getReturnType(id.descriptor());
    method.instructions.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    method.maxLocals = local;
    return method;
  }
}
