package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.testing.Jars;
import dev.coro.transform.testing.Sources;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that name what is suspendable when they are started, run as a user would. */
class SuspendableOptionIT {
  private static final String PROGRAM =
      """
      package p;
      import dev.coro.*;
      import java.util.*;
      public class Main {
        interface Service { int fetch(int x); int fetch(String x); }
        static class Remote implements Service {
          public int fetch(int x) { Continuation.suspend(); return x + 1; }
          public int fetch(String x) { Continuation.suspend(); return x.length(); }
        }
        static class Steps implements Iterator<Integer> {
          int n;
          public boolean hasNext() { return n < 2; }
          public Integer next() { Continuation.suspend(); return ++n; }
        }
        public static void main(String[] args) {
          Service service = new Remote();
          resume(() -> System.out.println(service.fetch(1)));
          resume(() -> System.out.println(service.fetch("abc")));
          resume(() -> { for (Iterator<Integer> i = new Steps(); i.hasNext(); ) System.out.println(i.next()); });
          resume(() -> new Steps().forEachRemaining(System.out::println));
        }
        static void resume(SuspendableRunnable body) {
          Continuation c = new Continuation(body);
          try {
            while (c.resume()) { System.out.println("suspended"); }
          } catch (NotSuspendableException e) {
            System.out.println(e.getMessage().replaceFirst(": .*", "").replaceFirst("( at |.main.[0-9]).*", ""));
          }
        }
      }
      """;

  private static final String FETCH = "[CO204] cannot suspend through p.Main$Remote#fetch";
  private static final String NEXT = "[CO204] cannot suspend through p.Main$Steps#next()";

  @TempDir Path folder;

  /**
   * What a program did.
   *
   * @param status its exit status
   */
  private record Ended(int status, String out, String err) {}

  @Test
  void nothingIsSuspendableUnlessNamed() throws Exception {
    assertEquals(lines(FETCH + "(int)", FETCH + "(String)", NEXT, NEXT), run("log=warn", "").out());
  }

  @Test
  void interfaceMethodIsNamedAndOverridersInherit() throws Exception {
    assertEquals(
        lines("suspended", "2", "suspended", "3", NEXT, NEXT),
        run("suspendable=p.Main$Service", "").out());
    assertEquals(
        lines("suspended", "2", FETCH + "(String)", NEXT, NEXT),
        run("suspendable=p.Main$Service#fetch(int)", "").out());
  }

  @Test
  void methodOfTheJdkIsNamedAndOtherDeclarationsStayInTheWay() throws Exception {
    assertEquals(
        lines(
            FETCH + "(int)",
            "[CO204] cannot suspend through p.Main#lambda",
            "suspended",
            "1",
            "suspended",
            "2",
            "[CO204] cannot suspend through java.util.Iterator#forEachRemaining(Consumer)"),
        run(
                "log=warn,suspendable=java.util.Iterator#next:p.Main$Remote#fetch(java.lang.String)",
                "")
            .out());
  }

  @Test
  void badPatternInTheOptionEndsTheJvm() throws Exception {
    Ended ended = run("suspendable=p.Main:p/Main", "");
    assertEquals(1, ended.status());
    assertEquals(
        "[CO303] 'p/Main' in agent option 'suspendable' does not name suspendable methods: 'p/Main'"
            + " is no class name with dots between packages. Write com.acme.Service, com.acme.*,"
            + " com.acme.Service#fetch, com.acme.Service#fetch* or com.acme.Service#fetch(int,"
            + " String).\n",
        ended.err());
  }

  @Test
  void badPatternInAResourceIsALineOfWarning() throws Exception {
    Ended ended = run("", "# first\np.Main$Service#\np.Main$Service#fetch(int)\n");
    assertEquals(lines("suspended", "2", FETCH + "(String)", NEXT, NEXT), ended.out());
    assertTrue(
        ended
            .err()
            .matches(
                "\\[coro] warn: \\[CO303] 'p\\.Main\\$Service#' in"
                    + " jar:file:\\S*app\\.jar!/META-INF/coro/suspendables, line 2 does not name"
                    + " suspendable methods: '' is no method name\\. Write [^\n]*\n"),
        ended.err());
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private Ended run(String options, String resource) throws Exception {
    Map<String, String> texts =
        resource.isEmpty() ? Map.of() : Map.of("META-INF/coro/suspendables", resource);
    Path jar =
        Files.write(
            folder.resolve("app.jar"),
            Jars.of(new Sources().add("p.Main", PROGRAM).compile(), texts));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                agent() + (options.isEmpty() ? "" : "=" + options),
                "-cp",
                jar.toString(),
                "p.Main")
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ended(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  /** The agent that this VM runs with, without its options. */
  private static String agent() {
    List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
    return arguments.stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("coro.jar"))
        .findFirst()
        .orElseThrow()
        .replaceFirst("coro\\.jar.*", "coro.jar");
  }
}
