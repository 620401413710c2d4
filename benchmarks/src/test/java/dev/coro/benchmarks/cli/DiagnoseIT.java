package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Diagnoses of programs whose kind is known. They go on until they are ended. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
final class DiagnoseIT {
  private static final String PROGRAM =
      """
      import dev.coro.Carrier;
      import dev.coro.CarrierSettings;
      import dev.coro.Coroutine;
      import java.io.IOException;
      import java.net.InetAddress;
      import java.net.ServerSocket;
      import java.net.Socket;
      import java.time.Duration;
      class Known {
        static volatile double sink;
        public static void main(String[] args) throws Exception {
          switch (args[0]) {
            case "pi" -> pi();
            case "sockets" -> sockets();
            case "sleeps" -> sleeps();
            case "coroutines" -> Coroutines.run();
            case "both" -> {
              sockets();
              pi();
            }
            default -> System.out.println("up");
          }
          Thread.sleep(1_000_000);
        }
        static void pi() {
          System.out.println("up");
          while (true) {
            sink = leibniz(1_000_000);
          }
        }
        static double leibniz(int terms) {
          double sum = 0;
          for (int i = 0; i < terms; i++) {
            sum += (i % 2 == 0 ? 4.0 : -4.0) / (2 * i + 1);
          }
          return sum;
        }
        static void sleeps() {
          for (int i = 0; i < 20; i++) {
            start(() -> Thread.sleep(20));
          }
          System.out.println("up");
        }
        static void sockets() throws IOException {
          ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
          for (int i = 0; i < 20; i++) {
            Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            Socket server = listener.accept();
            start(() -> { client.getOutputStream().write(1); client.getInputStream().read(); });
            start(
                () -> {
                  server.getInputStream().read();
                  Thread.sleep(20);
                  server.getOutputStream().write(1);
                });
          }
          System.out.println("up");
        }
        interface Step {
          void run() throws Exception;
        }
        static void start(Step step) {
          new Thread(() -> {
            try {
              while (true) {
                step.run();
              }
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          }).start();
        }
        static class Coroutines {
          static void run() {
            Carrier.run(CarrierSettings.named("shop"), () -> {
              for (int i = 0; i < 20; i++) {
                Coroutine.start("clerk", () -> {
                  while (true) {
                    Coroutine.sleep(Duration.ofMillis(20));
                  }
                });
              }
              System.out.println("up");
            });
          }
        }
      }
      """;

  @TempDir private static Path folder;

  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void compile() throws IOException {
    Path source = Files.writeString(folder.resolve("Known.java"), PROGRAM);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", agent(), source.toString());
    assertEquals(0, status);
  }

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private static String agent() {
    return System.getProperty(AgentJar.PROPERTY);
  }

  private Process start(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    started.add(process);
    return process;
  }

  /** Starts the program in a JVM and waits until it does what it is to do. */
  private Process startJvm(String what, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx64m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", folder + ":" + agent(), "Known", what));
    Process process = start(command.toArray(String[]::new));
    assertEquals("up", process.inputReader().readLine());
    return process;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static JsonNode diagnose(Process process) throws IOException {
    Path json = folder.resolve(process.pid() + ".json");
    CommandLineRun run =
        CommandLineRun.of("diagnose", "--seconds", "4", "--json", json.toString(), pid(process));
    assertEquals("", run.err());
    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("Process " + process.pid() + " ("), run.out());
    return new ObjectMapper().readTree(json.toFile());
  }

  private static String pid(Process process) {
    return Long.toString(process.pid());
  }

  private static void assertKind(String kind, JsonNode diagnosis) {
    JsonNode verdict = diagnosis.get("verdict");
    assertEquals(kind, verdict.get("kind").asText(), verdict + "\n" + diagnosis.get("evidence"));
  }

  @Test
  void aJvmThatComputesPiIsCpuBoundAndItsLoopIsHot() throws Exception {
    Process pi = startJvm("pi");
    JsonNode diagnosis = diagnose(pi);
    assertKind("CPU_BOUND", diagnosis);
    JsonNode jvm = diagnosis.get("jvms").get(0);
    assertTrue(jvm.get("hottest").findValuesAsText("method").contains("Known.leibniz"), "" + jvm);
    assertTrue(diagnosis.get("advice").get("model").asText().startsWith("As many threads as CPUs"));
    assertNothingIsLeft(pi);
  }

  private void assertNothingIsLeft(Process jvm) throws Exception {
    Process jcmd =
        start(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            pid(jvm),
            "JFR.check");
    String recordings = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(recordings.contains("No available recordings"), recordings);
  }

  @Test
  void aJvmThatWaitsOnSocketsIsIoBound() throws Exception {
    JsonNode diagnosis = diagnose(startJvm("sockets"));
    assertKind("IO_BOUND", diagnosis);
    assertTrue(
        diagnosis.get("jvms").get(0).get("waits").findValuesAsText("what").contains("socket read"),
        "" + diagnosis.get("jvms"));
  }

  @Test
  void aJvmWhoseThreadsSleepIsIoBound() throws Exception {
    JsonNode diagnosis = diagnose(startJvm("sleeps"));
    assertKind("IO_BOUND", diagnosis);
    double waiting = diagnosis.get("verdict").get("waitingForIo").asDouble();
    assertTrue(waiting > 2 && waiting <= 25, "threads that sleep: " + waiting);
  }

  @Test
  void aJvmThatDoesBothIsMixed() throws Exception {
    assertKind("MIXED", diagnose(startJvm("both")));
  }

  @Test
  void carriersAreFound() throws Exception {
    JsonNode diagnosis = diagnose(startJvm("coroutines", "-javaagent:" + agent()));
    assertKind("IO_BOUND", diagnosis);
    JsonNode jvm = diagnosis.get("jvms").get(0);
    assertEquals("shop", jvm.get("carriers").get(0).get("name").asText());
    assertTrue(jvm.get("waits").findValuesAsText("what").contains("coroutine parks"), "" + jvm);
  }

  @Test
  void aJvmWithNothingToDoIsIdle() throws Exception {
    assertKind("IDLE", diagnose(startJvm("nothing")));
  }

  @Test
  void aJvmThatLetsNobodyInIsJudgedByTheKernelAlone() throws Exception {
    JsonNode diagnosis = diagnose(startJvm("pi", "-XX:+DisableAttachMechanism"));
    assertKind("CPU_BOUND", diagnosis);
    assertTrue(
        ("" + diagnosis.get("figures").get("notes")).contains("was not recorded: it has ended or"),
        "" + diagnosis.get("figures").get("notes"));
  }

  @Test
  void aShellThatLoopsIsCpuBound() throws Exception {
    assertKind("CPU_BOUND", diagnose(start("sh", "-c", "while :; do :; done")));
  }

  @Test
  void aProcessThatSleepsIsIdle() throws Exception {
    assertKind("IDLE", diagnose(start("sleep", "1000")));
  }

  @Test
  void theStatusOfACommandIsPassedOnAndItsStreamsAreItsOwn() throws Exception {
    ProgramRun run =
        ProgramRun.ofCommandLine(
            "diagnose", "--seconds", "1", "--", "sh", "-c", "sleep 4; echo done; exit 7");
    assertEquals(7, run.status(), run.err());
    assertTrue(run.out().contains("exit 7: idle\n"), run.out());
    assertTrue(run.out().contains("too short to rely on"), run.out());
    assertTrue(run.out().endsWith("done\n"), "the command runs on: " + run.out());
  }

  @Test
  void aCommandThatEndsAtOnceIsTold() throws Exception {
    ProgramRun run =
        ProgramRun.ofCommandLine("diagnose", "--interval", "5000", "--", "sh", "-c", "exit 3");
    assertEquals(1, run.status());
    assertTrue(
        run.err()
            .startsWith(
                "["
                    + CliCode.DIAGNOSE.id()
                    + "] No diagnosis of sh, in ./coro diagnose: it ended with status 3 before"),
        run.err());
  }
}
