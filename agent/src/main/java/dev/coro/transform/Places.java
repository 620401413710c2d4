package dev.coro.transform;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Names places in class files as people write them. */
final class Places {
  private Places() {}

  /** For example {@code com.acme.Cart#checkout(Order) at Cart.java:41}. */
  static String describe(String owner, @Nullable String sourceFile, MethodNode method) {
    return describe(owner, sourceFile, method, firstLine(method));
  }

  /** As {@link #describe}, with the line of one of its instructions. */
  static String describe(
      String owner, @Nullable String sourceFile, MethodNode method, AbstractInsnNode insn) {
    AbstractInsnNode before = insn;
    while (before != null && !(before instanceof LineNumberNode)) {
      before = before.getPrevious();
    }
    int line = before instanceof LineNumberNode number ? number.line : 0;
    return describe(owner, sourceFile, method, line);
  }

  private static String describe(
      String owner, @Nullable String sourceFile, MethodNode method, int line) {
    StringJoiner parameters = new StringJoiner(", ", "(", ")");
    for (Type type : Type.getArgumentTypes(method.desc)) {
      String name = type.getClassName();
      parameters.add(name.substring(name.lastIndexOf('.') + 1));
    }
    String place = owner.replace('/', '.') + "#" + method.name + parameters;
    if (sourceFile == null) {
      return place;
    }
    return place + " at " + sourceFile + (line > 0 ? ":" + line : "");
  }

  private static int firstLine(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return 0;
  }
}
