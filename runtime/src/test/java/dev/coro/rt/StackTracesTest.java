package dev.coro.rt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where stitching cuts and what it puts in, on traces made by hand. */
class StackTracesTest {
  private static final String STATE = "dev.coro.rt.ContinuationState.";

  private final ContinuationState state =
      new ContinuationState() {
        @Override
        protected void begin() {
          throw new AssertionError("never run");
        }
      };

  /** A chain of saved frames; the first is the leaf. */
  private SavedFrame chain(String... methods) {
    SavedFrame leaf = null;
    SavedFrame last = null;
    for (String method : methods) {
      // A class of its own for each, as the resume bodies of instrumented classes have.
      ResumeBody body = method.startsWith("a") ? (f, c) -> {} : otherBody(method);
      ResumeOrigin.note(body, StackTracesTest.class, method, "()V");
      SavedFrame frame = frame(body);
      if (last == null) {
        leaf = frame;
      } else {
        last.caller = frame;
      }
      last = frame;
    }
    return leaf;
  }

  private SavedFrame frame(ResumeBody body) {
    SavedFrame frame = new Frames.R0L0(body);
    frame.link(1, state);
    return frame;
  }

  private static ResumeBody otherBody(String method) {
    return switch (method.charAt(0)) {
      case 'b' -> (f, c) -> {};
      case 'c' -> (f, c) -> {};
      default -> (f, c) -> {};
    };
  }

  private static Throwable thrownAt(String... rows) {
    Throwable thrown = new Throwable();
    thrown.setStackTrace(
        Arrays.stream(rows)
            .map(
                row -> {
                  int dot = row.lastIndexOf('.');
                  String type = dot < 0 ? StackTracesTest.class.getName() : row.substring(0, dot);
                  return new StackTraceElement(type, row.substring(dot + 1), null, -1);
                })
            .toArray(StackTraceElement[]::new));
    return thrown;
  }

  private static List<String> rows(Throwable thrown) {
    List<String> rows = new ArrayList<>();
    for (StackTraceElement row : thrown.getStackTrace()) {
      String type = row.getClassName();
      rows.add(
          type.equals(StackTracesTest.class.getName())
              ? row.getMethodName()
              : type + "." + row.getMethodName());
    }
    return rows;
  }

  @Test
  void callersReplaceTheDriver() {
    Throwable thrown =
        thrownAt("x", "a", STATE + "runFrom", STATE + "drive", STATE + "run", "resumer", "main");
    assertSame(thrown, StackTraces.stitch(thrown, null, chain("a", "b", "c")));
    assertEquals(List.of("x", "a", "b", "c", "resumer", "main"), rows(thrown));
  }

  @Test
  void callersThatWereEnteredAgainForTheirMonitorsAreNotDoubled() {
    Throwable thrown =
        thrownAt(
            "a",
            STATE + "resumeInside",
            "b",
            STATE + "runFrom",
            STATE + "drive",
            STATE + "run",
            STATE + "runOutermost",
            "main");
    SavedFrame leaf = chain("a", "b", "c");
    assertSame(thrown, StackTraces.stitch(thrown, null, leaf));
    assertEquals(List.of("a", "b", "c", "main"), rows(thrown));
    assertNull(StackTraces.stitch(thrown, null, leaf.caller));
    assertEquals(List.of("a", "b", "c", "main"), rows(thrown));
  }

  @Test
  void outerDriverStaysForTheOuterContinuation() {
    Throwable thrown =
        thrownAt(
            "a",
            STATE + "runFrom",
            STATE + "drive",
            "dev.coro.rt.DriverFrame.resume",
            STATE + "runFrom",
            STATE + "drive",
            STATE + "run",
            "main");
    StackTraces.stitch(thrown, null, chain("a", "b"));
    assertEquals(
        List.of(
            "a",
            "b",
            "dev.coro.rt.DriverFrame.resume",
            STATE + "runFrom",
            STATE + "drive",
            STATE + "run",
            "main"),
        rows(thrown));
    DriverFrame driver = DriverFrame.save(state, state);
    driver.caller = chain("c");
    StackTraces.stitch(thrown, null, driver);
    assertEquals(List.of("a", "b", "c", "main"), rows(thrown));
  }

  @Test
  void traceOfAnotherActivationIsLeftAlone() {
    Throwable thrown = thrownAt("x", "c", STATE + "runFrom", STATE + "drive", STATE + "run");
    List<String> before = rows(thrown);
    assertNull(StackTraces.stitch(thrown, null, chain("a", "b")));
    assertEquals(before, rows(thrown));
  }

  @Test
  void traceThatTheJvmHasCutEndsWithTheCallers() {
    Throwable thrown = thrownAt("x", "a", STATE + "runFrom");
    StackTraces.stitch(thrown, null, chain("a", "b"));
    assertEquals(List.of("x", "a", "b"), rows(thrown));
  }

  @Test
  void stitchedTraceHasNoMoreRowsThanTheJvmGives() {
    String[] methods = new String[3000];
    Arrays.fill(methods, "b");
    methods[0] = "a";
    Throwable thrown = thrownAt("a", STATE + "runFrom", STATE + "drive", STATE + "run", "main");
    StackTraces.stitch(thrown, null, chain(methods));
    assertEquals(1024, thrown.getStackTrace().length);
  }

  @Test
  void shownProxiesDoNotHideTheActivation() {
    Throwable thrown =
        thrownAt(
            "a",
            "dev.coro.rt.StackTracesTest$$Lambda/0x1.resume",
            STATE + "runFrom",
            STATE + "drive",
            STATE + "run",
            "main");
    StackTraces.stitch(thrown, null, chain("a", "b"));
    assertEquals(List.of("a", "b", "main"), rows(thrown));
  }

  @Test
  void activationInAHiddenClassHasNoRow() {
    Throwable thrown =
        thrownAt(
            "x",
            "dev.coro.rt.HiddenResumeBody.resume",
            STATE + "runFrom",
            STATE + "drive",
            STATE + "run",
            "main");
    MethodType type = MethodType.methodType(void.class, SavedFrame.class, ContinuationState.class);
    SavedFrame hidden = frame(new HiddenResumeBody(MethodHandles.empty(type), null));
    hidden.caller = chain("b");
    StackTraces.stitch(thrown, null, hidden);
    assertEquals(List.of("x", "b", "main"), rows(thrown));
    assertEquals(1, LogicalStack.of(hidden).size());
  }

  @Test
  void whatACallerSuppressesWhileItClimbsIsStitchedToo() {
    SavedFrame leaf = chain("a", "b", "c");
    Throwable thrown = thrownAt("a", STATE + "runFrom", STATE + "drive", STATE + "run", "main");
    Throwable settled = StackTraces.stitch(thrown, null, leaf);
    Throwable late = thrownAt("b", STATE + "runFrom", STATE + "drive", STATE + "run", "main");
    thrown.addSuppressed(late);
    StackTraces.stitch(thrown, settled, leaf.caller);
    assertEquals(List.of("a", "b", "c", "main"), rows(thrown));
    assertEquals(List.of("b", "c", "main"), rows(late));
  }

  @Test
  void causesInACircleEnd() {
    Throwable cause = thrownAt("a", STATE + "runFrom", STATE + "drive", STATE + "run", "main");
    Throwable thrown = new Throwable(cause);
    cause.initCause(thrown);
    StackTraces.stitch(thrown, null, chain("a", "b"));
    assertEquals(List.of("a", "b", "main"), rows(cause));
  }
}
