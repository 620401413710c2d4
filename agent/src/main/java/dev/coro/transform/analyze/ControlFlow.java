package dev.coro.transform.analyze;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
  private static final int[] NONE = {};

  private final int size;

  /** Instructions whose next one follows; the others jump, return or throw. */
  private final BitSet fallThrough = new BitSet();

  /** Where each instruction jumps to. Most share the empty array. */
  private final int[][] targets;

  /** Handlers of each instruction, first match first. Those of one range share an array. */
  private final int[][] handlers;

  private final int[] predecessorCounts;

  /** Instructions that a jump or an exception of a later one, or of themselves, leads to. */
  private final BitSet reachedFromBehind = new BitSet();

  /** All instructions that begin a handler. */
  private final BitSet handlerStarts = new BitSet();

  /** Computes the graph of {@code method}, which has no jsr. */
  public ControlFlow(MethodNode method) {
    InsnList instructions = method.instructions;
    size = instructions.size();
    targets = new int[size][];
    handlers = new int[size][];
    predecessorCounts = new int[size];
    for (int i = 0; i < size; i++) {
      addSuccessors(instructions, i);
    }
    addHandlers(method);
  }

  /** Where control goes when the instruction completes. */
  public int[] successors(int index) {
    int[] jumps = targets[index];
    if (!fallThrough.get(index)) {
      return jumps;
    }
    int[] found = Arrays.copyOf(jumps, jumps.length + 1);
    found[jumps.length] = index + 1;
    return found;
  }

  /** Whether control may go on with the next instruction. */
  boolean fallsThrough(int index) {
    return fallThrough.get(index);
  }

  /** Where the instruction may jump to. */
  int[] targets(int index) {
    return targets[index];
  }

  /** Handlers that cover the instruction. */
  public int[] handlers(int index) {
    return handlers[index];
  }

  /** Whether a jump or an exception of a later instruction, or of itself, leads here. */
  boolean isReachedFromBehind(int index) {
    return reachedFromBehind.get(index);
  }

  /** Number of instructions that can be followed by this one, not counting exceptions. */
  public int predecessorCount(int index) {
    return predecessorCounts[index];
  }

  /** Whether a handler is among these instructions. */
  public boolean anyHandlerIn(BitSet instructions) {
    return handlerStarts.intersects(instructions);
  }

  /** Instructions from which one of {@code wanted} can be reached without an exception. */
  public BitSet reaching(BitSet wanted) {
    BitSet found = (BitSet) wanted.clone();
    boolean again = true;
    while (again) {
      again = false;
      for (int i = size - 1; i >= 0; i--) {
        if (!found.get(i) && leadsTo(i, found)) {
          found.set(i);
          again |= reachedFromBehind.get(i);
        }
      }
    }
    return found;
  }

  private boolean leadsTo(int index, BitSet wanted) {
    if (fallThrough.get(index) && wanted.get(index + 1)) {
      return true;
    }
    for (int target : targets[index]) {
      if (wanted.get(target)) {
        return true;
      }
    }
    return false;
  }

  /** Instructions that can run once control is at one of {@code starts}. */
  public BitSet reachableFrom(BitSet starts) {
    return closure(starts, null);
  }

  /** Instructions that are reached only by paths through one of {@code gates}. */
  public BitSet alwaysPassed(BitSet gates) {
    BitSet entry = new BitSet();
    entry.set(0);
    // What can be reached from the entry without running a gate has not always passed one.
    BitSet open = closure(entry, gates);
    BitSet passed = new BitSet(size);
    passed.set(0, size);
    passed.andNot(open);
    return passed;
  }

  /**
   * The instructions {@code starts} and all that can be reached from them.
   *
   * @param gates instructions that are not left but by exceptions
   */
  private BitSet closure(BitSet starts, @Nullable BitSet gates) {
    Frontier frontier = new Frontier(size);
    starts.stream().forEach(frontier::add);
    while (frontier.count > 0) {
      int index = frontier.pending[--frontier.count];
      if (gates == null || !gates.get(index)) {
        if (fallThrough.get(index)) {
          frontier.add(index + 1);
        }
        frontier.addAll(targets[index]);
      }
      frontier.addAll(handlers[index]);
    }
    return frontier.found;
  }

  /** Instructions found, and those of them whose successors are not found yet. */
  private static final class Frontier {
    final BitSet found;
    final int[] pending;
    int count;

    Frontier(int size) {
      found = new BitSet(size);
      pending = new int[size];
    }

    void add(int index) {
      if (!found.get(index)) {
        found.set(index);
        pending[count++] = index;
      }
    }

    void addAll(int[] indexes) {
      for (int index : indexes) {
        add(index);
      }
    }
  }

  /** Where a resumption at the call goes on: behind it, or in a handler that covers it. */
  public BitSet resumptionTargets(int callIndex) {
    BitSet found = new BitSet();
    found.set(callIndex + 1);
    for (int handler : handlers[callIndex]) {
      found.set(handler);
    }
    return found;
  }

  private void addSuccessors(InsnList instructions, int index) {
    AbstractInsnNode insn = instructions.get(index);
    int opcode = insn.getOpcode();
    boolean ends =
        opcode == Opcodes.ATHROW || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
    int[] found = NONE;
    if (insn instanceof JumpInsnNode jump) {
      found = new int[] {instructions.indexOf(jump.label)};
      ends = opcode == Opcodes.GOTO;
    } else if (insn instanceof TableSwitchInsnNode choice) {
      found = indexes(instructions, choice.dflt, choice.labels);
      ends = true;
    } else if (insn instanceof LookupSwitchInsnNode choice) {
      found = indexes(instructions, choice.dflt, choice.labels);
      ends = true;
    }
    targets[index] = found;
    for (int target : found) {
      predecessorCounts[target]++;
      if (target <= index) {
        reachedFromBehind.set(target);
      }
    }
    if (!ends && index + 1 < size) {
      fallThrough.set(index);
      predecessorCounts[index + 1]++;
    }
  }

  private static int[] indexes(InsnList instructions, LabelNode first, List<LabelNode> others) {
    int[] found = new int[1 + others.size()];
    found[0] = instructions.indexOf(first);
    for (int i = 1; i < found.length; i++) {
      found[i] = instructions.indexOf(others.get(i - 1));
    }
    return found;
  }

  private void addHandlers(MethodNode method) {
    Arrays.fill(handlers, NONE);
    InsnList list = method.instructions;
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int handler = list.indexOf(block.handler);
      int end = list.indexOf(block.end);
      int[] before = NONE;
      int[] extended = {handler};
      for (int i = list.indexOf(block.start); i < end; i++) {
        if (list.get(i).getOpcode() < 0) {
          continue;
        }
        if (handlers[i] != before) {
          before = handlers[i];
          extended = Arrays.copyOf(before, before.length + 1);
          extended[before.length] = handler;
        }
        handlers[i] = extended;
        handlerStarts.set(handler);
        if (handler <= i) {
          reachedFromBehind.set(handler);
        }
      }
    }
  }
}
