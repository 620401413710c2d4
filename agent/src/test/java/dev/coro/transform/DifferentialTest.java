package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coro.transform.fixtures.Calls;
import dev.coro.transform.fixtures.Constants;
import dev.coro.transform.fixtures.Construction;
import dev.coro.transform.fixtures.Exceptions;
import dev.coro.transform.fixtures.Generics;
import dev.coro.transform.fixtures.Inheritance;
import dev.coro.transform.fixtures.Jumps;
import dev.coro.transform.fixtures.Lambdas;
import dev.coro.transform.fixtures.Locals;
import dev.coro.transform.fixtures.Loops;
import dev.coro.transform.fixtures.Opaque;
import dev.coro.transform.fixtures.Operands;
import dev.coro.transform.fixtures.References;
import dev.coro.transform.fixtures.Resources;
import dev.coro.transform.fixtures.Results;
import dev.coro.transform.fixtures.Switches;
import dev.coro.transform.fixtures.Synchronized;
import dev.coro.transform.fixtures.Traces;
import dev.coro.transform.fixtures.Types;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What javac emits behaves the same, wherever it is suspended. */
final class DifferentialTest {
  static final List<Class<?>> FIXTURES =
      List.of(
          Locals.class,
          Operands.class,
          Loops.class,
          Switches.class,
          Exceptions.class,
          Resources.class,
          Calls.class,
          Generics.class,
          Lambdas.class,
          References.class,
          Results.class,
          Types.class,
          Inheritance.class,
          Jumps.class,
          Construction.class,
          Constants.class,
          Synchronized.class,
          Traces.class,
          Opaque.class);

  private static final FixtureLoader PLAIN = new FixtureLoader(false);
  private static final FixtureLoader INSTRUMENTED = new FixtureLoader(true);

  @TestFactory
  Stream<DynamicTest> suspendedAnywhereBehavesTheSame() {
    return FIXTURES.stream().flatMap(DifferentialTest::tests);
  }

  private static Stream<DynamicTest> tests(Class<?> fixture) {
    List<String> cases = FixtureRun.cases(fixture);
    assertFalse(cases.isEmpty(), fixture + " has no case");
    return cases.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    fixture.getSimpleName() + "." + name,
                    () -> Differential.check(PLAIN, INSTRUMENTED, fixture.getName(), name)));
  }

  @AfterAll
  static void everyClassWasInstrumentedWithoutComplaintAndVerifies() {
    assertEquals(List.of(), INSTRUMENTED.diagnostics());
    INSTRUMENTED
        .results()
        .forEach(
            (name, result) -> {
              if (result instanceof TransformResult.Transformed transformed) {
                BytecodeCheck.verify(name, transformed.classFile(), INSTRUMENTED);
              }
            });
  }
}
