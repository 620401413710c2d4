package dev.coro.living;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@link HotSwapProgram} goes through: two versions of a class each. */
final class HotSwapScenarios {
  private static final String HEAD =
      """
      import dev.coro.*;
      public class Subject implements SuspendableRunnable {
        static void say(Object text) { System.out.println(text); }
      """;

  /** For scenarios with monitors; what {@code inner} does is what changes. */
  private static final String MONITORS =
      """
        static final Object LOCK = new Object();
        static final Object OTHER = new Object();
        /** Whether another continuation, on another thread, may enter. */
        static String enter(Object lock) {
          String[] said = new String[1];
          Thread thread = new Thread(() -> new Continuation(() -> said[0] = tryEnter(lock)).resume());
          thread.start();
          try { thread.join(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
          return said[0];
        }
        @Suspendable static String tryEnter(Object lock) {
          try { synchronized (lock) { return "free"; } } catch (IllegalStateException e) { return e.getMessage(); }
        }
        @Suspendable static void pause() { Continuation.suspend(); }
        @Suspendable static void deeper() { synchronized (OTHER) { pause(); } }
      """;

  /**
   * Old and new members of {@code Subject}, by the name of the scenario, in the order of their
   * runs.
   */
  private static final Map<String, String[]> VERSIONS = new LinkedHashMap<>();

  private HotSwapScenarios() {}

  /** Compiles all scenarios and returns their folders. */
  static List<String> compile(Path folder) {
    List<String> folders = new ArrayList<>();
    VERSIONS.forEach(
        (name, versions) -> {
          for (int i = 0; i < 2; i++) {
            Path target = folder.resolve(name).resolve(String.valueOf(i + 1));
            Sources.compileText("Subject", HEAD + versions[i] + "}\n", target);
          }
          folders.add(folder.resolve(name).toString());
        });
    return folders;
  }

  private static void scenario(String name, String before, String after) {
    VERSIONS.put(name, new String[] {before, after});
  }

  static {
    scenario(
        "same",
        "public void run() { int a = 1; Continuation.suspend(); say(a); }",
        "\n\npublic void run() { int a = 1;\n Continuation.suspend(); say(a); }");
    scenario(
        "otherMethod",
        """
        public void run() { int a = 1; Continuation.suspend(); say(a + twice(a)); }
        @Suspendable int twice(int x) { Continuation.suspend(); return 2 * x; }
        """,
        """
        public void run() { int a = 1; Continuation.suspend(); say(a + twice(a)); }
        @Suspendable int twice(int x) { Continuation.suspend(); return 20 * x; }
        """);
    scenario(
        "changedBody",
        "public void run() { int a = 1; int b = 2; Continuation.suspend(); say(a - b); }",
        "public void run() { int b = 2; int a = 1; Continuation.suspend(); say(a - b); }");
    scenario(
        "changedConstant",
        "public void run() { Continuation.suspend(); say(\"old\"); }",
        "public void run() { Continuation.suspend(); say(\"new\"); }");
    scenario(
        "morePoints",
        "public void run() { long a = 1; Continuation.suspend(); say(a); }",
        """
        public void run() {
          String s = "new".trim(); Continuation.suspend(); Continuation.suspend(); say(s); }
        """);
    scenario(
        "fewerPoints",
        "public void run() { Continuation.suspend(); Continuation.suspend(); say(\"old\"); }",
        "public void run() { Continuation.suspend(); say(\"new\"); }");
    scenario(
        "caller",
        """
        public void run() {
          try { say("got " + callee(1)); } catch (IllegalStateException e) { say("caught"); }
        }
        @Suspendable int callee(int x) {
          try { Continuation.suspend(); return x; } finally { say("finally"); } }
        """,
        """
        public void run() {
          try { say("got " + callee(1)); } catch (IllegalStateException e) { say("caught"); }
        }
        @Suspendable int callee(int x) {
          try { Continuation.suspend(); return x + 1; } finally { say("finally"); } }
        """);
    scenario(
        "firstPoint",
        """
        public void run() { Continuation.suspend(); step(); }
        @Suspendable void step() { say("old step"); }
        """,
        """
        public void run() { Continuation.suspend(); step(); }
        @Suspendable void step() { say("new step"); Continuation.suspend(); }
        """);
    scenario(
        "lastPoint",
        """
        public void run() { step(); say("back"); }
        @Suspendable void step() { Continuation.suspend(); say("old step"); }
        """,
        """
        public void run() { step(); say("back"); }
        @Suspendable void step() { say("new step"); }
        """);
    scenario(
        "noPointAtAll",
        "public void run() { Continuation.suspend(); say(\"old\"); }",
        "public void run() { say(\"new\"); }");
    scenario(
        "overloads",
        """
        public void run() { f(1); f("s"); }
        @Suspendable void f(int x) { Continuation.suspend(); say("old int"); }
        @Suspendable void f(String s) { Continuation.suspend(); say("old string"); }
        """,
        """
        @Suspendable void f(String s) { Continuation.suspend(); say("new string"); }
        @Suspendable void f(int x) { Continuation.suspend(); say("old int"); }
        public void run() { f(1); f("s"); }
        """);
    scenario(
        "oneOverloadLeft",
        """
        public void run() { f(1); f("s"); }
        @Suspendable void f(int x) { Continuation.suspend(); say("old int"); }
        @Suspendable void f(String s) { Continuation.suspend(); say("string"); }
        """,
        """
        public void run() { f(1); f("s"); }
        @Suspendable void f(int x) { say("new int"); }
        @Suspendable void f(String s) { Continuation.suspend(); say("string"); }
        """);
    scenario(
        "onTheStack",
        """
        public void run() { dev.coro.living.HotSwapProgram.redefine(); pause(); say("old"); }
        @Suspendable void pause() { Continuation.suspend(); say("pause"); }
        """,
        """
        @Suspendable void pause() { Continuation.suspend(); say("pause"); }
        public void run() { Continuation.suspend(); say("new"); }
        """);
    scenario(
        "unchangedOnTheStack",
        """
        public void run() { dev.coro.living.HotSwapProgram.redefine(); pause(); say("same"); }
        @Suspendable void pause() { Continuation.suspend(); say("pause"); }
        """,
        """
        public void run() {
          dev.coro.living.HotSwapProgram.redefine();
          pause();
          say("same");
        }
        @Suspendable void pause() { Continuation.suspend(); say("pause"); }
        """);
    scenario(
        "reference",
        """
        interface Source { @Suspendable Object next(); }
        public void run() { Continuation.suspend(); Source s = null; say(s); }
        @Suspendable int next() { Continuation.suspend(); return 7; }
        """,
        """
        interface Source { @Suspendable Object next(); }
        public void run() { Continuation.suspend(); Source s = this::next; say(s.next()); }
        @Suspendable int next() { Continuation.suspend(); return 7; }
        """);
    String monitors =
        MONITORS
            + """
            public void run() {
              try { inner(); } catch (IllegalStateException e) { say("caught"); }
              say(enter(LOCK) + ", " + enter(OTHER));
              pause();
              synchronized (LOCK) { pause(); say("inside"); }
              say(enter(LOCK) + ", " + enter(OTHER));
            }
            """;
    scenario(
        "monitors",
        monitors + "@Suspendable void inner() { synchronized (LOCK) { deeper(); say(1); } }",
        monitors + "@Suspendable void inner() { synchronized (LOCK) { deeper(); say(2); } }");
    String reentry =
        MONITORS
            + """
            public void run() {
              synchronized (LOCK) {
                try { inner(); } catch (IllegalStateException e) { say("caught"); }
                pause();
                say(Thread.holdsLock(LOCK) + ", " + enter(OTHER));
              }
              say(enter(LOCK) + ", " + enter(OTHER));
            }
            """;
    scenario(
        "reentry",
        reentry + "@Suspendable void inner() { synchronized (LOCK) { deeper(); say(1); } }",
        reentry + "@Suspendable void inner() { synchronized (LOCK) { deeper(); say(2); } }");
    // The last one: from then on the stack is checked at every suspension.
    scenario(
        "annotation",
        """
        public void run() { Continuation.suspend(); move(); }
        @Suspendable void move() { Continuation.suspend(); say("move"); }
        """,
        """
        public void run() { Continuation.suspend(); move(); }
        void move() { Continuation.suspend(); say("move"); }
        """);
  }
}
