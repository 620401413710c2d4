package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.transform.fixtures.Initialisation;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.Outcome;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes are initialised when the source says so, also where an allocation was moved. */
final class ClassInitialisationTest {
  private static final String FIXTURE = Initialisation.class.getName();

  static Stream<String> cases() {
    return FixtureRun.cases(Initialisation.class).stream();
  }

  /** Every run in loaders of its own: a class is initialised once. */
  @ParameterizedTest
  @MethodSource("cases")
  void orderOfInitialisationIsKept(String name) {
    Outcome expected = new FixtureRun(new FixtureLoader(false), FIXTURE).runPlain(name);
    assertEquals(expected, run(name, k -> false), "suspended never");
    assertEquals(expected, run(name, k -> true), "suspended always");
    for (int i = 0; i < expected.hooks(); i++) {
      int single = i;
      assertEquals(expected, run(name, k -> k == single), "suspended at hook call " + i);
    }
  }

  private static Outcome run(String name, IntPredicate policy) {
    FixtureRun run = new FixtureRun(new FixtureLoader(true), FIXTURE);
    return run.runInContinuation(name, policy).outcome();
  }
}
