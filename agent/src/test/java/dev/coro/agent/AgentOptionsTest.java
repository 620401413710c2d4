package dev.coro.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.agent.AgentOptions.LogLevel;
import dev.coro.transform.MonitorPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AgentOptionsTest {
  @Test
  void nothingGivenMeansDefaults() {
    for (String text : new String[] {null, "", " ", ",,"}) {
      AgentOptions options = AgentOptions.parse(text);
      assertFalse(options.verify());
      assertNull(options.dump());
      assertEquals(LogLevel.WARN, options.log());
      assertEquals(MonitorPolicy.SUSPEND, options.monitors());
      assertTrue(options.selects("com.acme.Cart"));
    }
  }

  @Test
  void everyOptionIsRead() {
    AgentOptions options =
        AgentOptions.parse(
            "verify, dump = /tmp/x ,log=debug,include=com.acme.*,exclude=*Test,monitors=refuse");
    assertTrue(options.verify());
    assertEquals(Path.of("/tmp/x"), options.dump());
    assertEquals(LogLevel.DEBUG, options.log());
    assertTrue(options.selects("com.acme.Cart"));
    assertFalse(options.selects("com.acme.CartTest"));
    assertFalse(options.selects("org.example.Job"));
    assertEquals(MonitorPolicy.REFUSE, options.monitors());
  }

  @Test
  void switchMayHaveAValue() {
    assertTrue(AgentOptions.parse("verify=true").verify());
    assertFalse(AgentOptions.parse("verify=false").verify());
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.*, com.acme.Cart, true",
    "com.acme.*, com.acme.sub.Cart, true",
    "com.acme.*, com.acmeCart, false",
    "com.acme.Cart, com.acme.Cart, true",
    "com.acme.Cart, com.acme.Cart$Item, false",
    "com.acme.Cart, comXacme.Cart, false",
    "*, anything.At.all, true",
    "*.Job:*Cart, org.example.Job, true",
    "*.Job:*Cart, com.acme.Cart, true",
    "*.Job:*Cart, com.acme.Carts, false",
  })
  void patternMatchesWholeNames(String patterns, String name, boolean matches) {
    assertEquals(matches, AgentOptions.parse("include=" + patterns).selects(name));
    assertEquals(!matches, AgentOptions.parse("exclude=" + patterns).selects(name));
  }

  @Test
  void optionsOfBlockingCallsAreReadOrRefused() {
    AgentOptions options = AgentOptions.parse("bridge=off,blocking=error");
    assertFalse(options.bridges().on());
    assertEquals("error", options.bridges().blocking());
    assertTrue(AgentOptions.parse("").bridges().on());
    assertRefused(
        "bridge=maybe",
        "[CO302] agent option 'bridge' has the value 'maybe': there is no such choice. Write"
            + " bridge=on or bridge=off.");
    assertRefused(
        "blocking=loud",
        "[CO302] agent option 'blocking' has the value 'loud': there is no such choice. Write"
            + " blocking=warn, error or off.");
    assertRefused(
        "bridge.add=/none/such",
        "[CO302] agent option 'bridge.add' has the value '/none/such': it cannot be read"
            + " (java.nio.file.NoSuchFileException: /none/such). Write bridge.add=FILE.");
  }

  @Test
  void unknownOptionIsRefusedWithTheKnownOnes() {
    assertRefused(
        "verify,verfy=1",
        "[CO301] unknown agent option 'verfy' in 'verify,verfy=1'. Known options: verify, dump=DIR,"
            + " log=error|warn|info|debug, include=PATTERNS, exclude=PATTERNS,"
            + " suspendable=PATTERNS, monitors=suspend|refuse, watchdog=DURATION, preempt=PATTERNS, slice=DURATION, bridge=on|off,"
            + " bridge.exclude=PATTERNS, bridge.add=FILE, blocking=warn|error|off, torture,"
            + " seed=N, rate=P, threads, report=FILE.");
  }

  @Test
  void badValuesAreRefusedWithWhatToWrite() {
    assertRefused(
        "verify=maybe",
        "[CO302] agent option 'verify' has the value 'maybe': it is a switch. Write verify,"
            + " verify=true or =false.");
    assertRefused(
        "log=loud",
        "[CO302] agent option 'log' has the value 'loud': there is no such level. Write log=error,"
            + " warn, info or debug.");
    assertRefused(
        "watchdog=soon",
        "[CO302] agent option 'watchdog' has the value 'soon': it is no duration of a nanosecond or"
            + " more. Write watchdog=100ms or =2s.");
    assertRefused(
        "watchdog=0s",
        "[CO302] agent option 'watchdog' has the value '0s': it is no duration of a nanosecond or"
            + " more. Write watchdog=100ms or =2s.");
    assertRefused(
        "monitors=keep",
        "[CO302] agent option 'monitors' has the value 'keep': there is no such choice. Write"
            + " monitors=suspend or monitors=refuse.");
    assertRefused(
        "dump", "[CO302] agent option 'dump' has the value '': it needs a folder. Write dump=DIR.");
    assertRefused(
        "exclude=",
        "[CO302] agent option 'exclude' has the value '': it needs class name patterns. Write"
            + " exclude=com.acme.*:org.example.Job.");
  }

  @Test
  void watchdogTakesADuration() {
    assertNull(AgentOptions.parse("verify").watchdog());
    assertEquals(Duration.ofMillis(100), AgentOptions.parse("watchdog=100ms").watchdog());
    assertEquals(Duration.ofSeconds(2), AgentOptions.parse("watchdog=PT2S").watchdog());
  }

  @Test
  void timeSlicesHaveALengthAndMethods() {
    assertNull(AgentOptions.parse("verify").slice());
    assertEquals(Duration.ofMillis(2), AgentOptions.parse("slice=2ms").slice());
    assertEquals(
        "[com.acme.Job#run, com.acme.Sums]",
        AgentOptions.parse("preempt=com.acme.Job#run:com.acme.Sums").preempt().toString());
    assertRefused(
        "slice=999us",
        "[CO302] agent option 'slice' has the value '999us': a slice takes from 1 ms to 10 s. Write"
            + " slice=10ms.");
    assertEquals(Duration.ofSeconds(10), AgentOptions.parse("slice=10s").slice());
    for (String tooLong : List.of("10001ms", "PT9000000000000S")) {
      assertRefused(
          "slice=" + tooLong,
          "[CO302] agent option 'slice' has the value '"
              + tooLong
              + "': a slice takes from 1 ms to 10 s. Write slice=10ms.");
    }
    assertRefused(
        "preempt",
        "[CO302] agent option 'preempt' has the value '': it needs method patterns. Write"
            + " preempt=com.acme.Service:com.acme.Job#run*.");
  }

  @Test
  void tortureHasOptionsOfItsOwn() {
    assertNull(AgentOptions.parse("verify").torture());
    assertEquals(
        new TortureOptions(7, 0.5, true, Path.of("/tmp/figures")),
        AgentOptions.parse("torture,seed=7,rate=0.5,threads,report=/tmp/figures").torture());
    TortureOptions defaults = AgentOptions.parse("torture").torture();
    assertEquals(0.01, defaults.rate());
    assertFalse(defaults.threads());
    assertNull(defaults.report());
  }

  @Test
  void badValuesOfTortureAreRefused() {
    assertRefused(
        "torture,seed=x",
        "[CO302] agent option 'seed' has the value 'x': it is no whole number. Write seed=42.");
    for (String rate : new String[] {"0", "1.5", "often", "NaN"}) {
      assertRefused(
          "torture,rate=" + rate,
          "[CO302] agent option 'rate' has the value '"
              + rate
              + "': it is no number above 0 and up to 1. Write rate=0.01, or rate=1 for always.");
    }
    assertRefused(
        "rate=1",
        "[CO302] agent option 'torture' has the value '': it is not set, but rate=1 is. Write"
            + " torture,rate=1.");
  }

  private static void assertRefused(String text, String message) {
    var thrown = assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse(text));
    assertEquals(message, thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"com/acme/*", "com.acme.Cart com.acme.Job", "Cart#add", "Cart:Job()"})
  void whatIsNoPatternOfClassNamesIsRefused(String pattern) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> AgentOptions.parse("include=" + pattern))
            .getMessage();
    assertEquals(
        "[CO302] agent option 'include' has the value '"
            + pattern
            + "': no class has such a name. Write include=com.acme.*:org.example.Job.",
        message);
  }

  @Test
  void folderThatCannotBeWrittenIsRefusedAndOthersAreMade(@TempDir Path folder) throws Exception {
    Path wanted = folder.resolve("a/b");
    AgentOptions.parse("dump=" + wanted).createDumpFolder();
    assertTrue(Files.isDirectory(wanted));
    Path file = Files.createFile(folder.resolve("file"));
    AgentOptions options = AgentOptions.parse("dump=" + file.resolve("inside"));
    String message =
        assertThrows(IllegalArgumentException.class, options::createDumpFolder).getMessage();
    assertTrue(message.startsWith("[CO302] agent option 'dump' has the value '" + file), message);
  }
}
