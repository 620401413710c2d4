package dev.coro.transform.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Computes the stamp of a method: 16 bits that tell versions of it apart when its class is
 * redefined. An activation saved by one version can run on only in a version with the same stamp.
 *
 * <p>The stamp covers every instruction with its operands, the exception table and what is saved at
 * each suspension point, because a value computed by the code in front of a suspension point means
 * what the code behind it makes of it. It does not cover lines, names of variables and other debug
 * information, nor what the agent and its release add, so that recompiling without a change keeps
 * it. Two versions share a stamp by chance once in 65,536 times.
 *
 * <p>Only hash functions whose results are specified are used: the stamp is the same in every JVM.
 */
final class MethodStamp extends MethodVisitor {
  /** Multiplier of the 64-bit FNV hash. */
  private static final long PRIME = 0x100000001B3L;

  private final Map<Label, Integer> positions = new HashMap<>();
  private long hash = 0xCBF29CE484222325L;

  private MethodStamp() {
    super(dev.coro.transform.RuntimeNames.ASM_API);
  }

  /** The stamp of {@code method}, as it was before it was rewritten. */
  static int of(MethodNode method, FrameShape shape, List<PointPlan> points) {
    MethodStamp stamp = new MethodStamp();
    stamp.add(method.access, method.name, method.desc, shape.className());
    stamp.findPositions(method);
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() >= 0) {
        insn.accept(stamp);
      }
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      block.accept(stamp);
    }
    for (PointPlan point : points) {
      stamp.add(point.point().call().owner, point.point().call().name, point.point().call().desc);
      point.locals().forEach(stamp::addValue);
      point.stack().forEach(stamp::addValue);
    }
    return stamp.folded();
  }

  /** Numbers labels by the instructions in front of them: labels of debug information vanish. */
  private void findPositions(MethodNode method) {
    int position = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LabelNode label) {
        positions.put(label.getLabel(), position);
      } else if (insn.getOpcode() >= 0) {
        position++;
      }
    }
  }

  private void addValue(SavedValue value) {
    add(value.kind().name(), value.local(), value.slot());
    if (value.slot() >= 0) {
      add(value.type());
    }
  }

  /** Numbers, strings, labels, and constants of class files. */
  private void add(Object... parts) {
    for (Object part : parts) {
      if (part instanceof Label label) {
        addHash(positions.getOrDefault(label, -1));
      } else if (part instanceof Number || part instanceof String) {
        addHash(part.hashCode());
      } else if (part instanceof Handle handle) {
        add(handle.getTag(), handle.getOwner(), handle.getName(), handle.getDesc());
      } else if (part instanceof ConstantDynamic constant) {
        add(constant.getName(), constant.getDescriptor(), constant.getBootstrapMethod());
        for (int i = 0; i < constant.getBootstrapMethodArgumentCount(); i++) {
          add(constant.getBootstrapMethodArgument(i));
        }
      } else {
        // A Type, whose text is its descriptor, or no type at all.
        addHash(String.valueOf(part).hashCode());
      }
    }
    addHash(parts.length);
  }

  private void addHash(int value) {
    hash = (hash ^ value) * PRIME;
  }

  /** All bits of the hash count, the last added too. */
  private int folded() {
    long mixed = (hash ^ (hash >>> 32)) * PRIME;
    mixed ^= mixed >>> 32;
    return (int) (mixed ^ (mixed >>> 16)) & 0xFFFF;
  }

  // ---- instructions

  @Override
  public void visitInsn(int opcode) {
    add(opcode);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    add(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int local) {
    add(opcode, local);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    add(opcode, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
    add(opcode, owner, name, descriptor);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    add(opcode, owner, name, descriptor);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    add(name, descriptor, bootstrap);
    add(arguments);
  }

  @Override
  public void visitJumpInsn(int opcode, Label target) {
    add(opcode, target);
  }

  @Override
  public void visitLdcInsn(Object constant) {
    add(constant.getClass().getSimpleName(), constant);
  }

  @Override
  public void visitIincInsn(int local, int increment) {
    add(local, increment);
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label defaultTarget, Label... targets) {
    add(min, max, defaultTarget);
    add((Object[]) targets);
  }

  @Override
  public void visitLookupSwitchInsn(Label defaultTarget, int[] keys, Label[] targets) {
    add(defaultTarget, java.util.Arrays.hashCode(keys));
    add((Object[]) targets);
  }

  @Override
  public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
    add(descriptor, dimensions);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    add(start, end, handler, String.valueOf(type));
  }
}
