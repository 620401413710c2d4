package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.fixtures.Calls;
import dev.coro.transform.fixtures.Construction;
import dev.coro.transform.fixtures.Exceptions;
import dev.coro.transform.fixtures.Generics;
import dev.coro.transform.fixtures.Lambdas;
import dev.coro.transform.fixtures.Locals;
import dev.coro.transform.fixtures.Loops;
import dev.coro.transform.fixtures.Operands;
import dev.coro.transform.fixtures.References;
import dev.coro.transform.fixtures.Resources;
import dev.coro.transform.fixtures.Results;
import dev.coro.transform.fixtures.Switches;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.UnresolvedOwners;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.FixtureLoader;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Class files must not grow further without anybody noticing: the bounds lie closely above what was
 * reached. docs/benchmarks.md has the figures for code at large.
 */
final class GrowthTest {
  private static final List<Class<?>> FIXTURES =
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
          Construction.class);

  /**
   * Libraries of the tests, nothing in them is annotated; ASM is hardly anything but calls. Methods
   * near 64 KB are left out: they share code as others do not, and may fill the space there is.
   */
  private static final List<Class<?>> ORDINARY =
      List.of(
          org.junit.jupiter.api.Assertions.class,
          org.junit.jupiter.api.TestReporter.class,
          org.objectweb.asm.ClassWriter.class,
          org.objectweb.asm.MethodVisitor.class,
          org.objectweb.asm.Type.class);

  private final FixtureLoader loader = new FixtureLoader(false);

  private long before;
  private long after;

  /** Nearly every method of the fixtures has suspension points: more than in any program. */
  @Test
  void annotatedFixturesGrowWithinTheirBound() {
    transform(FIXTURES, SuspendableNames.none());
    assertGrowth(3.0);
  }

  @Test
  void ordinaryCodeWithEverythingSuspendableGrowsWithinItsBound() {
    transform(ORDINARY, SuspendableNames.everything());
    assertGrowth(3.1);
  }

  private void assertGrowth(double bound) {
    double growth = (double) after / before;
    assertTrue(growth < bound && growth > 1, () -> "grows " + growth + " times");
  }

  private void transform(List<Class<?>> types, SuspendableNames names) {
    ClassHierarchy hierarchy =
        new ClassHierarchy(loader::bytes, names, new UnresolvedOwners(owner -> {}));
    types.stream().flatMap(GrowthTest::withNested).forEach(type -> transform(type, hierarchy));
  }

  private static Stream<Class<?>> withNested(Class<?> type) {
    return Stream.concat(
        Stream.of(type), Stream.of(type.getDeclaredClasses()).flatMap(GrowthTest::withNested));
  }

  private void transform(Class<?> type, ClassHierarchy hierarchy) {
    byte[] classFile = loader.bytes(type.getName().replace('.', '/'));
    TransformResult result = Transformer.transform(type.getName(), classFile, hierarchy);
    before += classFile.length;
    if (result instanceof TransformResult.Transformed transformed) {
      BytecodeCheck.verify(type.getName(), transformed.classFile(), loader);
      after += transformed.classFile().length;
    } else {
      after += classFile.length;
    }
  }
}
