package dev.coro.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Runs jcstress, whose own JVMs run with the agent, and fails if one of its tests has. Its report
 * is {@code stress/target/jcstress/report/index.html}.
 */
class JcstressIT {
  private static final Pattern COUNTS =
      Pattern.compile(
          "\\(Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, "
              + "(\\d+) soft errs, (\\d+) hard errs\\)");

  /** When jcstress has last said something, by {@link System#nanoTime}. */
  private volatile long lastLine = System.nanoTime();

  private volatile boolean hangs;

  @Test
  void noForbiddenOutcomeComes() throws Exception {
    Path folder = Files.createDirectories(Path.of(property("folder")));
    Process process =
        new ProcessBuilder(command()).directory(folder.toFile()).redirectErrorStream(true).start();
    Thread watchdog = new Thread(() -> watch(process), "watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    int[] counts = new int[5];
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lastLine = System.nanoTime();
        System.out.println(line);
        Matcher matcher = COUNTS.matcher(line);
        if (matcher.find()) {
          for (int i = 0; i < counts.length; i++) {
            counts[i] = Integer.parseInt(matcher.group(i + 1));
          }
        }
      }
    }
    int status = process.waitFor();
    assertFalse(hangs, "a test hangs: its stacks are above");
    assertEquals(0, status);
    assertTrue(counts[0] > 0, "no test was run");
    assertEquals(counts[0], counts[1], "not all have passed: see the report");
  }

  /** Ends a run in which a thread waits for ever, which jcstress itself does not always notice. */
  private void watch(Process process) {
    long most = TimeUnit.SECONDS.toNanos(Long.parseLong(property("silence")));
    try {
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        if (System.nanoTime() - lastLine > most) {
          hangs = true;
          List<ProcessHandle> forks = process.descendants().toList();
          for (ProcessHandle fork : forks) {
            printStacks(fork);
          }
          forks.forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void printStacks(ProcessHandle jvm) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, String.valueOf(jvm.pid()), "Thread.print")
            .redirectErrorStream(true)
            .start();
    System.out.println(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    process.waitFor();
  }

  private static List<String> command() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path")));
    command.add("org.openjdk.jcstress.Main");
    String agent = "-javaagent:" + new File(System.getProperty("coro.agent")).getCanonicalPath();
    boolean allModes = property("modes").equals("all");
    command.addAll(List.of(allModes ? "-jvmArgsPrepend" : "-jvmArgs", agent));
    // One mode of compilation for both actors: much of the code under test is common to them.
    command.addAll(List.of("-sc", "false"));
    command.addAll(List.of("-t", property("tests")));
    command.addAll(List.of("-f", property("forks")));
    command.addAll(List.of("-iters", property("iterations")));
    command.addAll(List.of("-time", property("millis")));
    command.addAll(List.of("-r", "report"));
    return command;
  }

  private static String property(String name) {
    return System.getProperty("coro.stress." + name);
  }
}
