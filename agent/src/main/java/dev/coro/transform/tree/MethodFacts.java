package dev.coro.transform.tree;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the passes ask of the instructions of a method, found in one walk: most of them have nothing
 * to do in most methods, and need not look.
 *
 * @param calls all calls of methods, in order
 * @param dynamicCalls all call sites that a bootstrap method links, in order
 * @param hasMonitors whether a monitor is entered
 * @param hasAllocations whether an object is made
 * @param repeatsLines whether several line numbers stand in front of one instruction
 */
public record MethodFacts(
    List<MethodInsnNode> calls,
    List<InvokeDynamicInsnNode> dynamicCalls,
    boolean hasMonitors,
    boolean hasAllocations,
    boolean repeatsLines) {
  /** The facts of a method as it is now. */
  public static MethodFacts of(MethodNode method) {
    List<MethodInsnNode> calls = new ArrayList<>();
    List<InvokeDynamicInsnNode> dynamicCalls = new ArrayList<>(0);
    boolean monitors = false;
    boolean allocations = false;
    boolean repeats = false;
    boolean atLine = false;
    AbstractInsnNode insn = method.instructions.getFirst();
    for (; insn != null; insn = insn.getNext()) {
      int opcode = insn.getOpcode();
      if (opcode >= 0) {
        atLine = false;
        monitors |= opcode == Opcodes.MONITORENTER;
        allocations |= opcode == Opcodes.NEW;
        if (insn instanceof MethodInsnNode call) {
          calls.add(call);
        } else if (insn instanceof InvokeDynamicInsnNode call) {
          dynamicCalls.add(call);
        }
      } else if (insn instanceof LineNumberNode) {
        repeats |= atLine;
        atLine = true;
      }
    }
    return new MethodFacts(calls, dynamicCalls, monitors, allocations, repeats);
  }
}
