package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.analyze.ControlFlow;
import dev.coro.transform.analyze.MonitorRegions;
import dev.coro.transform.tree.MethodFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Tells the runtime of every monitor that a method enters and leaves, in place:
 *
 * <pre>
 *   monitorenter  becomes  retry: monitorenter; if (!Monitors.enter(o)) {
 *                                   monitorexit; Monitors.await(o); goto retry }
 *   monitorexit   becomes  monitorexit; Monitors.exit(o)
 * </pre>
 *
 * <p>{@code await} is a suspension point like any other. A method that cannot wait gets {@code
 * monitorenter; Monitors.guard(o)} instead, which throws.
 *
 * <p>Whatever can throw while the monitor is held is covered by a handler that leaves it: methods
 * that could end holding a monitor are not compiled by the JIT compilers. For the same reason the
 * call behind {@code monitorexit} is cut out of the ranges of handlers that leave the same monitor:
 * ranges of handlers that cover themselves, and those of old compilers, which end further on.
 */
public final class MonitorHooks {
  /** Final in {@code Object}, so nothing else has these names and types. */
  private static final Set<String> WAIT_DESCRIPTORS = Set.of("()V", "(J)V", "(JI)V");

  private final MethodNode method;
  private final boolean canWait;

  /** Handlers that leave a monitor, appended at the end. */
  private final InsnList handlers = new InsnList();

  private final Map<Label, LabelNode> labels = new HashMap<>();

  /** Number of monitors held at each handler, and in front of each {@code monitorexit}. */
  private final Map<LabelNode, Integer> heldAtHandler = new HashMap<>();

  private final Map<AbstractInsnNode, Integer> heldAtExit = new HashMap<>();

  /** A {@code monitorenter} with the types in front of it, one entry a value. */
  private record Entry(
      AbstractInsnNode insn,
      int slot,
      List<Object> locals,
      List<Object> stack,
      List<TryCatchBlockNode> covering) {}

  private MonitorHooks(MethodNode method, boolean canWait) {
    this.method = method;
    this.canWait = canWait;
  }

  /** Rewrites a suspendable method whose monitors are block-structured. */
  public static void add(String owner, MethodNode method) {
    new MonitorHooks(method, true).rewrite(owner);
  }

  /** Rewrites a method that cannot be suspended. */
  public static void addGuards(String owner, MethodNode method) {
    new MonitorHooks(method, false).rewrite(owner);
  }

  /** Has a {@code synchronized} method that cannot be suspended ask at its entry. */
  public static void guardEntry(String owner, int classVersion, MethodNode method) {
    InsnList code = new InsnList();
    SynchronizedMethod.pushMonitor(owner, classVersion, method, code);
    code.add(call("guard", "V"));
    method.instructions.insert(code);
  }

  /**
   * Redirects calls of {@code Object.wait}.
   *
   * @param suspendable whether the method is suspendable; if not, nothing is done
   */
  public static void redirectWait(MethodFacts facts, BooleanSupplier suspendable) {
    for (MethodInsnNode call : facts.calls()) {
      if (call.getOpcode() == Opcodes.INVOKEVIRTUAL
          && call.name.equals("wait")
          && WAIT_DESCRIPTORS.contains(call.desc)
          && suspendable.getAsBoolean()) {
        call.setOpcode(Opcodes.INVOKESTATIC);
        call.owner = RuntimeNames.MONITORS;
        call.desc = "(Ljava/lang/Object;" + call.desc.substring(1);
        call.itf = false;
      }
    }
  }

  private void rewrite(String owner) {
    StackMaps.labelAllocations(method);
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LabelNode label) {
        labels.put(label.getLabel(), label);
      }
    }
    List<Entry> entries = new ArrayList<>();
    List<AbstractInsnNode> exits = new ArrayList<>();
    AnalyzerAdapter types =
        new AnalyzerAdapter(
            RuntimeNames.ASM_API, owner, method.access, method.name, method.desc, null) {};
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITORENTER && types.stack != null) {
        entries.add(entry(insn, types));
      } else if (insn.getOpcode() == Opcodes.MONITOREXIT) {
        exits.add(insn);
      }
      insn.accept(types);
    }
    if (canWait) {
      noteHeld(exits);
    }
    entries.forEach(this::rewriteEntry);
    if (canWait) {
      exits.forEach(this::rewriteExit);
    }
    method.instructions.add(handlers);
  }

  private void noteHeld(List<AbstractInsnNode> exits) {
    MonitorRegions regions = MonitorRegions.of(method, new ControlFlow(method));
    if (regions == null) {
      throw new IllegalStateException("monitors are not block-structured");
    }
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      int index = method.instructions.indexOf(block.handler);
      heldAtHandler.put(block.handler, regions.heldAt(index).size());
    }
    for (AbstractInsnNode exit : exits) {
      heldAtExit.put(exit, regions.heldAt(method.instructions.indexOf(exit)).size());
    }
  }

  private Entry entry(AbstractInsnNode insn, AnalyzerAdapter types) {
    List<Object> stack = withLabelNodes(StackMaps.entries(types.stack));
    stack.remove(stack.size() - 1);
    return new Entry(
        insn,
        MonitorRegions.slotOf(insn),
        withLabelNodes(StackMaps.entries(types.locals)),
        stack,
        covering(insn));
  }

  private List<Object> withLabelNodes(List<Object> types) {
    types.replaceAll(type -> type instanceof Label label ? labels.get(label) : type);
    return types;
  }

  private List<TryCatchBlockNode> covering(AbstractInsnNode insn) {
    return method.tryCatchBlocks.stream().filter(block -> covers(block, insn)).toList();
  }

  // ---- entering

  private void rewriteEntry(Entry entry) {
    if (entry.slot() < 0) {
      // Only a method that cannot wait: it asks before it enters.
      InsnList code = new InsnList();
      code.add(new InsnNode(Opcodes.DUP));
      code.add(call("guard", "V"));
      method.instructions.insertBefore(entry.insn(), code);
      return;
    }
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = new InsnList();
    code.add(start);
    code.add(load(entry));
    code.add(call(canWait ? "enter" : "guard", canWait ? "Z" : "V"));
    code.add(end);
    if (canWait) {
      LabelNode retry = new LabelNode();
      LabelNode entered = new LabelNode();
      InsnList before = new InsnList();
      before.add(new InsnNode(Opcodes.POP));
      before.add(retry);
      before.add(StackMaps.frame(entry.locals(), entry.stack()));
      before.add(load(entry));
      method.instructions.insertBefore(entry.insn(), before);
      code.add(new JumpInsnNode(Opcodes.IFNE, entered));
      code.add(load(entry));
      code.add(new InsnNode(Opcodes.MONITOREXIT));
      code.add(load(entry));
      code.add(call("await", "V"));
      code.add(new JumpInsnNode(Opcodes.GOTO, retry));
      code.add(entered);
      if (!StackMaps.frameFollows(entry.insn())) {
        code.add(StackMaps.frame(entry.locals(), entry.stack()));
      }
    }
    method.instructions.insert(entry.insn(), code);
    addHandler(entry, start, end);
  }

  private void addHandler(Entry entry, LabelNode start, LabelNode end) {
    LabelNode handler = new LabelNode();
    LabelNode left = new LabelNode();
    LabelNode handlerEnd = new LabelNode();
    handlers.add(handler);
    handlers.add(StackMaps.frame(entry.locals(), List.of("java/lang/Throwable")));
    handlers.add(load(entry));
    handlers.add(new InsnNode(Opcodes.MONITOREXIT));
    handlers.add(left);
    handlers.add(new InsnNode(Opcodes.ATHROW));
    handlers.add(handlerEnd);
    method.tryCatchBlocks.add(0, new TryCatchBlockNode(start, end, handler, null));
    for (TryCatchBlockNode block : entry.covering()) {
      method.tryCatchBlocks.add(new TryCatchBlockNode(left, handlerEnd, block.handler, block.type));
    }
  }

  private static VarInsnNode load(Entry entry) {
    return new VarInsnNode(Opcodes.ALOAD, entry.slot());
  }

  // ---- leaving

  private void rewriteExit(AbstractInsnNode exit) {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = new InsnList();
    code.add(start);
    code.add(new VarInsnNode(Opcodes.ALOAD, MonitorRegions.slotOf(exit)));
    code.add(call("exit", "V"));
    code.add(end);
    List<TryCatchBlockNode> blocks = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      blocks.add(block);
      if (endsBehind(exit, block)) {
        block.end = start;
      } else if (covers(block, exit) && expectsMonitor(block, exit)) {
        blocks.add(new TryCatchBlockNode(end, block.end, block.handler, block.type));
        block.end = start;
      }
    }
    method.tryCatchBlocks = blocks;
    method.instructions.insert(exit, code);
  }

  private boolean covers(TryCatchBlockNode block, AbstractInsnNode insn) {
    int index = method.instructions.indexOf(insn);
    return method.instructions.indexOf(block.start) <= index
        && index < method.instructions.indexOf(block.end);
  }

  /** Whether the handler leaves the monitor that this instruction leaves. */
  private boolean expectsMonitor(TryCatchBlockNode block, AbstractInsnNode exit) {
    return heldAtHandler.getOrDefault(block.handler, 0) >= heldAtExit.getOrDefault(exit, 0);
  }

  /** Whether the range ends with this instruction. */
  private static boolean endsBehind(AbstractInsnNode exit, TryCatchBlockNode block) {
    for (AbstractInsnNode next = exit.getNext();
        next != null && next.getOpcode() < 0;
        next = next.getNext()) {
      if (next == block.end) {
        return true;
      }
    }
    return false;
  }

  private static MethodInsnNode call(String name, String result) {
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, RuntimeNames.MONITORS, name, "(Ljava/lang/Object;)" + result, false);
  }
}
