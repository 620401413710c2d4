package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of other JVMs, which do what they do until their standard input ends. */
@Timeout(120)
final class DumpCommandTest {
  private static final String PROGRAM =
      """
      import dev.coro.Carrier;
      import dev.coro.Coroutine;
      import dev.coro.Suspendable;
      import java.io.IOException;
      import java.time.Duration;
      class Program {
        static volatile boolean stop;
        public static void main(String[] args) throws IOException {
          if (args[0].equals("plain")) {
            ready();
            return;
          }
          try (Carrier carrier = Carrier.open("service")) {
            carrier.start("sleeper", () -> Coroutine.sleep(Duration.ofDays(1)));
            if (args[0].equals("busy")) {
              carrier.start("hog", () -> outer());
            } else {
              carrier.start("reporter", () -> System.out.println("up"));
            }
            while (System.in.read() >= 0) {}
            stop = true;
            carrier.shutdown(Duration.ZERO);
          }
        }
        static void ready() throws IOException {
          System.out.println("up");
          while (System.in.read() >= 0) {}
        }
        @Suspendable static void outer() {
          inner();
        }
        @Suspendable static void inner() {
          Coroutine.yieldNow();
          System.out.println("up");
          while (!stop) {
            Thread.onSpinWait();
          }
        }
      }
      """;

  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void compile() throws IOException {
    Path source = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", agent(), source.toString());
    assertEquals(0, status);
  }

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.getOutputStream().close();
      process.destroyForcibly().waitFor();
    }
  }

  private static String agent() {
    return System.getProperty(AgentJar.PROPERTY);
  }

  /** Starts the program and waits until it says that it is up. */
  private long start(String what, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", folder.toString(), "Program", what));
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    started.add(process);
    String line = process.inputReader().readLine();
    assertEquals("up", line);
    return process.pid();
  }

  private long startWithCoro(String what) throws IOException {
    return start(what, "-javaagent:" + agent());
  }

  @Test
  void coroutinesAreShownAsText() throws Exception {
    CommandLineRun run = CommandLineRun.of("dump", "" + startWithCoro("idle"));
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("carrier 'service' on thread 'service'\n"), run.out());
    assertTrue(
        run.out().contains("  'sleeper' PARKED, waits for the end of its sleep\n"), run.out());
    assertTrue(run.out().contains("    at Program.lambda$main$"), run.out());
  }

  @Test
  void coroutinesAreShownAsJson() throws Exception {
    CommandLineRun run = CommandLineRun.of("dump", "--json", "" + startWithCoro("idle"));
    JsonNode carrier = new ObjectMapper().readTree(run.out()).get("carriers").get(0);
    assertEquals("service", carrier.get("name").asText());
    assertTrue(carrier.get("answered").asBoolean());
    assertEquals("PARKED", carrier.get("coroutines").get(0).get("state").asText());
  }

  @Test
  void aCoroutineThatKeepsItsCarrierIsShownWithItsStack() throws Exception {
    CommandLineRun run = CommandLineRun.of("dump", "" + startWithCoro("busy"));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("'service', without an answer for 500 ms"), run.out());
    assertTrue(run.out().contains("'sleeper' PARKED"), run.out());
    List<String> hog =
        run.out().lines().dropWhile(line -> !line.contains("'hog' RUNNING")).toList();
    List<String> program = hog.stream().filter(line -> line.contains(" Program.")).toList();
    assertTrue(program.get(0).startsWith("    at Program.inner("), run.out());
    assertTrue(program.get(1).startsWith("    at Program.outer("), run.out());
    assertTrue(program.get(2).startsWith("    at Program.lambda$main$"), run.out());
  }

  @Test
  void aJvmWithoutManagementAnswersThroughTheAgent() throws Exception {
    long pid = start("idle", "--limit-modules=java.instrument", "-javaagent:" + agent());
    CommandLineRun run = CommandLineRun.of("dump", "" + pid);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().startsWith("carrier 'service' on thread 'service'\n"), run.out());
    CommandLineRun json = CommandLineRun.of("dump", "--json", "" + pid);
    assertTrue(json.out().startsWith("{\"carriers\":[{\"name\":\"service\""), json.out());
  }

  @Test
  void jvmsWithCoroAreListed() throws Exception {
    long with = startWithCoro("idle");
    long without = start("plain");
    CommandLineRun run = CommandLineRun.of("dump");
    assertEquals(0, run.status(), run.err());
    List<String> ids = run.out().lines().map(line -> line.split(" ", 2)[0]).toList();
    assertTrue(ids.contains("" + with), run.out());
    assertFalse(ids.contains("" + without), run.out());
    assertTrue(run.out().contains(with + " Program idle"), run.out());
  }

  @Test
  void aJvmWithoutCoroIsTold() throws Exception {
    long pid = start("plain");
    assertFails(
        "No coro, process "
            + pid
            + " in ./coro dump: the JVM does not run coro. Start it with -javaagent:coro.jar.",
        pid);
  }

  @Test
  void aJvmWithoutCarriersSaysSo() throws Exception {
    CommandLineRun run = CommandLineRun.of("dump", "" + startWithCoro("plain"));
    assertEquals(new CommandLineRun(0, "no carrier runs\n", ""), run);
  }

  @Test
  void aJvmThatLetsNobodyAttachIsTold() throws Exception {
    long pid = start("plain", "-XX:+DisableAttachMechanism");
    CommandLineRun run = CommandLineRun.of("dump", "" + pid);
    assertEquals(1, run.status());
    assertTrue(
        run.err()
            .startsWith(
                "[CO411] JVM not accessible, process "
                    + pid
                    + " in ./coro dump: it does not let others attach ("),
        run.err());
    assertTrue(run.err().contains("Start it without -XX:+DisableAttachMechanism"), run.err());
  }

  @Test
  void aProcessThatDoesNotExistIsTold() throws Exception {
    Process ended = new ProcessBuilder(java(), "-version").redirectErrorStream(true).start();
    ended.getInputStream().readAllBytes();
    ended.waitFor();
    assertFails(
        "Process missing, process "
            + ended.pid()
            + " in ./coro dump: there is none with this id. Run ./coro dump without an id to see the"
            + " JVMs that run coro.",
        ended.pid());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatIsNoJvmIsToldAndLivesOn() throws Exception {
    Process cat = new ProcessBuilder("cat").start();
    started.add(cat);
    CommandLineRun run = CommandLineRun.of("dump", "" + cat.pid());
    assertEquals(1, run.status());
    assertTrue(
        run.err()
            .startsWith(
                "[CO411] Not a JVM, process " + cat.pid() + " in ./coro dump: the process is "),
        run.err());
    assertTrue(cat.isAlive());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aJvmOfAnotherUserIsTold() {
    Optional<String> own = ProcessHandle.current().info().user();
    assumeFalse(own.isEmpty() || own.get().equals("root"), "root may attach to all");
    Optional<ProcessHandle> other =
        ProcessHandle.allProcesses()
            .filter(p -> p.info().user().isPresent() && !p.info().user().equals(own))
            .findFirst();
    assumeTrue(other.isPresent());
    CommandLineRun run = CommandLineRun.of("dump", "" + other.get().pid());
    assertEquals(1, run.status());
    assertTrue(run.err().contains("in ./coro dump: it belongs to "), run.err());
  }

  @Test
  void whatIsNoProcessIdIsWrongUsage() {
    CommandLineRun run = CommandLineRun.of("dump", "x");
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("[CO401] Wrong usage, in ./coro dump: "), run.err());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static void assertFails(String message, long pid) {
    CommandLineRun run = CommandLineRun.of("dump", "" + pid);
    assertEquals("[CO411] " + message + System.lineSeparator(), run.err());
    assertEquals(1, run.status());
    assertEquals("", run.out());
  }
}
