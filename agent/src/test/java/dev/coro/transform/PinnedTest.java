package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.rt.StackCheckMode;
import dev.coro.transform.fixtures.Pinned;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.Trace;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A suspension through an activation that cannot be saved is refused, and nothing is lost. */
final class PinnedTest {
  private static final String PLACE = "dev.coro.transform.fixtures.Pinned#";

  private final FixtureLoader loader = new FixtureLoader(true);
  private final FixtureRun run = new FixtureRun(loader, Pinned.class.getName());

  @AfterEach
  void restoreMode() {
    StackCheckMode.always();
  }

  @Test
  void unannotatedMethodIsNamedWithItsLine() {
    String refused =
        "String:[CO204] cannot suspend through "
            + PLACE
            + "plain(int) at Pinned.java:"
            + lineOf("plain")
            + ": the method is not @Suspendable, but calls one that suspends. Annotate it with"
            + " @Suspendable, or do not suspend in what it calls.";
    Trace trace = refusedIn("unannotatedMethod", k -> k != 0, 1, "went on with 52");
    assertEquals(refused, trace.outcome().log().get(1));
  }

  @Test
  void lambdaForTheJdkIsNamed() {
    Trace trace = refusedIn("lambdaForTheJdk", k -> true, 1, "went on with a2");
    assertNamesForEach(trace, "lambdaForTheJdk");
  }

  @Test
  void methodReferenceForTheJdkIsNamed() {
    Trace trace = refusedIn("referenceForTheJdk", k -> true, 1, "went on2");
    assertNamesForEach(trace, "referenceForTheJdk");
  }

  @Test
  void runnableIsNamed() {
    Trace trace = refusedIn("runnable", k -> true, 1, "went on2");
    assertNames(trace, "lambda$runnable$");
  }

  @Test
  void unannotatedMethodBehindASuspendableReferenceIsNamed() {
    Trace trace = refusedIn("unannotatedMethodByReference", k -> true, 1, "went on2");
    assertNames(trace, "ordinary()");
    assertEquals(trace.outcome().log().get(0), trace.outcome().log().get(1));
  }

  @Test
  void constructorIsNamed() {
    Trace trace = refusedIn("constructor", k -> true, 1, "went on2");
    assertTrue(
        trace
            .outcome()
            .log()
            .get(0)
            .startsWith(
                "String:[CO104] cannot suspend through "
                    + PLACE.replace("Pinned#", "Pinned$Built#")
                    + "<init>(int) at Pinned.java:"));
  }

  @Test
  void jdkMethodThatCallsASuspendableMethodIsNamed() {
    Trace trace = refusedIn("annotatedConsumerCalledByTheJdk", k -> true, 1, "went on2");
    String message = trace.outcome().log().get(0);
    assertTrue(
        message.startsWith(
            "String:[CO204] cannot suspend through java.util.ArrayList#forEach(Consumer) at"
                + " ArrayList.java:"),
        message);
    assertTrue(
        message.endsWith(
            ": JDK code called back into code that suspends, and JDK code cannot be saved. Write"
                + " the loop or call out in a @Suspendable method instead of passing a callback."),
        message);
  }

  @Test
  void callerThroughAnotherDeclarationIsNamed() {
    Trace trace = refusedIn("overrideThroughRunnable", k -> true, 3, "went on2");
    assertNames(trace, "callsRunnable(Runnable) at Pinned.java:" + lineOf("callsRunnable"));
  }

  @Test
  void exceptionOfAPinnedCallUndoesThePin() {
    for (boolean always : new boolean[] {true, false}) {
      setMode(always);
      Trace trace = run.runInContinuation("exceptionsOfPinnedCallsPass", k -> k == 1);
      assertEquals("returned Integer:1", trace.outcome().end());
      assertEquals(1, trace.suspensions());
    }
  }

  /** Runs a case in both modes, which must agree. */
  private Trace refusedIn(String name, IntPredicate policy, int suspensions, String result) {
    setMode(false);
    Trace inDoubt = run.runInContinuation(name, policy);
    setMode(true);
    Trace always = run.runInContinuation(name, policy);
    for (Trace trace : new Trace[] {inDoubt, always}) {
      assertEquals("returned String:" + result, trace.outcome().end());
      assertEquals(suspensions, trace.suspensions());
    }
    assertEquals(always.outcome(), inDoubt.outcome());
    return always;
  }

  private static void setMode(boolean always) {
    if (always) {
      StackCheckMode.always();
    } else {
      StackCheckMode.inDoubt();
    }
  }

  private static void assertNames(Trace trace, String method) {
    String message = trace.outcome().log().get(0);
    assertTrue(
        message.startsWith("String:[CO204] cannot suspend through " + PLACE + method), message);
  }

  private static void assertNamesForEach(Trace trace, String caller) {
    String message = trace.outcome().log().get(0);
    String expected =
        "String:\\[CO204] cannot suspend through java\\.[\\w.$]+#forEach\\(Consumer\\) at"
            + " \\w+.java:\\d+, called in "
            + PLACE
            + caller
            + "\\(\\) at Pinned.java:\\d+: JDK code called back .*";
    assertTrue(message.matches(expected), message);
  }

  /** Line of the only statement of a method of the fixture. */
  private int lineOf(String method) {
    var node = new org.objectweb.asm.tree.ClassNode();
    new org.objectweb.asm.ClassReader(loader.bytes(Pinned.class.getName().replace('.', '/')))
        .accept(node, 0);
    for (var candidate : node.methods) {
      if (candidate.name.equals(method)) {
        for (var insn : candidate.instructions) {
          if (insn instanceof org.objectweb.asm.tree.LineNumberNode line) {
            return line.line;
          }
        }
      }
    }
    throw new AssertionError(method);
  }
}
