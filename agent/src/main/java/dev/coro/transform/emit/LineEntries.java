package dev.coro.transform.emit;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Gives every instruction one line number at most. Compilers that inline emit several in front of
 * one instruction: the JVM reports the first of them for that instruction, and the last for those
 * that follow. Code that the transform puts in between would change which is which.
 */
public final class LineEntries {
  private LineEntries() {}

  /** Splits the entries of {@code method} that stand in front of one instruction, in place. */
  public static void split(MethodNode method) {
    LineNumberNode first = null;
    LineNumberNode last = null;
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn instanceof LineNumberNode line) {
        if (first == null) {
          first = line;
        } else if (last != null) {
          method.instructions.remove(last);
        }
        last = line == first ? null : line;
      } else if (insn.getOpcode() >= 0) {
        if (last != null) {
          method.instructions.remove(last);
          moveBehind(method, insn, last.line);
        }
        first = null;
        last = null;
      }
    }
    if (last != null) {
      method.instructions.remove(last);
    }
  }

  /** Adds to code that goes in front of {@code method} the number of its first line. */
  static void addFirst(MethodNode method, InsnList code) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode line) {
        LabelNode label = new LabelNode();
        code.add(label);
        code.add(new LineNumberNode(line.line, label));
        return;
      }
    }
  }

  /** The line holds from the next instruction on, unless that has a line of its own. */
  private static void moveBehind(MethodNode method, AbstractInsnNode insn, int line) {
    AbstractInsnNode next = insn.getNext();
    while (next != null && next.getOpcode() < 0) {
      if (next instanceof LineNumberNode) {
        return;
      }
      next = next.getNext();
    }
    if (next == null) {
      return;
    }
    LabelNode start = new LabelNode();
    method.instructions.insert(insn, new LineNumberNode(line, start));
    method.instructions.insert(insn, start);
  }
}
