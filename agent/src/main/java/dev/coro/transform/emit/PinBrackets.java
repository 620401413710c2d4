package dev.coro.transform.emit;

import dev.coro.transform.RuntimeNames;
import dev.coro.transform.analyze.MethodAnalysis;
import dev.coro.transform.analyze.SuspensionPoint;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
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
 */
public final class PinBrackets {
  private PinBrackets() {}

  /** Brackets every suspension point of {@code method}, in place. */
  public static void add(MethodNode method, MethodAnalysis analysis) {
    List<TryCatchBlockNode> brackets = new ArrayList<>();
    List<TryCatchBlockNode> outer = new ArrayList<>();
    InsnList handlers = new InsnList();
    for (SuspensionPoint point : analysis.points()) {
      LabelNode start = new LabelNode();
      LabelNode end = new LabelNode();
      LabelNode handler = new LabelNode();
      LabelNode handlerEnd = new LabelNode();
      List<TryCatchBlockNode> covering = covering(method, point);
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
      for (TryCatchBlockNode block : covering) {
        outer.add(new TryCatchBlockNode(handler, handlerEnd, block.handler, block.type));
      }
    }
    method.instructions.add(handlers);
    method.tryCatchBlocks.addAll(0, brackets);
    method.tryCatchBlocks.addAll(outer);
  }

  private static List<TryCatchBlockNode> covering(MethodNode method, SuspensionPoint point) {
    InsnList list = method.instructions;
    List<TryCatchBlockNode> covering = new ArrayList<>();
    int call = list.indexOf(point.call());
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (list.indexOf(block.start) <= call && call < list.indexOf(block.end)) {
        covering.add(block);
      }
    }
    return covering;
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
