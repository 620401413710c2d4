package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Calls of the JDK that make code at run time which the JVM shows to no agent. Instrumented classes
 * call a method of the runtime instead, which takes the same arguments.
 */
public final class RedirectedCall {
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String PROXIES = "java/lang/invoke/MethodHandleProxies";

  /** Where the handles of call sites that a metafactory was asked for are used. */
  private static final String CALL_SITE = "java/lang/invoke/CallSite";

  /** Names of the methods, and of the runtime's, by class. */
  private static final Map<String, java.util.Set<String>> METHODS =
      Map.of(
          LOOKUP, java.util.Set.of("defineHiddenClass", "defineHiddenClassWithClassData"),
          METAFACTORY, java.util.Set.of("metafactory", "altMetafactory"),
          PROXIES, java.util.Set.of("asInterfaceInstance"));

  private RedirectedCall() {}

  /** Whether a call that names this method is one. */
  public static boolean is(String owner, String name) {
    java.util.Set<String> names = METHODS.get(owner);
    return names != null && names.contains(name);
  }

  /**
   * Whether a class that names this method may have such a call. Every class with a lambda names
   * the metafactory; only those that call it as a method use call sites.
   */
  static boolean isHinted(String owner, String name) {
    return owner.equals(CALL_SITE) || (!owner.equals(METAFACTORY) && is(owner, name));
  }

  /** Whether {@link #isHinted} can be true of a method of this class. */
  static boolean mayBeDeclaredBy(String owner) {
    return owner.equals(CALL_SITE) || METHODS.containsKey(owner);
  }

  /** Turns the call into one of the runtime's method. */
  public static void redirect(MethodInsnNode call) {
    if (call.getOpcode() != Opcodes.INVOKESTATIC) {
      call.desc = "(L" + call.owner + ";" + call.desc.substring(1);
    }
    call.setOpcode(Opcodes.INVOKESTATIC);
    call.owner = RuntimeNames.CODE_AT_RUN_TIME;
    call.itf = false;
  }
}
