package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.analyze.MethodAnalysis;
import dev.coro.transform.analyze.SuspensionPoint;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Brackets the calls that may suspend in a method that cannot: a suspension inside is refused at
 * once, naming the method, instead of unwinding through it.
 *
 * <pre>
 *   Pins.pin(); bar(..); Pins.unpin();  ...
 *   thrown: Pins.unpin(); throw           covered by whatever covers the call
 * </pre>
 *
 * <p>A method that has no room for that gets one bracket around its whole body.
 */
public final class PinBrackets {
  private PinBrackets() {}

  /** Brackets every suspension point of {@code method}, in place. */
  public static void add(MethodNode method, MethodAnalysis analysis) {
    List<TryCatchBlockNode> brackets = new ArrayList<>();
    List<TryCatchBlockNode> outer = new ArrayList<>();
    InsnList handlers = new InsnList();
    // Before anything is inserted: an edit costs the list its index.
    List<List<TryCatchBlockNode>> coverings = coverings(method, analysis);
    for (SuspensionPoint point : analysis.points()) {
      LabelNode start = new LabelNode();
      LabelNode end = new LabelNode();
      LabelNode handler = new LabelNode();
      LabelNode handlerEnd = new LabelNode();
      method.instructions.insertBefore(point.call(), call("pin"));
      method.instructions.insertBefore(point.call(), start);
      InsnList behind = new InsnList();
      behind.add(end);
      behind.add(call("unpin"));
      method.instructions.insert(point.call(), behind);

      handlers.add(handler);
      handlers.add(StackMaps.frame(handlerLocals(point), List.of("java/lang/Throwable")));
      handlers.add(call("unpin"));
      handlers.add(new InsnNode(Opcodes.ATHROW));
      handlers.add(handlerEnd);
      brackets.add(new TryCatchBlockNode(start, end, handler, null));
      for (TryCatchBlockNode block : coverings.get(brackets.size() - 1)) {
        outer.add(new TryCatchBlockNode(handler, handlerEnd, block.handler, block.type));
      }
    }
    method.instructions.add(handlers);
    method.tryCatchBlocks.addAll(0, brackets);
    method.tryCatchBlocks.addAll(outer);
  }

  /** Puts one bracket around the body of {@code method}, which is no constructor, in place. */
  public static void addAround(MethodNode method) {
    LabelNode start = new LabelNode();
    LabelNode handler = new LabelNode();
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
        method.instructions.insertBefore(insn, call("unpin"));
      }
    }
    method.instructions.insert(start);
    method.instructions.insert(call("pin"));
    method.instructions.add(handler);
    method.instructions.add(StackMaps.frame(List.of(), List.of("java/lang/Throwable")));
    method.instructions.add(call("unpin"));
    method.instructions.add(new InsnNode(Opcodes.ATHROW));
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, handler, handler, null));
  }

  /** For each suspension point the entries of the exception table that cover it. */
  private static List<List<TryCatchBlockNode>> coverings(
      MethodNode method, MethodAnalysis analysis) {
    InsnList list = method.instructions;
    List<List<TryCatchBlockNode>> coverings = new ArrayList<>();
    for (SuspensionPoint point : analysis.points()) {
      List<TryCatchBlockNode> covering = new ArrayList<>();
      for (TryCatchBlockNode block : method.tryCatchBlocks) {
        if (list.indexOf(block.start) <= point.index() && point.index() < list.indexOf(block.end)) {
          covering.add(block);
        }
      }
      coverings.add(covering);
    }
    return coverings;
  }

  /** Locals in the handler, which throws on: objects that are not constructed are not needed. */
  private static List<Object> handlerLocals(SuspensionPoint point) {
    List<Object> types = StackMaps.entries(point.locals());
    types.replaceAll(type -> type instanceof Label ? Opcodes.TOP : type);
    return types;
  }

  private static MethodInsnNode call(String name) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, RuntimeNames.PINS, name, "()V", false);
  }
}
