package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.TransformResult.Transformed;
import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.SourceCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Methods that come near to 64 KB: first they get smaller code, then none. */
final class SizeLimitsTest {
  private static final String NAME = FixtureLoader.FIXTURES + "Large";

  @TempDir Path folder;

  /** Every fixture, as if its methods were too large for code of their own at each point. */
  @TestFactory
  Stream<DynamicTest> sharedCodeBehavesTheSame() {
    FixtureLoader plain = new FixtureLoader(false);
    FixtureLoader shared =
        new FixtureLoader(
            true,
            Map.of(),
            getClass().getClassLoader(),
            (name, classFile, hierarchy) ->
                Transformer.transform(name, classFile, hierarchy, SizeLimits.Room.SHARED_CODE));
    return DifferentialTest.FIXTURES.stream()
        .flatMap(
            fixture ->
                FixtureRun.cases(fixture).stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                fixture.getSimpleName() + "." + name,
                                () -> Differential.check(plain, shared, fixture.getName(), name))));
  }

  @Test
  void methodWithManyPointsAndManyValuesSharesCode() {
    String variables = lines(30, i -> "long j%1$d = n + %1$d; String s%1$d = n + \"s\";");
    String points =
        lines(160, i -> "j0 += %d %% 7 == 0 ? Probe.value(" + i + ") : quiet(j0 + %1$d);");
    String uses = lines(30, i -> "out.append(j%1$d).append(s%1$d);");
    Map<String, byte[]> files =
        compile(
            """
            @Suspendable static long quiet(long x) { return x + 1; }
            @Suspendable public static Object run() {
              int n = Probe.value(3);
            %s
              try {
            %s
                Probe.fail("at the end");
              } catch (IllegalStateException e) {
                s0 += e.getMessage() + Probe.value(1);
              }
              StringBuilder out = new StringBuilder();
            %s
              return out.toString();
            }
            """
                .formatted(variables, points, uses));
    FixtureLoader instrumented = new FixtureLoader(true, files);
    Differential.check(new FixtureLoader(false, files), instrumented, NAME, "run");
    assertEquals(List.of(), instrumented.diagnostics());
    Transformed result = assertInstanceOf(Transformed.class, instrumented.result(NAME));
    assertEquals(1, result.plans().size());
    assertTrue(result.plans().get(0).points().size() > 160);
    BytecodeCheck.verify(NAME, result.classFile(), instrumented);
  }

  /** So near to the limit that not even a bracket fits: the caller is told, the rest works. */
  @Test
  void methodWithoutRoomForABracketIsLeftAsItIs() {
    String statements = lines(6566, i -> "x = y + (x ^ %d);");
    Map<String, byte[]> files =
        compile(
            """
            static int y = 1;
            @Suspendable static int full(int x) {
              Probe.point();
            %s
              return x;
            }
            @Suspendable public static Object run() {
              return Probe.value("rest");
            }
            @Suspendable public static Object callFull() {
              try { return full(1); }
              catch (NotSuspendableException e) { return Probe.value(e.getMessage()); }
            }
            """
                .formatted(statements));
    FixtureLoader instrumented = new FixtureLoader(true, files);
    Differential.check(new FixtureLoader(false, files), instrumented, NAME, "run");
    Transformed result = assertInstanceOf(Transformed.class, instrumented.result(NAME));
    assertFalse(result.bracketed());
    assertEquals(1, result.diagnostics().size());
    assertTrue(
        result.diagnostics().get(0).message().startsWith("[CO106] " + NAME + "#full(int)"),
        result.diagnostics().toString());
    var trace = new FixtureRun(instrumented, NAME).runInContinuation("callFull", k -> k == 0);
    assertTrue(
        trace.outcome().end().startsWith("returned String:[CO204] cannot suspend through " + NAME),
        trace.outcome().end());
  }

  private Map<String, byte[]> compile(String members) {
    return SourceCompiler.compile("Large", members, folder);
  }

  private static String lines(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.apply(i).formatted(i))
        .collect(Collectors.joining("\n"));
  }
}
