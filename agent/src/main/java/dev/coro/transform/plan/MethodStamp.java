package dev.coro.transform.plan;

import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Computes the stamp of a method: 32 bits that tell versions of it apart, the lower 16 when its
 * class is redefined, all when an activation is read from a stream. An activation saved by one
 * version can run on only in a version with the same stamp.
 *
 * <p>The stamp covers every instruction with its operands, the exception table and what is saved at
 * each suspension point, because a value computed by the code in front of a suspension point means
 * what the code behind it makes of it. It does not cover lines, names of variables and other debug
 * information, nor what the agent and its release add, so that recompiling without a change keeps
 * it. Two versions share the lower half by chance once in 65,536 times.
 *
 * <p>Only hash functions whose results are specified are used: the stamp is the same in every JVM.
 */
final class MethodStamp {
  /** Multiplier of the 64-bit FNV hash. */
  private static final long PRIME = 0x100000001B3L;

  private final InsnList instructions;

  /** Number of instructions in front of each: labels of debug information do not count. */
  private final int[] positions;

  private long hash = 0xCBF29CE484222325L;

  private MethodStamp(MethodNode method) {
    instructions = method.instructions;
    positions = new int[instructions.size()];
    int position = 0;
    int index = 0;
    for (AbstractInsnNode insn = instructions.getFirst(); insn != null; insn = insn.getNext()) {
      positions[index++] = position;
      if (insn.getOpcode() >= 0) {
        position++;
      }
    }
  }

  /** The stamp of {@code method}, as it was before it was rewritten. */
  static int of(MethodNode method, FrameShape shape, List<PointPlan> points) {
    MethodStamp stamp = new MethodStamp(method);
    stamp.add(method.access);
    stamp.add(method.name, method.desc, shape.className());
    AbstractInsnNode insn = stamp.instructions.getFirst();
    for (; insn != null; insn = insn.getNext()) {
      if (insn.getOpcode() >= 0) {
        stamp.add(insn.getOpcode());
        stamp.addOperands(insn);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      stamp.add(block.start);
      stamp.add(block.end);
      stamp.add(block.handler);
      stamp.add(block.type == null ? "" : block.type);
    }
    for (PointPlan point : points) {
      MethodInsnNode call = point.point().call();
      stamp.add(call.owner, call.name, call.desc);
      stamp.addValues(point.locals());
      stamp.addValues(point.stack());
    }
    return stamp.folded();
  }

  private void addValues(List<SavedValue> values) {
    add(values.size());
    for (int i = 0; i < values.size(); i++) {
      SavedValue value = values.get(i);
      add(value.kind().descriptor.charAt(0));
      add(value.local());
      add(value.slot());
      // An integer constant for primitives, a name for references.
      add(value.type().hashCode());
    }
  }

  private void addOperands(AbstractInsnNode insn) {
    switch (insn.getType()) {
      case AbstractInsnNode.INT_INSN -> add(((IntInsnNode) insn).operand);
      case AbstractInsnNode.VAR_INSN -> add(((VarInsnNode) insn).var);
      case AbstractInsnNode.TYPE_INSN -> add(((TypeInsnNode) insn).desc);
      case AbstractInsnNode.FIELD_INSN -> {
        FieldInsnNode field = (FieldInsnNode) insn;
        add(field.owner, field.name, field.desc);
      }
      case AbstractInsnNode.METHOD_INSN -> {
        MethodInsnNode call = (MethodInsnNode) insn;
        add(call.owner, call.name, call.desc);
      }
      case AbstractInsnNode.INVOKE_DYNAMIC_INSN -> add((InvokeDynamicInsnNode) insn);
      case AbstractInsnNode.JUMP_INSN -> add(((JumpInsnNode) insn).label);
      case AbstractInsnNode.LDC_INSN -> addConstant(((LdcInsnNode) insn).cst);
      case AbstractInsnNode.IINC_INSN -> {
        add(((IincInsnNode) insn).var);
        add(((IincInsnNode) insn).incr);
      }
      case AbstractInsnNode.TABLESWITCH_INSN -> {
        TableSwitchInsnNode choice = (TableSwitchInsnNode) insn;
        add(choice.min);
        add(choice.dflt);
        choice.labels.forEach(this::add);
      }
      case AbstractInsnNode.LOOKUPSWITCH_INSN -> {
        LookupSwitchInsnNode choice = (LookupSwitchInsnNode) insn;
        add(choice.keys.hashCode());
        add(choice.dflt);
        choice.labels.forEach(this::add);
      }
      case AbstractInsnNode.MULTIANEWARRAY_INSN -> {
        add(((MultiANewArrayInsnNode) insn).desc);
        add(((MultiANewArrayInsnNode) insn).dims);
      }
      default -> {}
    }
  }

  private void add(InvokeDynamicInsnNode call) {
    add(call.name);
    add(call.desc);
    addConstant(call.bsm);
    for (Object argument : call.bsmArgs) {
      addConstant(argument);
    }
  }

  /** A constant of class files. The value 1 is another one as an int than as a long. */
  private void addConstant(Object constant) {
    add(constant.getClass().getSimpleName());
    if (constant instanceof Number || constant instanceof String) {
      add(constant.hashCode());
    } else if (constant instanceof Handle handle) {
      add(handle.getTag());
      add(handle.getOwner(), handle.getName(), handle.getDesc());
    } else if (constant instanceof ConstantDynamic dynamic) {
      add(dynamic.getName());
      add(dynamic.getDescriptor());
      addConstant(dynamic.getBootstrapMethod());
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        addConstant(dynamic.getBootstrapMethodArgument(i));
      }
    } else {
      add(constant.toString()); // A type, whose text is its descriptor.
    }
  }

  private void add(LabelNode label) {
    add(positions[instructions.indexOf(label)]);
  }

  private void add(String first, String second, String third) {
    add(first.hashCode());
    add(second.hashCode());
    add(third.hashCode());
  }

  private void add(String text) {
    add(text.hashCode());
  }

  private void add(int value) {
    hash = (hash ^ value) * PRIME;
  }

  /** All bits of the hash count, the last added too. */
  private int folded() {
    long mixed = (hash ^ (hash >>> 32)) * PRIME;
    mixed ^= mixed >>> 32;
    return (int) (mixed ^ (mixed >>> 16));
  }
}
