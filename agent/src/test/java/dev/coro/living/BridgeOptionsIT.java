package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coro.transform.scan.Bridge;
import dev.coro.transform.scan.Bridges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Type;

/** Options of the agent for blocking calls, each in a JVM of its own. */
class BridgeOptionsIT {
  private static final String MAPPING =
      """
      # a library's blocking method
      Bridged$Db#query(java.lang.String) = Bridged$SuspendingDb#ask # its counterpart
      """;

  private static final Set<String> LATER =
      Set.of(
          "java.lang.Thread#sleep(java.time.Duration)",
          "java.lang.Thread#join(java.time.Duration)",
          "java.util.concurrent.ExecutorService#close()");

  @TempDir static Path folder;

  private static Path classes;

  @BeforeAll
  static void compile() {
    classes = folder.resolve("classes");
    Sources.compileResource("Bridged.java", classes);
  }

  private static ChildJvm.Result run(String options, String what, Path... more) {
    return new ChildJvm().withCoro(options).on(classes).on(more).run("Bridged", what);
  }

  @Test
  void outcomesAreTheSameInThreadsAndCoroutinesWithBridgesAndWithout() {
    List<String> with = run("=verify", "outcomes").lines();
    List<String> without = run("=verify,bridge=off", "outcomes").lines();
    assertEquals(with, without);
    int half = with.size() / 2;
    assertEquals(20, half);
    assertEquals(with.subList(0, half), with.subList(half, 2 * half));
  }

  /** Each method that has a bridge: the program has a line for it, which all four ways print. */
  @Test
  void everyBridgeDoesWhatItsOriginalDoes() {
    Path every = folder.resolve("every");
    Sources.compileResource("EveryBridge.java", every);
    ChildJvm.Result bridged = new ChildJvm().withCoro("=verify").on(every).run("EveryBridge");
    List<String> with = bridged.lines();
    List<String> without =
        new ChildJvm().withCoro("=verify,bridge=off").on(every).run("EveryBridge").lines();
    int half = without.size() / 2;
    assertEquals(half, with.size() / 2, bridged.err());
    for (int i = 0; i < half; i++) {
      assertEquals(without.get(i), without.get(i + half), "without a bridge");
      assertEquals(without.get(i), with.get(i), "in a thread");
      assertEquals(without.get(i), with.get(i + half), "in a coroutine");
    }
    assertEquals(bridgedMethods(), methodsOf(with));
    assertFalse(bridged.err().contains("cannot be saved"), bridged.err());
  }

  private static Set<String> methodsOf(List<String> lines) {
    Set<String> methods = new TreeSet<>();
    for (String line : lines) {
      methods.add(line.substring(0, line.indexOf(')') + 1));
    }
    return methods;
  }

  private static Set<String> bridgedMethods() {
    Set<String> methods = new TreeSet<>();
    for (Bridge bridge : Bridges.ofJdk().all()) {
      if (bridge.kind() != Bridge.Kind.REPORT) {
        List<String> parameters = new ArrayList<>();
        for (Type type : Type.getArgumentTypes(bridge.parameters() + "V")) {
          parameters.add(type.getClassName());
        }
        String owner = bridge.owner().replace('/', '.');
        methods.add(owner + "#" + bridge.name() + "(" + String.join(", ", parameters) + ")");
      }
    }
    methods.removeAll(LATER); // See methodsOfLaterJdksAreBridged.
    return methods;
  }

  @Test
  void bridgesCanBeSwitchedOffAndLeftOut() {
    assertEquals(List.of("[b, a]"), run("", "sleep").lines());
    assertEquals(List.of("[b, a]"), run("=bridge=on", "sleep").lines());
    assertEquals(List.of("[a, b]"), run("=bridge=off", "sleep").lines());
    assertEquals(
        List.of("[a, b]"), run("=bridge.exclude=java.lang.Thread#sleep(long)", "sleep").lines());
    assertEquals(
        List.of("[b, a]"), run("=bridge.exclude=java.lang.Thread#sleep(int)", "sleep").lines());
  }

  @Test
  void moreCanBeAddedByAFileAndByAResource() throws IOException {
    Path file = Files.writeString(folder.resolve("more.txt"), MAPPING);
    Path resources = folder.resolve("resources");
    Files.createDirectories(resources.resolve("META-INF/coro"));
    Files.writeString(resources.resolve("META-INF/coro/bridges"), MAPPING);
    List<String> suspended = List.of("[meanwhile, asked for x]");
    assertEquals(suspended, run("=bridge.add=" + file, "added").lines());
    assertEquals(suspended, run("", "added", resources).lines());
    List<String> blocked = List.of("[blocked for x, meanwhile]");
    assertEquals(blocked, run("", "added").lines());
    assertEquals(blocked, run("=bridge=off", "added", resources).lines());
  }

  @Test
  void aWrongMappingIsToldWithItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.txt"), "\ncom.acme.Db.query = Co\n");
    ChildJvm.Result result = run("=bridge.add=" + file, "added");
    assertEquals(1, result.status());
    assertTrue(
        result.err().startsWith("[CO281] 'com.acme.Db.query = Co' in " + file + ", line 2 names"),
        result.err());
  }

  @Test
  void whatBlocksTheCarrierIsReportedOnceForEachPlace() {
    ChildJvm.Result result = run("", "blocking");
    assertEquals(List.of("end"), result.lines());
    assertEquals(3, result.err().split("\\[CO280\\]", -1).length, result.err());
    assertTrue(
        result
            .err()
            .contains(
                "[CO280] java.util.concurrent.locks.LockSupport.parkNanos(long) in Bridged#park()"
                    + " at Bridged.java:"),
        result.err());
    assertTrue(
        result.err().contains("[CO280] Lock.lock() in Bridged#readLock at Bridged.java:"),
        result.err());
    assertTrue(result.err().contains("use dev.coro.sync.ReadWriteLock"), result.err());
  }

  @Test
  void methodsOfLaterJdksAreBridged() {
    assumeTrue(Runtime.version().feature() >= 21, "JDK 17 has none of them");
    Path later = folder.resolve("later");
    Sources.compileResource("BridgedLater.java", later);
    List<String> joined =
        List.of("java.lang.IllegalThreadStateException: Thread not started", "false", "true");
    List<String> expected = new ArrayList<>(List.of("[never slept, soon, late]"));
    expected.addAll(joined);
    expected.addAll(joined);
    expected.add("[meanwhile, closed]");
    assertEquals(
        expected, new ChildJvm().withCoro("=verify").on(later).run("BridgedLater").lines());
  }

  @Test
  void aStreamThatWaitsIsReportedAndAnotherIsNot() {
    ChildJvm.Result result = run("", "streams");
    assertEquals(List.of("5", "3"), result.lines());
    assertEquals(2, result.err().split("\\[CO280\\]", -1).length, result.err());
    assertTrue(result.err().contains("in Bridged#readProcess at Bridged.java:"), result.err());
  }

  @Test
  void reportsCanBeErrorsOrSwitchedOff() {
    List<String> lines = run("=blocking=error", "blocking").lines();
    assertEquals(4, lines.size());
    assertTrue(lines.get(2).startsWith("[CO280] "), lines.get(2));
    assertFalse(run("=blocking=off", "blocking").err().contains("CO280"));
    assertFalse(run("=bridge=off", "blocking").err().contains("CO280"));
  }
}
