package dev.coro.transform.plan;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds the locals that hold the same constant wherever they hold anything: their only definition
 * in the method is a constant, perhaps cast. They are not saved but loaded again, which costs
 * nothing.
 *
 * <p>Coverage tools keep their counters in such a local, and it lives across every call.
 */
final class ConstantLocals {
  private ConstantLocals() {}

  /** Constants by the local that holds them. */
  static Map<Integer, LdcInsnNode> of(MethodNode method) {
    Map<Integer, LdcInsnNode> constants = Map.of();
    int receiver = (method.access & Opcodes.ACC_STATIC) != 0 ? 1 : 0;
    int parameters = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - receiver;
    AbstractInsnNode insn = method.instructions.getFirst();
    for (; insn != null; insn = insn.getNext()) {
      LdcInsnNode constant =
          insn.getOpcode() == Opcodes.ASTORE ? constantBefore((VarInsnNode) insn) : null;
      if (constant != null && ((VarInsnNode) insn).var >= parameters) {
        constants = constants.isEmpty() ? new HashMap<>() : constants;
        constants.put(((VarInsnNode) insn).var, constant);
      }
    }
    if (!constants.isEmpty()) {
      int[] definitions = definitions(method);
      constants.keySet().removeIf(local -> definitions[local] != 1);
    }
    return constants;
  }

  /** How often each local is written. */
  private static int[] definitions(MethodNode method) {
    int[] definitions = new int[method.maxLocals + 1];
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof VarInsnNode store && isStore(store)) {
        definitions[store.var]++;
        if (store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE) {
          definitions[store.var + 1]++;
        }
      }
    }
    return definitions;
  }

  private static boolean isStore(VarInsnNode access) {
    return access.getOpcode() >= Opcodes.ISTORE && access.getOpcode() <= Opcodes.ASTORE;
  }

  /** The constant that a store of a reference stores, if the two stand side by side. */
  private static @Nullable LdcInsnNode constantBefore(VarInsnNode store) {
    AbstractInsnNode value = store.getPrevious();
    if (value != null && value.getOpcode() == Opcodes.CHECKCAST) {
      value = value.getPrevious();
    }
    return store.getOpcode() == Opcodes.ASTORE && value instanceof LdcInsnNode constant
        ? constant
        : null;
  }
}
