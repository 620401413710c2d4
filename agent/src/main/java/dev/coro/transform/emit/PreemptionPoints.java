package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.analyze.Loops;
import dev.coro.transform.analyze.Loops.Counter;
import dev.coro.transform.analyze.Loops.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Has a method ask, at its entry and in each loop, whether its time slice has ended, in place and
 * before anything else is done to it:
 *
 * <pre>
 *   if (Preemption.wanted) Preemption.point();
 * </pre>
 *
 * <p>A loop asks where its jumps back lead to. A loop that only counts asks once in many rounds:
 *
 * <pre>
 *   for (int i = 0; i &lt; n; i++) {..}
 *
 *   int i = 0;
 *   do {
 *     int pause = i + MANY;
 *     for (; i &lt; n &amp;&amp; i &lt; pause; i++) {..}
 *     if (Preemption.wanted) Preemption.point();
 *   } while (i &lt; n);
 * </pre>
 *
 * <p>A second limit is nothing to a JIT compiler, which removes range checks from such a loop and
 * vectorises it as before; a question in each round would forbid that. HotSpot itself mines loops
 * in strips in this way for its safepoints.
 *
 * <p>The transform knows {@code point} as a suspension point.
 */
public final class PreemptionPoints {
  /** Instructions between two questions of a loop that counts: some tenths of a millisecond. */
  private static final int STRIP = 1 << 19;

  /** No limit of a strip is further away than that, so that few counters overflow on the way. */
  private static final int MOST = 1 << 24;

  /** A method of its own class with at most that many instructions and no calls takes no time. */
  private static final int SMALL = 100;

  private static final String FLAG = "wanted";
  private static final String POINT = "point";

  /** Classes whose methods take no time worth mentioning. */
  private static final Set<String> QUICK_CLASSES =
      Set.of(
          "java/lang/Math",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Float",
          "java/lang/Double",
          "java/lang/Character",
          "java/lang/Boolean",
          "java/lang/Byte",
          "java/lang/Short");

  private final String owner;
  private final List<MethodNode> siblings;
  private final MethodNode method;

  /** The local that says when to ask again; the loops that need one do not overlap. */
  private final int pause;

  private PreemptionPoints(String owner, List<MethodNode> siblings, MethodNode method) {
    this.owner = owner;
    this.siblings = siblings;
    this.method = method;
    this.pause = method.maxLocals;
  }

  /**
   * Adds the questions to {@code method}, which has code.
   *
   * @param siblings the methods of its class
   * @return whether there is a place for any
   */
  public static boolean add(String owner, List<MethodNode> siblings, MethodNode method) {
    return new PreemptionPoints(owner, siblings, method).add();
  }

  /** Whether the call is one of those that were added. */
  public static boolean is(MethodInsnNode call) {
    return call.owner.equals(RuntimeNames.PREEMPTION) && call.name.equals(POINT);
  }

  private boolean add() {
    List<Loop> loops = Loops.of(method, this::isQuick);
    boolean atEntry = mayRecur();
    for (Loop loop : loops) {
      Counter counter = loop.counter();
      if (counter == null) {
        askInEachRound(loop);
      } else {
        askAfterStrip(loop, counter);
      }
    }
    if (atEntry) {
      askAtEntry();
    }
    method.maxStack += 2;
    return atEntry || !loops.isEmpty();
  }

  // ---- what takes time

  /** Only methods that call others can call themselves again and again. */
  private boolean mayRecur() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof InvokeDynamicInsnNode
          || (insn instanceof MethodInsnNode call && !isQuick(call))) {
        return true;
      }
    }
    return false;
  }

  private boolean isQuick(MethodInsnNode call) {
    if (QUICK_CLASSES.contains(call.owner)) {
      return true;
    } else if (call.owner.equals("java/lang/String")) {
      return call.name.equals("charAt") || call.name.equals("length");
    }
    return call.owner.equals(owner)
        && siblings.stream()
            .anyMatch(
                sibling ->
                    sibling.name.equals(call.name)
                        && sibling.desc.equals(call.desc)
                        && isQuickMethod(sibling));
  }

  private static boolean isQuickMethod(MethodNode method) {
    int noOther = Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
    int slow = Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNCHRONIZED;
    if ((method.access & noOther) == 0
        || (method.access & slow) != 0
        || method.name.charAt(0) == '<'
        || method.instructions.size() > SMALL) {
      return false;
    }
    for (AbstractInsnNode insn : method.instructions) {
      int opcode = insn.getOpcode();
      boolean calls = opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEDYNAMIC;
      boolean allocates =
          opcode == Opcodes.NEWARRAY
              || opcode == Opcodes.ANEWARRAY
              || opcode == Opcodes.MULTIANEWARRAY
              || opcode == Opcodes.MONITORENTER;
      if (calls || allocates) {
        return false;
      }
    }
    return Loops.of(method, call -> false).isEmpty();
  }

  // ---- code

  /** In front of the first instruction of the loop; only jumps back come past the question. */
  private void askInEachRound(Loop loop) {
    LabelNode first = new LabelNode();
    LabelNode asked = new LabelNode();
    InsnList code = new InsnList();
    code.add(new JumpInsnNode(Opcodes.GOTO, first));
    code.add(asked);
    code.add(copy(loop.frame()));
    addQuestion(code, first);
    code.add(first);
    code.add(copy(loop.frame()));
    redirect(loop, asked);
    method.instructions.insertBefore(loop.first(), code);
  }

  /**
   * The new limit is set in front of the loop, and looked at where it jumps back: behind the last
   * jump, if possible, so that the inner of the two loops still begins where a jump leads back to.
   * There the JVM replaces running code by compiled code, which is to find a loop that counts.
   */
  private void askAfterStrip(Loop loop, Counter counter) {
    method.maxLocals = pause + 1;
    for (AbstractInsnNode i = loop.first(); i != counter.last(); i = i.getNext()) {
      if (i instanceof FrameNode frame) {
        frame.local = StackMaps.padded(frame.local, pause, Opcodes.INTEGER);
      }
    }
    LabelNode begins = new LabelNode();
    LabelNode first = new LabelNode();
    LabelNode counted = new LabelNode();
    redirect(loop, counted);
    InsnList end = new InsnList();
    end.add(counted);
    end.add(withPause(loop.frame()));
    end.add(new VarInsnNode(Opcodes.ILOAD, counter.slot()));
    end.add(new VarInsnNode(Opcodes.ILOAD, pause));
    int goesOn = counter.step() > 0 ? Opcodes.IF_ICMPLT : Opcodes.IF_ICMPGT;
    end.add(new JumpInsnNode(goesOn, first));
    addQuestion(end, begins);
    InsnList begin = new InsnList();
    if (counter.last().getOpcode() == Opcodes.GOTO) {
      end.add(new JumpInsnNode(Opcodes.GOTO, begins));
      method.instructions.insert(counter.last(), end);
      begin.add(begins); // The types are told already.
    } else {
      // Nobody has told the types behind the last jump, where code can be reached.
      begin.add(new JumpInsnNode(Opcodes.GOTO, begins));
      begin.add(end);
      begin.add(begins);
      begin.add(copy(loop.frame()));
    }
    begin.add(new VarInsnNode(Opcodes.ILOAD, counter.slot()));
    begin.add(new LdcInsnNode(strip(counter)));
    begin.add(new InsnNode(Opcodes.IADD));
    begin.add(new VarInsnNode(Opcodes.ISTORE, pause));
    begin.add(first);
    begin.add(withPause(loop.frame()));
    method.instructions.insertBefore(loop.first(), begin);
  }

  /** How far it counts between two questions. */
  private static int strip(Counter counter) {
    int rounds = Math.min(STRIP / counter.size(), MOST / Math.abs(counter.step()));
    return Math.max(1, rounds) * counter.step();
  }

  private void askAtEntry() {
    LabelNode begins = new LabelNode();
    InsnList code = new InsnList();
    LineEntries.addFirst(method, code);
    addQuestion(code, begins);
    code.add(begins);
    code.add(StackMaps.frame(parameters(), List.of()));
    // The method may have types of its own at its beginning.
    code.add(new InsnNode(Opcodes.NOP));
    method.instructions.insert(code);
  }

  private List<Object> parameters() {
    List<Object> types = new ArrayList<>();
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      types.add(owner);
    }
    for (Type parameter : Type.getArgumentTypes(method.desc)) {
      types.add(StackMaps.entry(parameter));
    }
    return types;
  }

  /** {@code if (Preemption.wanted) Preemption.point();}, and on to {@code next}, which follows. */
  private static void addQuestion(InsnList code, LabelNode next) {
    code.add(new FieldInsnNode(Opcodes.GETSTATIC, RuntimeNames.PREEMPTION, FLAG, "Z"));
    code.add(new JumpInsnNode(Opcodes.IFEQ, next));
    code.add(
        new MethodInsnNode(Opcodes.INVOKESTATIC, RuntimeNames.PREEMPTION, POINT, "()V", false));
  }

  private static FrameNode copy(FrameNode frame) {
    return StackMaps.frame(frame.local, frame.stack);
  }

  private FrameNode withPause(FrameNode frame) {
    return StackMaps.frame(StackMaps.padded(frame.local, pause, Opcodes.INTEGER), frame.stack);
  }

  // ---- jumps

  private void redirect(Loop loop, LabelNode to) {
    for (AbstractInsnNode jump : loop.jumps()) {
      if (jump instanceof JumpInsnNode simple) {
        simple.label = to;
      } else if (jump instanceof TableSwitchInsnNode table) {
        table.dflt = redirected(table.dflt, loop, to);
        table.labels.replaceAll(label -> redirected(label, loop, to));
      } else if (jump instanceof LookupSwitchInsnNode lookup) {
        lookup.dflt = redirected(lookup.dflt, loop, to);
        lookup.labels.replaceAll(label -> redirected(label, loop, to));
      }
    }
  }

  private static LabelNode redirected(LabelNode label, Loop loop, LabelNode to) {
    AbstractInsnNode target = label;
    while (target != null && target.getOpcode() < 0) {
      target = target.getNext();
    }
    return target == loop.first() ? to : label;
  }
}
