package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls of the JDK's functional interfaces, and of iterators, by the bridges of {@code forEach} and
 * the like. They are suspension points, although the declarations are not: what is called may be a
 * lambda that suspends. That is right whatever it turns out to be: behind a call that has not
 * suspended nothing is different, and a suspension through anything else is refused by whoever
 * cannot be suspended.
 */
public final class FunctionalCall {
  private FunctionalCall() {}

  /** Whether the instruction, in a class of this name, is such a call. */
  public static boolean is(String className, MethodInsnNode call) {
    return className.startsWith(RuntimeNames.BRIDGE_PACKAGE)
        && call.getOpcode() == Opcodes.INVOKEINTERFACE
        && (isInterface(call.owner) || SuspendableIteration.isStep(call.owner, call.name));
  }

  /** Whether it is the internal name of such an interface. */
  public static boolean isInterface(String internalName) {
    return internalName.startsWith("java/util/function/")
        || internalName.equals("java/util/Comparator")
        || internalName.equals("java/lang/Runnable");
  }
}
