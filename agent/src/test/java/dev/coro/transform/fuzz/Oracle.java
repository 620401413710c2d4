package dev.coro.transform.fuzz;

import dev.coro.transform.TransformResult;
import dev.coro.transform.fuzz.Failure.Sort;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.Outcome;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Compares a program, as it was generated, with the instrumented one: suspended never, at every
 * call of a hook, at single ones, and at random.
 */
final class Oracle {
  private static final int SINGLE_HOOKS = 12;
  private static final int RANDOM_RUNS = 4;
  private static final int ASM_CHECKS_ONE_IN = 4;

  private final Program program;
  private final Statistics statistics;

  private Oracle(Program program, Statistics statistics) {
    this.program = program;
    this.statistics = statistics;
  }

  /** What is wrong with the program; null if nothing is. */
  static Failure check(Program program, Statistics statistics) {
    return new Oracle(program, statistics).check();
  }

  private Failure check() {
    Map<String, byte[]> files;
    ProgramRun plain;
    Outcome expected;
    try {
      files = ProgramCode.classFiles(program);
      plain = new ProgramRun(new FixtureLoader(false, files));
      expected = plain.plainly();
    } catch (RuntimeException | LinkageError | ReflectiveOperationException e) {
      return new Failure(Sort.INVALID_PROGRAM, text(e));
    }
    FixtureLoader loader = new FixtureLoader(true, files);
    ProgramRun instrumented;
    try {
      instrumented = new ProgramRun(loader);
    } catch (LinkageError | ReflectiveOperationException e) {
      return new Failure(Sort.JVM_VERIFIER, text(e));
    } catch (RuntimeException e) {
      return new Failure(Sort.REFUSED, text(e));
    }
    if (!loader.diagnostics().isEmpty()) {
      return new Failure(Sort.REFUSED, loader.diagnostics().get(0).message());
    }
    count(loader);
    // ASM's checker is slow, and the JVM has judged already.
    Failure failure = program.seed() % ASM_CHECKS_ONE_IN == 0 ? checkBytes(loader) : null;
    return failure != null ? failure : compare(instrumented, expected);
  }

  private void count(FixtureLoader loader) {
    statistics.programs++;
    for (TransformResult result : loader.results().values()) {
      if (result instanceof TransformResult.Transformed transformed) {
        statistics.methods += transformed.plans().size();
        transformed.plans().forEach(plan -> statistics.points += plan.points().size());
      }
    }
  }

  private static Failure checkBytes(FixtureLoader loader) {
    try {
      loader
          .results()
          .forEach(
              (name, result) -> {
                if (name.contains("Fuzz")
                    && result instanceof TransformResult.Transformed transformed) {
                  BytecodeCheck.verify(name, transformed.classFile(), loader);
                }
              });
      return null;
    } catch (AssertionError | RuntimeException e) {
      return new Failure(Sort.ASM_CHECKER, text(e));
    }
  }

  // ---- runs

  private Failure compare(ProgramRun instrumented, Outcome expected) {
    try {
      Failure failure = difference("outside of a continuation", expected, instrumented.plainly());
      Random random = new Random(program.seed());
      int hooks = expected.hooks();
      if (failure == null) {
        failure = compare("suspended never", hook -> false, instrumented, expected);
      }
      if (failure == null) {
        failure = compare("suspended always", hook -> true, instrumented, expected);
      }
      for (int i = 0; i < Math.min(hooks, SINGLE_HOOKS) && failure == null; i++) {
        int single = hooks <= SINGLE_HOOKS ? i : random.nextInt(hooks);
        failure = compare("suspended at " + single, hook -> hook == single, instrumented, expected);
      }
      for (int i = 0; i < RANDOM_RUNS && failure == null && hooks > 1; i++) {
        Random policy = new Random(i);
        failure =
            compare("suspended at random", hook -> policy.nextBoolean(), instrumented, expected);
      }
      return failure;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Failure compare(
      String what, IntPredicate policy, ProgramRun instrumented, Outcome expected)
      throws ReflectiveOperationException {
    try {
      return difference(what, expected, instrumented.suspended(policy, statistics));
    } catch (ProgramRun.HeldException e) {
      return new Failure(Sort.MONITOR_HELD, what + ": " + e.getMessage());
    } catch (RuntimeException | Error e) {
      return new Failure(Sort.DIFFERENCE, what + ": " + text(e));
    }
  }

  private static Failure difference(String what, Outcome expected, Outcome actual) {
    if (expected.equals(actual)) {
      return null;
    }
    return new Failure(
        Sort.DIFFERENCE, what + ":\n  expected " + expected + "\n  actual   " + actual);
  }

  private static String text(Throwable thrown) {
    java.io.StringWriter text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
