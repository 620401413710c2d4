package dev.coro.transform.testing;

import dev.coro.Continuation;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Runs the cases of a fixture: its public static methods that take nothing and return an Object.
 * Cases must not leave anything behind in static fields.
 */
public final class FixtureRun {
  /** No fixture suspends more often; a case that does is caught in a loop. */
  private static final int MOST_RESUMPTIONS = 1_000_000;

  private final FixtureLoader loader;
  private final Class<?> fixture;

  /** Prepares runs of the fixture class with this name. */
  public FixtureRun(FixtureLoader loader, String className) {
    this.loader = loader;
    this.fixture = loader.initialize(className);
  }

  /** Names of the cases of a fixture, sorted. */
  public static List<String> cases(Class<?> fixture) {
    List<Method> found = new ArrayList<>();
    for (Method method : fixture.getDeclaredMethods()) {
      if (isCase(method)) {
        found.add(method);
      }
    }
    return found.stream().map(Method::getName).sorted(Comparator.naturalOrder()).toList();
  }

  private static boolean isCase(Method method) {
    int wanted = Modifier.PUBLIC | Modifier.STATIC;
    return (method.getModifiers() & wanted) == wanted
        && method.getParameterCount() == 0
        && method.getReturnType() == Object.class
        && !method.isSynthetic();
  }

  /** Runs a case without any continuation. */
  public Outcome runPlain(String name) {
    Trace trace = new Trace(k -> false);
    try {
      body(name, trace).run();
    } catch (Exception e) {
      throw new AssertionError("the body catches everything", e);
    }
    return trace.outcome();
  }

  /** Runs a case inside a continuation until it ends. */
  public Trace runInContinuation(String name, IntPredicate policy) {
    Trace trace = new Trace(policy);
    Continuation continuation = new Continuation(body(name, trace));
    int suspended = 0;
    while (continuation.resume()) {
      if (++suspended > MOST_RESUMPTIONS) {
        throw new AssertionError("does not end");
      }
    }
    if (suspended != trace.suspensions()) {
      throw new AssertionError(
          "suspended " + suspended + " times, was told to " + trace.suspensions() + " times");
    }
    return trace;
  }

  /** The body of a continuation that runs a case and tells {@code trace}. */
  public SuspendableRunnable body(String name, Trace trace) {
    try {
      loader.initialize(FixtureLoader.FIXTURES + "Probe").getField("trace").set(null, trace);
      return (SuspendableRunnable)
          loader
              .initialize(FixtureLoader.FIXTURES + "CaseBody")
              .getConstructor(SuspendableCallable.class, Trace.class)
              .newInstance(callable(name), trace);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(fixture.getName() + "." + name, e);
    }
  }

  /** A direct call of the case: reflection in between could not be suspended. */
  private SuspendableCallable<?> callable(String name) throws ReflectiveOperationException {
    var full =
        (MethodHandles.Lookup)
            loader.initialize(FixtureLoader.FIXTURES + "CaseBody").getField("LOOKUP").get(null);
    MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(fixture, full);
    MethodType type = MethodType.methodType(Object.class);
    MethodHandle method = lookup.findStatic(fixture, name, type);
    try {
      return (SuspendableCallable<?>)
          LambdaMetafactory.metafactory(
                  lookup,
                  "call",
                  MethodType.methodType(SuspendableCallable.class),
                  type,
                  method,
                  type)
              .getTarget()
              .invoke();
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }
}
