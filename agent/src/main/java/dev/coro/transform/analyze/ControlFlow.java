package dev.coro.transform.analyze;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Successors of every instruction of a method, by index. */
public final class ControlFlow {
  private final InsnList instructions;
  private final int[][] successors;
  private final int[][] handlers;
  private final int[][] predecessors;

  /** Computes the graph of {@code method}, which has no jsr. */
  public ControlFlow(MethodNode method) {
    instructions = method.instructions;
    int size = instructions.size();
    successors = new int[size][];
    for (int i = 0; i < size; i++) {
      successors[i] = computeSuccessors(i);
    }
    handlers = computeHandlers(method, size);
    predecessors = computePredecessors();
  }

  private int[][] computePredecessors() {
    int[][] found = new int[successors.length][];
    java.util.Arrays.fill(found, new int[0]);
    for (int i = 0; i < successors.length; i++) {
      for (int next : successors[i]) {
        found[next] = append(found[next], i);
      }
    }
    return found;
  }

  /** Where control goes when the instruction completes. */
  public int[] successors(int index) {
    return successors[index];
  }

  /** Handlers that cover the instruction. */
  public int[] handlers(int index) {
    return handlers[index];
  }

  /** Number of instructions that can be followed by this one, not counting exceptions. */
  public int predecessorCount(int index) {
    return predecessors[index].length;
  }

  /** Whether a handler is among these instructions. */
  public boolean anyHandlerIn(BitSet instructions) {
    for (int[] covering : handlers) {
      for (int handler : covering) {
        if (instructions.get(handler)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Instructions from which one of {@code targets} can be reached without an exception. */
  public BitSet reaching(BitSet targets) {
    return closure(targets, index -> new int[][] {predecessors[index]});
  }

  /** Instructions that can run once control is at one of {@code starts}. */
  public BitSet reachableFrom(BitSet starts) {
    return closure(starts, index -> new int[][] {successors[index], handlers[index]});
  }

  /** Instructions that are reached only by paths through one of {@code gates}. */
  public BitSet alwaysPassed(BitSet gates) {
    BitSet entry = new BitSet();
    entry.set(0);
    // What can be reached from the entry without running a gate has not always passed one.
    BitSet open =
        closure(
            entry,
            index ->
                gates.get(index)
                    ? new int[][] {handlers[index]}
                    : new int[][] {successors[index], handlers[index]});
    BitSet passed = new BitSet(successors.length);
    passed.set(0, successors.length);
    passed.andNot(open);
    return passed;
  }

  /** The instructions {@code starts} and all that {@code edges} lead to from them. */
  private BitSet closure(BitSet starts, IntFunction<int[][]> edges) {
    BitSet found = new BitSet(successors.length);
    BitSet pending = (BitSet) starts.clone();
    for (int i = pending.nextSetBit(0); i >= 0; i = pending.nextSetBit(0)) {
      pending.clear(i);
      found.set(i);
      for (int[] targets : edges.apply(i)) {
        for (int target : targets) {
          if (!found.get(target)) {
            pending.set(target);
          }
        }
      }
    }
    return found;
  }

  /** Where a resumption at the call goes on: behind it, or in a handler that covers it. */
  public BitSet resumptionTargets(int callIndex) {
    BitSet targets = new BitSet();
    targets.set(callIndex + 1);
    for (int handler : handlers[callIndex]) {
      targets.set(handler);
    }
    return targets;
  }

  private int[] computeSuccessors(int index) {
    AbstractInsnNode insn = instructions.get(index);
    List<LabelNode> targets = new ArrayList<>(2);
    boolean fallsThrough = true;
    if (insn instanceof JumpInsnNode jump) {
      targets.add(jump.label);
      fallsThrough = jump.getOpcode() != Opcodes.GOTO;
    } else if (insn instanceof TableSwitchInsnNode tableSwitch) {
      targets.add(tableSwitch.dflt);
      targets.addAll(tableSwitch.labels);
      fallsThrough = false;
    } else if (insn instanceof LookupSwitchInsnNode lookupSwitch) {
      targets.add(lookupSwitch.dflt);
      targets.addAll(lookupSwitch.labels);
      fallsThrough = false;
    } else {
      int opcode = insn.getOpcode();
      fallsThrough =
          opcode != Opcodes.ATHROW && (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN);
    }
    fallsThrough &= index + 1 < instructions.size();
    int[] found = new int[targets.size() + (fallsThrough ? 1 : 0)];
    for (int i = 0; i < targets.size(); i++) {
      found[i] = instructions.indexOf(targets.get(i));
    }
    if (fallsThrough) {
      found[targets.size()] = index + 1;
    }
    return found;
  }

  private static int[][] computeHandlers(MethodNode method, int size) {
    InsnList list = method.instructions;
    int[][] handlers = new int[size][];
    java.util.Arrays.fill(handlers, new int[0]);
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int handler = list.indexOf(block.handler);
      int end = list.indexOf(block.end);
      for (int i = list.indexOf(block.start); i < end; i++) {
        if (list.get(i).getOpcode() >= 0) {
          handlers[i] = append(handlers[i], handler);
        }
      }
    }
    return handlers;
  }

  private static int[] append(int[] array, int value) {
    int[] longer = java.util.Arrays.copyOf(array, array.length + 1);
    longer[array.length] = value;
    return longer;
  }
}
