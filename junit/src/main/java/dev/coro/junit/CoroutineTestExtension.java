package dev.coro.junit;

import dev.coro.SuspendableConsumer;
import dev.coro.testing.Exploration;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import dev.coro.testing.Strategy;
import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs methods with {@link CoroutineTest}. */
final class CoroutineTestExtension implements InvocationInterceptor, ParameterResolver {
  /** JUnit finds it by {@link CoroutineTest}. */
  CoroutineTestExtension() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SimulationContext.class
        && parameter.getDeclaringExecutable() instanceof Method;
  }

  /** In place of the one of the run, which does not exist yet. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return TestCall.PLACEHOLDER;
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    // JUnit would call the method by reflection, through which nothing can suspend.
    invocation.skip();
    CoroutineTest test =
        AnnotationSupport.findAnnotation(method.getExecutable(), CoroutineTest.class).orElseThrow();
    run(
        test,
        TestCall.of(
            method.getExecutable(), context.getRequiredTestInstance(), method.getArguments()));
  }

  private static void run(CoroutineTest test, SuspendableConsumer<SimulationContext> body) {
    Simulation simulation = Simulation.withSeed(test.seed());
    if (test.pctDepth() > 0) {
      simulation = simulation.withStrategy(Strategy.pct(test.pctDepth()));
    }
    if (test.timeoutSeconds() > 0) {
      simulation = simulation.withTimeout(Duration.ofSeconds(test.timeoutSeconds()));
    }
    if (test.seeds() == 1) {
      simulation.run(body);
    } else {
      new Exploration(test.seed(), test.seeds(), simulation, false).explore(body);
    }
  }
}
