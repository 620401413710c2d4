package dev.coro.transform.fuzz;

import dev.coro.Continuation;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.Outcome;
import dev.coro.transform.testing.Trace;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** Runs the program that a loader has, as often as wanted. */
final class ProgramRun {
  /** What may differ in messages of the JVM: loaders, and how helpful it is about null. */
  private static final Pattern UNSTABLE =
      Pattern.compile(
          "@[0-9a-f]+\\b"
              + "|(?<=NullPointerException: )(Cannot .*?(?=\n|$| suppressed | caused by )|null)");

  private static final int MOST_HOOKS = 100_000;

  private final Constructor<?> main;
  private final Constructor<?> body;
  private final Field trace;
  private final List<Object> monitors;

  /** Loads, verifies and initialises the classes of the program. */
  ProgramRun(FixtureLoader loader) throws ReflectiveOperationException {
    for (Kind kind : List.of(Kind.FACE, Kind.BASE, Kind.DERIVED, Kind.OTHER)) {
      loader.initialize(kind.type.getClassName());
    }
    main = loader.initialize(Kind.MAIN.type.getClassName()).getConstructor();
    body =
        loader
            .initialize(FixtureLoader.FIXTURES + "CaseBody")
            .getConstructor(SuspendableCallable.class, Trace.class);
    trace = loader.initialize(FixtureLoader.FIXTURES + "Probe").getField("trace");
    monitors = monitorsOf(loader);
  }

  @SuppressWarnings("unchecked")
  private static List<Object> monitorsOf(FixtureLoader loader) throws ReflectiveOperationException {
    return (List<Object>)
        loader.initialize(FixtureLoader.FIXTURES + "fuzz.Support").getField("MONITORS").get(null);
  }

  /** Runs outside of any continuation. */
  Outcome plainly() throws ReflectiveOperationException {
    Trace run = new Trace(hook -> false);
    try {
      body(run).run();
    } catch (Exception e) {
      throw new IllegalStateException("the body catches everything", e);
    }
    return stable(run);
  }

  /**
   * Runs in a continuation.
   *
   * @return the outcome
   * @throws HeldException if a monitor is held while it is suspended
   */
  Outcome suspended(IntPredicate policy, Statistics statistics)
      throws ReflectiveOperationException, HeldException {
    IntPredicate limited =
        hook -> {
          if (hook > MOST_HOOKS) {
            throw new IllegalStateException("does not end");
          }
          return policy.test(hook);
        };
    Trace run = new Trace(limited);
    Continuation continuation = new Continuation(body(run));
    while (continuation.resume()) {
      statistics.suspensions++;
      for (Object monitor : monitors) {
        if (monitor != null && Thread.holdsLock(monitor)) {
          throw new HeldException();
        }
      }
    }
    statistics.runs++;
    return stable(run);
  }

  /** A monitor is held while the program is suspended. */
  static final class HeldException extends Exception {
    private static final long serialVersionUID = 1L;

    private HeldException() {
      super("a monitor is held while the program is suspended");
    }
  }

  private SuspendableRunnable body(Trace run) throws ReflectiveOperationException {
    monitors.clear();
    trace.set(null, run);
    return (SuspendableRunnable) body.newInstance(main.newInstance(), run);
  }

  private static Outcome stable(Trace run) {
    Outcome outcome = run.outcome();
    return new Outcome(
        stable(outcome.end()),
        outcome.log().stream().map(ProgramRun::stable).toList(),
        outcome.hooks(),
        stable(outcome.trace()));
  }

  private static String stable(String text) {
    return UNSTABLE.matcher(text).replaceAll("..");
  }
}
