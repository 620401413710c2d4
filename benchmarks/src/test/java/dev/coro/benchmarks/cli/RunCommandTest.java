package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir private Path folder;

  @Test
  void sourceFileRunsUnderTheAgentWithItsArgumentsAndStatus() throws Exception {
    Path source =
        write(
            "Answer.java",
            """
            package somewhere;
            import dev.coro.Continuation;
            class Answer {
              public static void main(String[] args) {
                var steps = new Continuation(() -> {
                  System.out.println("before " + String.join(",", args));
                  Continuation.suspend();
                  System.out.println("after");
                });
                steps.resume();
                System.out.println("between");
                steps.resume();
                System.exit(7);
              }
            }
            """);
    ProgramRun run = ProgramRun.ofCommandLine("run", source.toString(), "--quick", "-x");
    assertEquals("before --quick,-x\nbetween\nafter\n", run.out(), run.err());
    assertEquals(7, run.status());
  }

  @Test
  void classOfTheClassPathRuns() throws Exception {
    write(
        "Main.java", "class Main { public static void main(String[] a) { System.out.print(1); } }");
    var compiler = javax.tools.ToolProvider.getSystemJavaCompiler();
    assertEquals(0, compiler.run(null, null, null, folder.resolve("Main.java").toString()));
    ProgramRun run = ProgramRun.ofCommandLine("run", "-cp", folder.toString(), "Main");
    assertEquals(new ProgramRun(0, "1", ""), run);
  }

  @Test
  void sourceWithErrorsIsToldWithTheCompilersMessages() throws Exception {
    Path source = write("Broken.java", "class Broken { int x = y; }");
    ProgramRun run = ProgramRun.ofCommandLine("run", source.toString());
    assertEquals(1, run.status());
    assertTrue(run.err().contains("Broken.java:1: error: cannot find symbol"), run.err());
    String message =
        "[CO406] Program cannot be compiled, "
            + source
            + ": the compiler found errors. Correct them; they are listed above.\n";
    assertTrue(run.err().endsWith(message), run.err());
  }

  @Test
  void sourceWithoutTypeIsTold() throws Exception {
    Path source = write("Empty.java", "// nothing\n");
    ProgramRun run = ProgramRun.ofCommandLine("run", source.toString());
    assertEquals(
        "[CO406] Program cannot be compiled, "
            + source
            + ": it declares no type. Name a file with a class that has a main method.\n",
        run.err());
    assertEquals(1, run.status());
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }
}
