package dev.coro.junit;

import dev.coro.SuspendableConsumer;
import dev.coro.SuspendableRunnable;
import dev.coro.testing.SeededRandom;
import dev.coro.testing.SimulationContext;
import dev.coro.testing.VirtualTime;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of a test method, as the lambda that a compiler would write for it in the test class: it
 * passes suspensions through, which reflection does not.
 */
final class TestCall {
  /** Stands for the context of a run among the arguments. */
  static final SimulationContext PLACEHOLDER =
      new SimulationContext(0, new VirtualTime(), new SeededRandom(0));

  private TestCall() {}

  static SuspendableConsumer<SimulationContext> of(
      Method method, Object instance, List<Object> arguments) throws Throwable {
    Lookup lookup =
        MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup());
    MethodHandle target = lookup.unreflect(method);
    MethodHandle factory =
        LambdaMetafactory.metafactory(
                lookup,
                "run",
                target.type().changeReturnType(SuspendableRunnable.class),
                MethodType.methodType(void.class),
                target,
                MethodType.methodType(void.class))
            .getTarget();
    List<Object> captured = new ArrayList<>();
    captured.add(instance);
    captured.addAll(arguments);
    return context -> {
      List<Object> replaced = new ArrayList<>(captured);
      replaced.replaceAll(argument -> argument == PLACEHOLDER ? context : argument);
      SuspendableRunnable call = create(factory, replaced);
      call.run();
    };
  }

  private static SuspendableRunnable create(MethodHandle factory, List<Object> captured)
      throws Exception {
    try {
      return (SuspendableRunnable) factory.invokeWithArguments(captured);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }
}
