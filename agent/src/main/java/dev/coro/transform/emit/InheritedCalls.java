package dev.coro.transform.emit;

import dev.coro.transform.scan.InheritedImplementation;
import dev.coro.transform.tree.MethodTree;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Overrides an {@link InheritedImplementation} by a method that calls it and, unlike it, can be
 * marked as one whose caller may not expect a suspension.
 */
public final class InheritedCalls {
  private InheritedCalls() {}

  /**
   * Whether {@code owner} can be given such a method: what is final cannot be overridden, and the
   * serial version of a class that does not say its own depends on its methods.
   */
  public static boolean canAdd(
      ClassNode owner, InheritedImplementation inherited, boolean serializable) {
    return !inherited.isFinal()
        && (!serializable
            || owner.fields.stream().anyMatch(field -> field.name.equals("serialVersionUID")));
  }

  /** Adds the method to {@code owner}. */
  public static void add(ClassNode owner, InheritedImplementation inherited) {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;
    String descriptor = inherited.descriptor();
    MethodNode method = new MethodTree(access, inherited.name(), descriptor, null, null);
    method.instructions.add(new VarInsnNode(Opcodes.ALOAD, 0));
    int local = 1;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      method.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), local));
      local += parameter.getSize();
    }
    method.instructions.add(
        new MethodInsnNode(
            Opcodes.INVOKESPECIAL, inherited.superclass(), inherited.name(), descriptor, false));
    method.instructions.add(
        new InsnNode(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN)));
    method.maxLocals = local;
    owner.methods.add(method);
  }
}
