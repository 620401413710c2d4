package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.fixtures.KeptTraces;
import dev.coro.transform.fixtures.Traces;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.TraceText;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code printStackTrace} prints of exceptions from resumed activations. The expected rows and
 * lines are those of the class as javac compiled it, run without a suspension.
 */
final class StackTraceTest {
  private static final FixtureLoader PLAIN = new FixtureLoader(false);
  private static final FixtureLoader INSTRUMENTED = new FixtureLoader(true);

  /** Cases that throw an exception which was filled before anything was suspended, or end well. */
  private static final List<String> NOT_STITCHED =
      List.of(
          "createdBeforeItSuspended",
          "accessorThatThrows",
          "accessorWithoutMemory",
          "accessorWithoutStack");

  @TestFactory
  Stream<DynamicTest> resumedActivationsReadAsIfCalled() {
    List<String> cases = new ArrayList<>(FixtureRun.cases(Traces.class));
    cases.removeAll(NOT_STITCHED);
    assertTrue(cases.size() > 15, cases::toString);
    return cases.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(Traces.class, name)));
  }

  @TestFactory
  Stream<DynamicTest> keptExceptionsReadAsIfNothingHadSuspended() {
    return FixtureRun.cases(KeptTraces.class).stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(KeptTraces.class, name)));
  }

  private static void check(Class<?> fixture, String name) {
    List<String> texts = new ArrayList<>();
    // One call for both, because its line is in the traces.
    for (boolean instrumented : new boolean[] {false, true}) {
      Throwable thrown = thrownBy(fixture, name, instrumented, k -> instrumented);
      texts.add(instrumented ? TraceText.of(thrown) : TraceText.withoutMachinery(thrown));
    }
    assertEquals(texts.get(0), texts.get(1));
  }

  private static Throwable thrownBy(String name, boolean instrumented, IntPredicate policy) {
    return thrownBy(Traces.class, name, instrumented, policy);
  }

  private static Throwable thrownBy(
      Class<?> fixture, String name, boolean instrumented, IntPredicate policy) {
    FixtureLoader loader = instrumented ? INSTRUMENTED : PLAIN;
    Throwable thrown =
        new FixtureRun(loader, fixture.getName()).runInContinuation(name, policy).failure();
    assertNotNull(thrown, name);
    return thrown;
  }

  @Test
  void goldenTraceThroughThreeCallers() {
    assertGolden(
        "threeCallers",
        """
        java.lang.IllegalStateException: x1
        	at dev.coro.transform.fixtures.Traces.third(Traces.java)
        	at dev.coro.transform.fixtures.Traces.second(Traces.java)
        	at dev.coro.transform.fixtures.Traces.first(Traces.java)
        	at dev.coro.transform.fixtures.Traces.threeCallers(Traces.java)
        	at dev.coro.transform.fixtures.CaseBody.run(CaseBody.java)
        	at dev.coro.Continuation.resume(Continuation.java)
        """);
  }

  @Test
  void goldenTraceThroughLambdas() {
    assertGolden(
        "lambda",
        """
        java.lang.IllegalStateException: in a lambda 2
        	at dev.coro.transform.fixtures.Traces.third(Traces.java)
        	at dev.coro.transform.fixtures.Traces.lambda$lambda$N(Traces.java)
        	at dev.coro.transform.fixtures.Traces.lambda$lambda$N(Traces.java)
        	at dev.coro.transform.fixtures.Traces.lambda(Traces.java)
        	at dev.coro.transform.fixtures.CaseBody.run(CaseBody.java)
        	at dev.coro.Continuation.resume(Continuation.java)
        """);
  }

  @Test
  void goldenTraceWithACause() {
    assertGolden(
        "cause",
        """
        java.lang.IllegalArgumentException: outer
        	at dev.coro.transform.fixtures.Traces.cause(Traces.java)
        	at dev.coro.transform.fixtures.CaseBody.run(CaseBody.java)
        	at dev.coro.Continuation.resume(Continuation.java)
        Caused by: java.lang.IllegalStateException: x7
        	at dev.coro.transform.fixtures.Traces.third(Traces.java)
        	at dev.coro.transform.fixtures.Traces.second(Traces.java)
        	at dev.coro.transform.fixtures.Traces.first(Traces.java)
        	at dev.coro.transform.fixtures.Traces.cause(Traces.java)
        	... as above
        """);
  }

  @Test
  void goldenTraceWithSuppressedExceptions() {
    assertGolden(
        "suppressed",
        """
        java.lang.IllegalStateException: ab3
        	at dev.coro.transform.fixtures.Traces.third(Traces.java)
        	at dev.coro.transform.fixtures.Traces.suppressed(Traces.java)
        	at dev.coro.transform.fixtures.CaseBody.run(CaseBody.java)
        	at dev.coro.Continuation.resume(Continuation.java)
        	Suppressed: java.lang.IllegalStateException: close b
        		at dev.coro.transform.fixtures.Traces$Resource.close(Traces.java)
        		at dev.coro.transform.fixtures.Traces.suppressed(Traces.java)
        		... as above
        	Suppressed: java.lang.IllegalStateException: close a
        		at dev.coro.transform.fixtures.Traces$Resource.close(Traces.java)
        		at dev.coro.transform.fixtures.Traces.suppressed(Traces.java)
        		... as above
        """);
  }

  private static void assertGolden(String name, String expected) {
    String text = TraceText.of(thrownBy(name, true, k -> true));
    String shortened =
        text.replaceAll(
                "\\t+at dev\\.coro\\.transform\\.testing\\.FixtureRun.*\\n(\\t+at .*\\n)*", "")
            .replaceAll("\\.\\.\\. \\d+ more", "... as above")
            .replaceAll("lambda\\$(\\w+)\\$\\d+", "lambda\\$$1\\$N");
    assertEquals(expected, TraceText.withoutLines(shortened));
  }

  @Test
  void traceFilledBeforeTheSuspensionIsLeftAlone() {
    String text = TraceText.of(thrownBy("createdBeforeItSuspended", true, k -> true));
    assertTrue(text.contains("Traces.createdBeforeItSuspended(Traces.java:"), text);
    assertTrue(text.contains("dev.coro.rt.ContinuationState.runFirst("), text);
  }

  @Test
  void exceptionWithoutATraceGetsNone() {
    assertEquals(0, thrownBy("withoutTrace", true, k -> true).getStackTrace().length);
  }

  @Test
  void whatTracesAreMadeOfKeepsNoClassLoaderAlive() throws InterruptedException {
    WeakReference<FixtureLoader> loader = stitchInALoaderOfItsOwn();
    for (int i = 0; i < 100 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertNull(loader.get());
  }

  private static WeakReference<FixtureLoader> stitchInALoaderOfItsOwn() {
    FixtureLoader loader = new FixtureLoader(true);
    FixtureRun run = new FixtureRun(loader, Traces.class.getName());
    Throwable thrown = run.runInContinuation("threeCallers", k -> true).failure();
    assertTrue(TraceText.of(thrown).contains("Traces.first"));
    return new WeakReference<>(loader);
  }
}
