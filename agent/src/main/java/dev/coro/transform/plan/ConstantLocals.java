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
    Map<Integer, Integer> definitions = new HashMap<>();
    Map<Integer, LdcInsnNode> constants = new HashMap<>();
    int receiver = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    int parameters = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 1 + receiver;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof VarInsnNode store && isStore(store)) {
        definitions.merge(store.var, 1, Integer::sum);
        if (store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE) {
          definitions.merge(store.var + 1, 1, Integer::sum);
        }
        LdcInsnNode constant = constantBefore(store);
        if (constant != null && store.var >= parameters) {
          constants.put(store.var, constant);
        }
      }
    }
    constants.keySet().removeIf(local -> definitions.getOrDefault(local, 0) != 1);
    return constants;
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
