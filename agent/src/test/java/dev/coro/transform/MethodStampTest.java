package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.coro.transform.TransformResult.Transformed;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.SourceCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stamps: the same for the same code, another one for other code. */
final class MethodStampTest {
  private static final String NAME = FixtureLoader.FIXTURES + "Sample";

  private static final String METHOD =
      """
      @Suspendable static Object f(int a, String s) {
        long total = 10L;
        for (int i = 0; i < a; i++) {
          try {
            total += Probe.value(i) * 3;
          } catch (IllegalStateException e) {
            s = "caught" + total;
          }
        }
        Runnable r = () -> {};
        switch (a) {
          case 1: Probe.point(); break;
          case 7: return new int[2][3];
          default: s = s + 0.5;
        }
        return r.toString() + s;
      }
      """;

  @TempDir Path folder;

  @Test
  void linesNamesAndDebugInformationDoNotCount() throws IOException {
    int stamp = stamp(METHOD);
    assertEquals(stamp, stamp("\n\n" + METHOD.replace(";", ";\n").replace("total", "sum")));
    assertEquals(stamp, stamp(METHOD, "-g:none"));
    assertEquals(stamp, stamp("static int before;\n" + METHOD));
  }

  @Test
  void theValueIsTheSameInEveryJvm() throws IOException {
    assertEquals(
        0xED38,
        0xFFFF & stamp("@Suspendable static int f(int x) { Probe.point(); return x + 1; }\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "10L, 11L",
    "i < a, i <= a",
    "i++, i += 2",
    "* 3, * 4",
    "+= Probe, -= Probe",
    "IllegalStateException, RuntimeException",
    "\"caught\", \"Caught\"",
    "case 7, case 8",
    "int[2][3], long[2][3]",
    "int[2][3], int[4][3]",
    "0.5, 0.25",
    "Probe.point(), Probe.value(1)",
    "r.toString(), r.hashCode()",
    "Runnable r, java.io.Closeable r",
  })
  void everyChangeCounts(String part, String other) throws IOException {
    String changed = METHOD.replace(part, other);
    assertNotEquals(METHOD, changed);
    assertNotEquals(stamp(METHOD), stamp(changed));
  }

  @Test
  void stampsAreSpreadOut() throws IOException {
    StringBuilder members = new StringBuilder();
    int count = 300;
    for (int i = 0; i < count; i++) {
      members.append("@Suspendable static int f%d() { Probe.point(); return 1; }\n".formatted(i));
    }
    Set<Integer> stamps = new HashSet<>();
    Set<Integer> lowerHalves = new HashSet<>();
    for (MethodPlan plan : plans(members.toString())) {
      stamps.add(plan.stamp());
      lowerHalves.add(plan.stamp() & 0xFFFF);
    }
    assertEquals(count, stamps.size());
    // Two of 300 numbers below 65,536 are equal by chance 0.7 times on average.
    assertEquals(count, lowerHalves.size(), 3.0);
  }

  private int stamp(String members, String... options) throws IOException {
    List<MethodPlan> plans = plans(members, options);
    assertEquals(1, plans.size());
    return plans.get(0).stamp();
  }

  private List<MethodPlan> plans(String members, String... options) throws IOException {
    Path target = Files.createTempDirectory(folder, "classes");
    Map<String, byte[]> files = SourceCompiler.compile("Sample", members, target, options);
    FixtureLoader loader = new FixtureLoader(false, files);
    TransformResult result =
        Transformer.transform(NAME, files.get(NAME), new ClassHierarchy(loader::bytes));
    return assertInstanceOf(Transformed.class, result).plans();
  }
}
