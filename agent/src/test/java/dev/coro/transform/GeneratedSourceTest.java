package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.SourceCompiler;
import dev.coro.transform.testing.Trace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** Methods too long to write by hand, and class files of older Java versions. */
final class GeneratedSourceTest {
  private static final String NAME = FixtureLoader.FIXTURES + "Generated";

  @TempDir Path folder;

  @Test
  void methodWithManySuspensionPoints() {
    String statements =
        lines(150, i -> "sum += sum % 5 + Probe.value(" + i + (i % 7 == 0 ? "L" : "") + ");");
    checkCase(
        """
        @Suspendable public static Object run() {
          long sum = 1;
        %s
          return sum;
        }
        """
            .formatted(statements));
  }

  @Test
  void secondMethodWithManySuspensionPoints() {
    String statements =
        lines(
            150,
            i ->
                """
                try {
                  s = s.length() > 9 ? "" + Probe.value(%1$dL) : s + Probe.value('x');
                  if (%1$d %% 50 == 0) Probe.fail(s);
                } catch (IllegalStateException e) {
                  s += Probe.value(0.5);
                }"""
                    .formatted(i));
    checkCase(
        """
        @Suspendable public static Object run() {
          return helper("start");
        }
        @Suspendable private static String helper(String s) {
        %s
          return s;
        }
        """
            .formatted(statements));
  }

  /**
   * The loop's jump gets longer than 32 KB only by the checks, so that ASM replaces it: up to
   * limits that many locals and branches exceed unless they are raised.
   */
  @Test
  void farJumpInAMethodWithManyLocalsAndBranches() {
    String variables = lines(600, i -> "long j%1$d = n + %1$d;".formatted(i));
    String uses = lines(600, i -> "x += (int) j%1$d;".formatted(i));
    String branches =
        lines(3000, i -> (i % 10 == 0 ? "Probe.point(); " : "") + "if (n > " + i + ") x++;");
    checkCase(
        """
        @Suspendable private static int far(int n, int x) {
          {
            %s
            %s
          }
          while (n-- > 0) {
            %s
          }
          return x;
        }
        @Suspendable public static Object run() { return far(1, 0); }
        """
            .formatted(variables, uses, branches));
  }

  @Test
  void moreOverloadsThanStackMapsHaveArrayDimensionsFor() {
    String overloads =
        lines(
            70,
            i -> {
              String parameters =
                  IntStream.rangeClosed(1, i)
                      .mapToObj(k -> "int a" + k)
                      .collect(Collectors.joining(", "));
              return """
              @Suspendable private static int f(%s) {
                int sum = %d;
                for (int i = 0; i < 2; i++) { sum += Probe.value(i); }
                return sum;
              }"""
                  .formatted(parameters, i);
            });
    checkCase(
        overloads
            + """

            @Suspendable public static Object run() {
              return f() + f(%s) + f(%s);
            }
            """
                .formatted(
                    String.join(", ", java.util.Collections.nCopies(60, "1")),
                    String.join(", ", java.util.Collections.nCopies(69, "1"))));
  }

  @Test
  void methodWithThreeHundredLiveSlots() {
    String variables =
        lines(
            60,
            i ->
                "long j%1$d = seed + %1$d; int i%1$d = %1$d; double d%1$d = j%1$d / 2.0; String s%1$d = seed + \"s\";"
                    .formatted(i));
    String used =
        lines(60, i -> "out.append(j%1$d).append(i%1$d).append(d%1$d).append(s%1$d);".formatted(i));
    checkCase(
        """
        @Suspendable public static Object run() {
          StringBuilder out = new StringBuilder();
          int seed = Probe.value(7);
        %s
          Probe.point();
          i3++;
          d59 *= 2;
          s0 = null;
          Probe.point();
        %s
          return out.toString();
        }
        """
            .formatted(variables, used));
  }

  @Test
  void methodThatGetsTooLargeIsRefusedAndTheRestWorks() {
    String statements = lines(2000, i -> "sum += Probe.value(sum) * 3 + Probe.value(" + i + ");");
    Map<String, byte[]> files =
        compile(
            """
            @Suspendable static long huge(int a) {
              long sum = a;
            %s
              return sum;
            }
            @Suspendable public static Object run() {
              return Probe.value(1) + Probe.value("rest");
            }
            @Suspendable public static Object callHuge() {
              try { return huge(1); }
              catch (NotSuspendableException e) { return e.getMessage() + Probe.value(2); }
            }
            """
                .formatted(statements));
    FixtureLoader instrumented = new FixtureLoader(true, files);
    Differential.check(new FixtureLoader(false, files), instrumented, NAME, "run");
    List<Diagnostic> diagnostics = instrumented.diagnostics();
    assertEquals(1, diagnostics.size(), diagnostics.toString());
    assertEquals(
        "[CO106] dev.coro.transform.fixtures.Generated#huge(int) at Generated.java:5 would pass the"
            + " JVM's limit of 64 KB for one method once instrumented. Split it into smaller"
            + " methods.",
        diagnostics.get(0).message());
    Trace trace = new FixtureRun(instrumented, NAME).runInContinuation("callHuge", k -> true);
    assertEquals(
        "returned String:[CO204] cannot suspend through dev.coro.transform.fixtures.Generated"
            + "#huge(int) at Generated.java:6: the method is not @Suspendable, but calls one that"
            + " suspends. Annotate it with @Suspendable, or do not suspend in what it calls.2",
        trace.outcome().end());
  }

  /** Dynamic constants from 11 on, call sites before; nest mates from 11 on, accessors before. */
  @ParameterizedTest
  @ValueSource(strings = {"8", "9", "11", "17", "21", "25"})
  void classFilesOfEachRelease(String release) {
    assumeTrue(Runtime.version().feature() >= Integer.parseInt(release));
    checkCase(
        """
        interface Op<A> { @Suspendable A apply(A a) throws Exception; }
        static class Inner {
          private int secret = 3;
          @Suspendable private int guarded(int x) { return secret += Probe.value(x); }
        }
        @Suspendable public static Object run() throws Exception {
          int n = Probe.value(2);
          Inner inner = new Inner();
          Op<String> op = s -> s + n + Probe.value("!") + inner.guarded(n);
          Op<Integer> boxed = Generated::twice;
          StringBuilder out = new StringBuilder();
          for (String s : new String[] {"a", "b"}) {
            try {
              out.append(op.apply(s)).append(inner.secret += Probe.value(5));
              if (s.equals("b")) Probe.fail(s);
            } catch (IllegalStateException e) {
              out.append(e.getMessage()).append(boxed.apply(4));
            } finally {
              out.append(Probe.value(2.5) + "f" + Probe.value('c'));
            }
          }
          return out.toString();
        }
        @Suspendable static int twice(int x) { return 2 * Probe.value(x); }
        """,
        "--release",
        release,
        "-Xlint:-options");
  }

  /** Class files before Java 7 need no stack maps, and know no invokedynamic. */
  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6})
  void classFilesWithoutStackMaps(int version) {
    String members =
        """
        @Suspendable public static Object run() {
          Generated g = new Generated();
          Object merged = Probe.value(true) ? new int[] {Probe.value(3)} : g;
          CharSequence s = Probe.value(false) ? new StringBuilder("b") : Probe.value("s");
          long sum = ((int[]) merged)[0];
          for (int i = 0; i < 3; i++) {
            try {
              sum += g.over(i) * g.over((double) i);
              if (i == 1) sum += Probe.fail("one");
            } catch (IllegalStateException e) {
              sum -= e.getMessage().length() + Probe.value(100L);
            } finally {
              sum += Probe.value(1);
            }
          }
          return sum + "," + s.length();
        }
        @Suspendable private int over(int x) { return Probe.value(x) + 1; }
        @Suspendable private double over(double x) { return Probe.value(x) / 2; }
        """;
    Map<String, byte[]> files = compile(members, "--release", "8", "-Xlint:-options");
    checkCase(Map.of(NAME, withoutStackMaps(files.get(NAME), version)));
  }

  private static byte[] withoutStackMaps(byte[] classFile, int version) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(RuntimeNames.ASM_API, writer) {
              @Override
              public void visit(
                  int v, int access, String name, String signature, String base, String[] faces) {
                super.visit(version, access, name, signature, base, faces);
              }
            },
            ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private void checkCase(String members, String... options) {
    checkCase(compile(members, options));
  }

  private static void checkCase(Map<String, byte[]> files) {
    FixtureLoader instrumented = new FixtureLoader(true, files);
    Differential.check(new FixtureLoader(false, files), instrumented, NAME, "run");
    assertEquals(List.of(), instrumented.diagnostics());
    var result = (TransformResult.Transformed) instrumented.result(NAME);
    BytecodeCheck.verify(NAME, result.classFile(), instrumented);
  }

  private Map<String, byte[]> compile(String members, String... options) {
    return SourceCompiler.compile("Generated", members, folder, options);
  }

  private static String lines(int count, java.util.function.IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
  }
}
