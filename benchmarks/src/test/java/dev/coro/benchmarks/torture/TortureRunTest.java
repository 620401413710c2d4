package dev.coro.benchmarks.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run tells programs that do the same from those that notice. */
final class TortureRunTest {
  private static final Path AGENT = Path.of(System.getProperty("coro.agent"));

  /** Writes a file and, if it is told to, shows that it runs in a continuation. */
  private static final String SOURCE =
      """
      import java.nio.file.*;
      public class Sample {
        static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
        public static void main(String[] arguments) throws Exception {
          int result = fibonacci(12);
          Files.writeString(Path.of("result.txt"), "" + result);
          System.out.println(result);
          if (arguments.length > 0) {
            System.out.println(new Throwable().getStackTrace().length);
          }
        }
      }
      """;

  @TempDir private Path folder;

  @BeforeEach
  void makeJar() throws IOException {
    Path source = Files.writeString(folder.resolve("Sample.java"), SOURCE);
    assertEquals(
        0,
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString()));
    Path jars = Files.createDirectories(folder.resolve("work").resolve("jars"));
    try (OutputStream file = Files.newOutputStream(jars.resolve("sample-1.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("Sample.class"));
      jar.write(Files.readAllBytes(folder.resolve("Sample.class")));
    }
  }

  private TortureOutcome torture(long floor, double rate, String... arguments) throws Exception {
    TortureProgram program =
        TortureProgram.named("sample", "a sample")
            .from("org.example:sample:1")
            .runs(floor, "Sample", arguments);
    return new TortureRun(program, AGENT, folder.resolve("work"), 60)
        .torture(new TortureSettings(rate, 1, false, false));
  }

  @Test
  void programThatNoticesNothingIsGood() throws Exception {
    TortureOutcome outcome = torture(400, 1);
    assertEquals("", outcome.difference());
    assertTrue(outcome.figure("suspensions") >= 400, outcome.toString());
    assertTrue(outcome.figure("methods") >= 2, outcome.toString());
    assertTrue(TortureReport.format(List.of(outcome)).contains("same"));
  }

  @Test
  void programThatSaysSomethingElseIsBad() throws Exception {
    TortureOutcome outcome = torture(1, 1, "show");
    assertFalse(outcome.isGood());
    assertTrue(outcome.difference().contains("stdout.txt differs from "), outcome.difference());
    String report = TortureReport.format(List.of(outcome));
    assertTrue(report.contains("BAD"), report);
    assertTrue(report.contains("torture,seed=1,rate=1.0"), report);
  }

  @Test
  void tooFewSuspensionsProveNothing() throws Exception {
    TortureOutcome outcome = torture(1_000_000, 1);
    assertTrue(
        outcome.difference().matches("only \\d+ forced suspensions, fewer than 1000000"),
        outcome.difference());
  }

  @Test
  void tracesAreNotCompared() throws IOException {
    RunResult one = result("one", "x\n\tat a.B.c(D.java:1)\n\t... 3 more\ny\n");
    RunResult other = result("other", "x\n\tat e.F.g(H.java:2)\n\tat i.J.k(L.java)\ny\n");
    assertEquals("", one.difference(other));
    assertFalse(one.difference(result("third", "x\nz\n")).isEmpty());
  }

  private RunResult result(String name, String out) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(run.resolve(RunResult.OUT), out);
    return new RunResult(0, run, 1);
  }
}
