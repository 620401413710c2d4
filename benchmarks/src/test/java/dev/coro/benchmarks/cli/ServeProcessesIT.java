package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.serve.HttpServer;
import dev.coro.benchmarks.serve.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Several processes at one port. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
final class ServeProcessesIT {
  private static final Pattern SERVES = Pattern.compile("worker (\\d) \\((\\d+)\\) serves");
  private static final Pattern PORT = Pattern.compile("Serving .*:(\\d+)/ on 1 carrier of .*");
  private static final int CLIENTS = 4;

  @TempDir private Path folder;
  private Process supervisor;
  private BufferedReader out;
  private int port;

  /** The workers of which it was told that they serve, by their numbers. */
  private final Map<String, ProcessHandle> workers = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    Files.writeString(folder.resolve("a.html"), "a page");
    supervisor =
        new ProcessBuilder(
                command(
                    "serve", folder.toString(), "--port", "0", "--processes", "2", "--grace", "5"))
            .redirectErrorStream(true)
            .start();
    out =
        new BufferedReader(
            new InputStreamReader(supervisor.getInputStream(), StandardCharsets.UTF_8));
    Matcher serving = readTo(PORT);
    port = Integer.parseInt(serving.group(1));
    assertEquals(2, workers.size(), workers.toString());
  }

  /** The command line under the agent, as the script starts it. */
  private static List<String> command(String... arguments) {
    Jvm jvm = Jvm.current(Path.of(System.getProperty(AgentJar.PROPERTY)));
    return jvm.command(
        "",
        List.of("-D" + AgentJar.PROPERTY + "=" + jvm.agent()),
        Main.class.getName(),
        List.of(arguments));
  }

  /** Nothing is left even if a test fails. */
  @AfterEach
  void kill() throws Exception {
    supervisor.destroyForcibly().waitFor();
    workers.values().forEach(ProcessHandle::destroyForcibly);
    out.close();
  }

  private Matcher readTo(Pattern pattern) throws IOException {
    List<String> read = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      read.add(line);
      Matcher serves = SERVES.matcher(line);
      if (serves.matches()) {
        workers.put(
            serves.group(1), ProcessHandle.of(Long.parseLong(serves.group(2))).orElseThrow());
      }
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        return matcher;
      }
    }
    throw new AssertionError("no line " + pattern + " in " + read);
  }

  private boolean isServed() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /a.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("a page");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void requestsGoOnWhenAWorkerIsKilledAndAnotherOneComes() throws Exception {
    AtomicInteger served = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    Thread[] clients = new Thread[CLIENTS];
    boolean[] stop = new boolean[1];
    for (int i = 0; i < CLIENTS; i++) {
      clients[i] =
          new Thread(
              () -> {
                while (!isStopped(stop)) {
                  (isServed() ? served : failed).incrementAndGet();
                }
              });
      clients[i].start();
    }
    awaitMore(served, 100);
    ProcessHandle first = workers.get("1");
    first.destroyForcibly();
    Matcher ended = readTo(Pattern.compile("worker 1 \\((\\d+)\\) has ended with status 137; .*"));
    assertEquals(first.pid(), Long.parseLong(ended.group(1)));
    awaitMore(served, 100); // by the other one
    readTo(Pattern.compile("worker 1 .* serves"));
    assertFalse(workers.get("1").equals(first));
    workers.get("2").destroyForcibly();
    readTo(Pattern.compile("worker 2 .* has ended .*"));
    awaitMore(served, 100); // by the new one
    readTo(Pattern.compile("worker 2 .* serves"));
    synchronized (stop) {
      stop[0] = true;
    }
    for (Thread client : clients) {
      client.join();
    }
    // What the two were just at is lost, one request of each client at most.
    assertTrue(failed.get() <= 2 * CLIENTS, failed + " failed, " + served + " were served");
  }

  private static boolean isStopped(boolean[] stop) {
    synchronized (stop) {
      return stop[0];
    }
  }

  private static void awaitMore(AtomicInteger served, int number) throws InterruptedException {
    int goal = served.get() + number;
    while (served.get() < goal) {
      Thread.sleep(5);
    }
  }

  @Test
  void sigtermEndsAllBehindTheirResponses() throws Exception {
    assertTrue(isServed());
    supervisor.destroy();
    assertTrue(supervisor.waitFor(60, TimeUnit.SECONDS));
    assertEquals(128 + 15, supervisor.exitValue());
    for (ProcessHandle worker : workers.values()) {
      assertFalse(worker.isAlive(), worker + " is left");
    }
    assertFalse(isServed());
  }

  @Test
  void workersEndWhenTheirSupervisorIsKilled() throws Exception {
    supervisor.destroyForcibly().waitFor();
    for (ProcessHandle worker : workers.values()) {
      worker.onExit().get(60, TimeUnit.SECONDS);
    }
    assertFalse(isServed());
  }

  @Test
  void workersThatNeverServeAreGivenUp() throws Exception {
    String log = folder.toString(); // A folder cannot be written to.
    ProgramRun run =
        ProgramRun.of(
            new ProcessBuilder(
                command("serve", log, "--port", "0", "--processes", "2", "--access-log", log)));
    assertEquals(CliCode.WORKERS.exitStatus(), run.status());
    String start =
        "[" + CliCode.WORKERS.id() + "] Cannot serve '" + log + "' by processes: worker ";
    assertTrue(run.err().startsWith(start), run.err());
    assertTrue(run.err().contains("3 times in a row before it served, with status 1."), run.err());
    assertTrue(run.out().contains(") [CO412] Cannot serve '" + log), run.out());
  }

  @Test
  void aPortThatSomebodyHasIsRefused() throws Exception {
    try (HttpServer alone = HttpServer.start(ServerSettings.of(folder))) {
      for (int taken : List.of(port, alone.port())) {
        CommandLineRun run =
            CommandLineRun.of("serve", folder.toString(), "--port", "" + taken, "--processes", "2");
        assertEquals(CliCode.SERVE.exitStatus(), run.status());
        assertTrue(run.err().startsWith("[" + CliCode.SERVE.id() + "] Cannot serve"), run.err());
      }
    }
  }
}
