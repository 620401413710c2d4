package dev.coro.transform.scan;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls that may reach a suspendable method without naming it, through frames that cannot be saved:
 * reflection, method handles, native methods, and call sites that a dynamic language links. They
 * are bracketed wherever they stand, so that a suspension below them looks at the stack.
 */
public final class OpaqueCall {
  private static final String METHOD = "java/lang/reflect/Method";
  private static final String INVOCATION_HANDLER = "java/lang/reflect/InvocationHandler";
  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";

  private OpaqueCall() {}

  /** Whether the instruction is such a call. */
  public static boolean is(AbstractInsnNode insn, ClassHierarchy hierarchy) {
    if (insn instanceof MethodInsnNode call) {
      return is(call.owner, call.name, call.desc, hierarchy);
    }
    return insn instanceof InvokeDynamicInsnNode dynamic && !isJdkBootstrap(dynamic.bsm.getOwner());
  }

  /** Whether a call that names this method is one. */
  public static boolean is(String owner, String name, String descriptor, ClassHierarchy hierarchy) {
    return isReflective(owner, name) || hierarchy.isNative(owner, name, descriptor);
  }

  /** Whether it is a method of the JDK that calls what it is given. Handles of fields call none. */
  static boolean isReflective(String owner, String name) {
    return switch (owner) {
      case METHOD -> name.equals("invoke");
      case METHOD_HANDLE -> name.startsWith("invoke");
      case INVOCATION_HANDLER -> name.equals("invokeDefault");
      default -> false;
    };
  }

  /** Whether a class of the JDK declares one, or a class that is not the JDK's may. Cheap. */
  static boolean mayBeDeclaredBy(String owner) {
    return switch (owner) {
      case METHOD, METHOD_HANDLE, INVOCATION_HANDLER -> true;
      default -> !ClassHierarchy.isJdk(owner);
    };
  }

  /** Whether the bootstrap methods of this class link to code that names what it calls. */
  static boolean isJdkBootstrap(String owner) {
    return owner.startsWith("java/lang/invoke/") || owner.startsWith("java/lang/runtime/");
  }

  /**
   * Whether a method handle in a constant pool can be the bootstrap method of a call site. Bodies
   * of lambdas that look alike are told from them by the instructions.
   */
  static boolean isBootstrapShaped(int kind, String descriptor) {
    if (kind != Opcodes.H_INVOKESTATIC && kind != Opcodes.H_NEWINVOKESPECIAL) {
      return false;
    }
    if (descriptor.endsWith("CallSite;") || kind == Opcodes.H_NEWINVOKESPECIAL) {
      return descriptor.startsWith("(Ljava/lang/") || descriptor.startsWith("([Ljava/lang/");
    }
    return descriptor.endsWith(")Ljava/lang/Object;")
        && (descriptor.startsWith("(Ljava/lang/invoke/MethodHandles$Lookup;")
            || descriptor.startsWith("([Ljava/lang/Object;)")
            || (descriptor.startsWith("(Ljava/lang/Object;")
                && Type.getArgumentCount(descriptor) > 2));
  }
}
