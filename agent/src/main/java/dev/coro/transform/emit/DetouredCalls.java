package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.tree.MethodFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Tells calls apart that look alike on the stack. An activation says its line and whom it called,
 * so of {@code a.run(); r.run();} on one line, where only the first is a suspension point, one
 * cannot see which was reached. The second gets a frame of its own, which nobody takes for
 * suspendable:
 *
 * <pre>
 *   a.run(); run$coro$0(r);       private static void run$coro$0(Runnable r) { r.run(); }
 * </pre>
 *
 * <p>Calls that cannot be overridden need none: the method that they name has a frame of its own.
 */
public final class DetouredCalls {
  /** In the names of detours; the rest is the name of the method called. */
  private static final String MARK = "$coro$";

  private final ClassNode owner;
  private int count;

  /** Adds detours to {@code owner}. */
  public DetouredCalls(ClassNode owner) {
    this.owner = owner;
  }

  /**
   * Detours what can be confused with a suspension point of {@code method}, in place.
   *
   * @param facts of the method as it is
   * @param suspends tells suspension points
   * @param opaque tells calls that have frames of their own in any case
   */
  public void detour(
      MethodNode method,
      MethodFacts facts,
      Predicate<MethodInsnNode> suspends,
      Predicate<AbstractInsnNode> opaque) {
    for (MethodInsnNode call : facts.calls()) {
      if (isOverridable(call) && !suspends.test(call) && !opaque.test(call)) {
        detour(method, suspends, opaque);
        return;
      }
    }
  }

  private void detour(
      MethodNode method, Predicate<MethodInsnNode> suspends, Predicate<AbstractInsnNode> opaque) {
    Set<String> points = new HashSet<>();
    List<MethodInsnNode> others = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    int line = 0;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode number) {
        line = number.line;
      } else if (insn instanceof MethodInsnNode call) {
        // Saved lines are chars.
        String key = call.name + ":" + (line & 0xFFFF);
        if (suspends.test(call)) {
          points.add(key);
        } else if (isOverridable(call) && !opaque.test(call)) {
          others.add(call);
          keys.add(key);
          lines.add(line);
        }
      }
    }
    for (int i = 0; i < others.size(); i++) {
      if (points.contains(keys.get(i))) {
        detour(others.get(i), lines.get(i));
      }
    }
  }

  private static boolean isOverridable(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEINTERFACE
        || (call.getOpcode() == Opcodes.INVOKEVIRTUAL && call.owner.charAt(0) != '[');
  }

  private void detour(MethodInsnNode call, int line) {
    String descriptor = "(L" + call.owner + ";" + call.desc.substring(1);
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    String name = call.name + MARK + count++;
    MethodNode detour = new MethodNode(RuntimeNames.ASM_API, access, name, descriptor, null, null);
    if (line > 0) {
      LabelNode start = new LabelNode();
      detour.instructions.add(start);
      detour.instructions.add(new LineNumberNode(line, start));
    }
    int local = 0;
    for (Type parameter : Type.getArgumentTypes(descriptor)) {
      detour.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), local));
      local += parameter.getSize();
    }
    Type result = Type.getReturnType(descriptor);
    detour.instructions.add(
        new MethodInsnNode(call.getOpcode(), call.owner, call.name, call.desc, call.itf));
    detour.instructions.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    detour.maxLocals = local;
    owner.methods.add(detour);
    call.setOpcode(Opcodes.INVOKESTATIC);
    call.owner = owner.name;
    call.name = name;
    call.desc = descriptor;
    call.itf = (owner.access & Opcodes.ACC_INTERFACE) != 0;
  }
}
