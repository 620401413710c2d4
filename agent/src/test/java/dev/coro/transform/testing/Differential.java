package dev.coro.transform.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.IntPredicate;

/**
 * Compares runs of an instrumented case with the same case as javac compiled it: suspended never,
 * at every hook call, at each single one, and at random.
 */
public final class Differential {
  private static final int SEEDS = 20;

  private final FixtureRun oracle;
  private final FixtureRun instrumented;
  private final String name;
  private Outcome expected;

  private Differential(FixtureRun oracle, FixtureRun instrumented, String name) {
    this.oracle = oracle;
    this.instrumented = instrumented;
    this.name = name;
  }

  /**
   * Checks one case of a class of the two loaders; an assertion error names the policy at fault.
   */
  public static void check(
      FixtureLoader plain, FixtureLoader instrumented, String className, String name) {
    FixtureRun oracle = new FixtureRun(plain, className);
    new Differential(oracle, new FixtureRun(instrumented, className), name).check(className);
  }

  private void check(String className) {
    String place = className + "." + name;
    expected = oracle.runPlain(name);
    assertTrue(expected.hooks() > 0, place + " has no suspension point");
    assertEquals(expected, instrumented.runPlain(name), place + " outside of a continuation");
    compare(place + " suspended never", k -> false, 0);
    compare(place + " suspended always", k -> true, expected.hooks());
    for (int i = 0; i < expected.hooks(); i++) {
      int single = i;
      compare(place + " suspended at hook call " + i, k -> k == single, 1);
    }
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Trace trace = run(place + " suspended at random, seed " + seed, k -> random.nextBoolean());
      assertEquals(expected, trace.outcome(), place + " suspended at random, seed " + seed);
    }
  }

  private void compare(String what, IntPredicate policy, int suspensions) {
    Trace trace = run(what, policy);
    assertEquals(expected, trace.outcome(), what);
    assertEquals(suspensions, trace.suspensions(), what);
  }

  private Trace run(String what, IntPredicate policy) {
    try {
      return instrumented.runInContinuation(name, policy);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + ": " + e, e);
    }
  }
}
