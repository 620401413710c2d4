package dev.coro.rt;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles.Lookup.ClassOption;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * Stands for methods of the JDK that make code which the JVM shows to no agent: hidden classes,
 * lambdas made by a direct call of the metafactory, proxies of method handles. Instrumented classes
 * call these methods in their place, with the same arguments.
 */
public final class CodeAtRunTime {
  private static volatile @Nullable AgentHook hook;

  private CodeAtRunTime() {}

  /** From now on the agent instruments such code. */
  public static void install(AgentHook agent) {
    hook = agent;
  }

  /** As {@link Lookup#defineHiddenClass}, of an instrumented class. */
  public static Lookup defineHiddenClass(
      Lookup lookup, byte[] classFile, boolean initialize, ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClass(instrumented(lookup, classFile), initialize, options);
  }

  /** As {@link Lookup#defineHiddenClassWithClassData}, of an instrumented class. */
  public static Lookup defineHiddenClassWithClassData(
      Lookup lookup, byte[] classFile, Object data, boolean initialize, ClassOption... options)
      throws IllegalAccessException {
    return lookup.defineHiddenClassWithClassData(
        instrumented(lookup, classFile), data, initialize, options);
  }

  /** As {@link LambdaMetafactory#metafactory}. */
  public static CallSite metafactory(
      Lookup caller,
      String name,
      MethodType factory,
      MethodType erased,
      MethodHandle implementation,
      MethodType instantiated)
      throws LambdaConversionException {
    noteLambda(caller, implementation);
    return LambdaMetafactory.metafactory(
        caller, name, factory, erased, implementation, instantiated);
  }

  /** As {@link LambdaMetafactory#altMetafactory}. */
  public static CallSite altMetafactory(
      Lookup caller, String name, MethodType factory, Object... arguments)
      throws LambdaConversionException {
    if (arguments.length > 1 && arguments[1] instanceof MethodHandle implementation) {
      noteLambda(caller, implementation);
    }
    return LambdaMetafactory.altMetafactory(caller, name, factory, arguments);
  }

  /**
   * As {@link MethodHandleProxies#asInterfaceInstance}, of a bracketed handle.
   *
   * @param <T> the interface
   */
  public static <T> T asInterfaceInstance(Class<T> type, MethodHandle target) {
    return MethodHandleProxies.asInterfaceInstance(type, Pins.bracketed(target));
  }

  /** Whether the method is suspendable, as far as the agent can be asked. */
  static boolean isSuspendable(Class<?> owner, String name, MethodType type) {
    AgentHook agent = hook;
    return agent != null && agent.isSuspendable(owner, name, type);
  }

  /** The agent, if it is active. */
  static @Nullable AgentHook agent() {
    return hook;
  }

  private static byte[] instrumented(Lookup lookup, byte[] classFile) {
    AgentHook agent = hook;
    return agent == null ? classFile : agent.instrument(lookup.lookupClass(), classFile);
  }

  /**
   * The proxy calls the implementation without a bracket, for callers that need not expect it to
   * suspend.
   */
  private static void noteLambda(Lookup caller, MethodHandle implementation) {
    AgentHook agent = hook;
    if (agent == null || StackCheck.always) {
      return;
    }
    MethodHandleInfo info;
    try {
      info = caller.revealDirect(implementation);
    } catch (IllegalArgumentException e) {
      return; // The metafactory will refuse it as well.
    }
    Class<?> owner = info.getDeclaringClass();
    if (agent.isSuspendable(owner, info.getName(), info.getMethodType())) {
      StackCheck.checkAlways();
    }
  }
}
