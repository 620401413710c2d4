package dev.coro.transform.emit;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns {@code synchronized void foo() {..}} into {@code void foo() { synchronized (this) {..} }},
 * in place: the JVM enters and leaves the monitor of a synchronized method where nobody could
 * intervene.
 */
public final class SynchronizedMethod {
  private final String owner;
  private final int classVersion;
  private final MethodNode method;
  private final int slot;

  private SynchronizedMethod(String owner, int classVersion, MethodNode method) {
    this.owner = owner;
    this.classVersion = classVersion;
    this.method = method;
    this.slot = method.maxLocals;
  }

  /** Rewrites a method that is {@code synchronized}. */
  public static void open(String owner, int classVersion, MethodNode method) {
    new SynchronizedMethod(owner, classVersion, method).rewrite();
  }

  /** Puts the object whose monitor the method holds on the operand stack. */
  static void pushMonitor(String owner, int classVersion, MethodNode method, InsnList code) {
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      code.add(new VarInsnNode(Opcodes.ALOAD, 0));
    } else if ((classVersion & 0xFFFF) >= Opcodes.V1_5) {
      code.add(new LdcInsnNode(Type.getObjectType(owner)));
    } else {
      String lookup = "java/lang/invoke/MethodHandles$Lookup";
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKESTATIC,
              "java/lang/invoke/MethodHandles",
              "lookup",
              "()L" + lookup + ";",
              false));
      code.add(
          new MethodInsnNode(
              Opcodes.INVOKEVIRTUAL, lookup, "lookupClass", "()Ljava/lang/Class;", false));
    }
  }

  private void rewrite() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof FrameNode frame) {
        frame.local = StackMaps.padded(frame.local, slot, "java/lang/Object");
      }
    }
    method.access &= ~Opcodes.ACC_SYNCHRONIZED;
    method.maxLocals++;
    List<LabelNode> bounds = new ArrayList<>();
    LabelNode start = new LabelNode();
    bounds.add(start);
    method.instructions.insert(enter(start));
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
        bounds.addAll(leaveBefore(insn));
      }
    }
    method.tryCatchBlocks.removeIf(block -> !hasInstruction(block.start, block.end));
    addHandler(bounds);
  }

  private InsnList enter(LabelNode start) {
    InsnList code = new InsnList();
    LineEntries.addFirst(method, code); // Where waiting for the monitor is shown.
    pushMonitor(owner, classVersion, method, code);
    code.add(new InsnNode(Opcodes.DUP));
    code.add(new VarInsnNode(Opcodes.ASTORE, slot));
    code.add(new InsnNode(Opcodes.MONITORENTER));
    code.add(start);
    return code;
  }

  /** Returns the end of the covered range before the return, and the start of the next one. */
  private List<LabelNode> leaveBefore(AbstractInsnNode exit) {
    LabelNode end = new LabelNode();
    LabelNode next = new LabelNode();
    InsnList code = new InsnList();
    code.add(end);
    code.add(new VarInsnNode(Opcodes.ALOAD, slot));
    code.add(new InsnNode(Opcodes.MONITOREXIT));
    int index = method.instructions.indexOf(exit);
    for (TryCatchBlockNode block : List.copyOf(method.tryCatchBlocks)) {
      if (method.instructions.indexOf(block.start) <= index
          && index < method.instructions.indexOf(block.end)) {
        cut(block, end, next);
      }
    }
    method.instructions.insertBefore(exit, code);
    method.instructions.insert(exit, next);
    return List.of(end, next);
  }

  /** A return throws nothing, and no handler inside may run once the monitor has been left. */
  private void cut(TryCatchBlockNode block, LabelNode end, LabelNode next) {
    int place = method.tryCatchBlocks.indexOf(block);
    method.tryCatchBlocks.add(
        place + 1, new TryCatchBlockNode(next, block.end, block.handler, block.type));
    block.end = end;
  }

  private void addHandler(List<LabelNode> bounds) {
    LabelNode handler = new LabelNode();
    InsnList code = new InsnList();
    code.add(handler);
    code.add(
        StackMaps.frame(
            StackMaps.padded(new ArrayList<>(), slot, "java/lang/Object"),
            List.of("java/lang/Throwable")));
    code.add(new VarInsnNode(Opcodes.ALOAD, slot));
    code.add(new InsnNode(Opcodes.MONITOREXIT));
    code.add(new InsnNode(Opcodes.ATHROW));
    method.instructions.add(code);
    bounds.add(handler);
    for (int i = 0; i < bounds.size(); i += 2) {
      if (hasInstruction(bounds.get(i), bounds.get(i + 1))) {
        method.tryCatchBlocks.add(
            new TryCatchBlockNode(bounds.get(i), bounds.get(i + 1), handler, null));
      }
    }
  }

  private static boolean hasInstruction(LabelNode start, LabelNode end) {
    for (AbstractInsnNode insn = start.getNext();
        insn != null && insn != end;
        insn = insn.getNext()) {
      if (insn.getOpcode() >= 0) {
        return true;
      }
    }
    return false;
  }
}
