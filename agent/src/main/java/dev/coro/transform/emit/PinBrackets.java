package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Brackets calls below which a suspension may be impossible: those of suspendable methods in a
 * method that cannot be suspended, and those that lead where the transform cannot follow. A
 * suspension inside looks at the stack and is refused at once, naming what is in the way, instead
 * of unwinding through it.
 *
 * <pre>
 *   Pins.pin(); bar(..); Pins.unpin();  ...
 *   thrown: Pins.unpin(); throw           covered by whatever covers the call
 * </pre>
 *
 * <p>A method that has no room for that gets one bracket around its whole body.
 */
public final class PinBrackets {
  private final MethodNode method;
  private final List<TryCatchBlockNode> inner = new ArrayList<>();
  private final List<TryCatchBlockNode> outer = new ArrayList<>();
  private final InsnList handlers = new InsnList();

  private PinBrackets(MethodNode method) {
    this.method = method;
  }

  /**
   * A call to bracket.
   *
   * @param locals types of the locals there, one entry a slot
   * @param covering entries of the exception table that cover it
   */
  private record Site(
      AbstractInsnNode call, List<Object> locals, List<TryCatchBlockNode> covering) {}

  /**
   * Brackets the calls of {@code method} that {@code wanted} selects, in place. The stack maps of
   * the method are expanded.
   *
   * @return whether there were any
   */
  public static boolean add(String owner, MethodNode method, Predicate<AbstractInsnNode> wanted) {
    PinBrackets brackets = new PinBrackets(method);
    List<Site> sites = brackets.sites(owner, wanted);
    sites.forEach(brackets::bracket);
    method.instructions.add(brackets.handlers);
    method.tryCatchBlocks.addAll(0, brackets.inner);
    method.tryCatchBlocks.addAll(brackets.outer);
    return !sites.isEmpty();
  }

  /** Puts one bracket around the body of {@code method}, which is no constructor, in place. */
  public static void addAround(MethodNode method) {
    addAround(method, "pin", "unpin");
  }

  /** Marks the body of a class loader's method, which the JVM may call anywhere, in place. */
  public static void addAroundLoading(MethodNode method) {
    addAround(method, "beginLoading", "endLoading");
  }

  private static void addAround(MethodNode method, String enter, String leave) {
    LabelNode start = new LabelNode();
    LabelNode handler = new LabelNode();
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
        method.instructions.insertBefore(insn, call(leave));
      }
    }
    method.instructions.insert(start);
    method.instructions.insert(call(enter));
    method.instructions.add(handler);
    method.instructions.add(StackMaps.frame(List.of(), List.of("java/lang/Throwable")));
    method.instructions.add(call(leave));
    method.instructions.add(new InsnNode(Opcodes.ATHROW));
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, handler, handler, null));
  }

  /** All sites, found before anything is inserted: an edit costs the list its index. */
  private List<Site> sites(String owner, Predicate<AbstractInsnNode> wanted) {
    StackMaps.labelAllocations(method);
    AnalyzerAdapter types =
        new AnalyzerAdapter(
            RuntimeNames.ASM_API, owner, method.access, method.name, method.desc, null) {};
    List<Site> sites = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      // Instructions that cannot be reached have no types, and never run.
      if (types.locals != null && wanted.test(insn)) {
        sites.add(new Site(insn, List.copyOf(types.locals), covering(insn)));
      }
      insn.accept(types);
    }
    return sites;
  }

  private List<TryCatchBlockNode> covering(AbstractInsnNode call) {
    InsnList list = method.instructions;
    int index = list.indexOf(call);
    List<TryCatchBlockNode> covering = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (list.indexOf(block.start) <= index && index < list.indexOf(block.end)) {
        covering.add(block);
      }
    }
    return covering;
  }

  private void bracket(Site site) {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode handler = new LabelNode();
    LabelNode handlerEnd = new LabelNode();
    method.instructions.insertBefore(site.call(), call("pin"));
    method.instructions.insertBefore(site.call(), start);
    InsnList behind = new InsnList();
    behind.add(end);
    behind.add(call("unpin"));
    method.instructions.insert(site.call(), behind);

    handlers.add(handler);
    handlers.add(StackMaps.frame(handlerLocals(site), List.of("java/lang/Throwable")));
    handlers.add(call("unpin"));
    handlers.add(new InsnNode(Opcodes.ATHROW));
    handlers.add(handlerEnd);
    inner.add(new TryCatchBlockNode(start, end, handler, null));
    for (TryCatchBlockNode block : site.covering()) {
      outer.add(new TryCatchBlockNode(handler, handlerEnd, block.handler, block.type));
    }
  }

  /** Locals in the handler. It throws on, so they matter only to the handlers that cover it. */
  private List<Object> handlerLocals(Site site) {
    List<Object> types = StackMaps.entries(site.locals());
    types.replaceAll(type -> type instanceof Label label ? labelNode(label) : type);
    return types;
  }

  private Object labelNode(Label label) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LabelNode node && node.getLabel() == label) {
        return node;
      }
    }
    return Opcodes.TOP;
  }

  private static MethodInsnNode call(String name) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, RuntimeNames.PINS, name, "()V", false);
  }
}
