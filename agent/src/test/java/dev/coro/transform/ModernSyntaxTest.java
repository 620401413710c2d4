package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.SourceCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syntax that is younger than Java 17, as far as the running JDK knows it. */
final class ModernSyntaxTest {
  private static final String NAME = FixtureLoader.FIXTURES + "Modern";

  private static final String TYPES =
      """
      sealed interface Expr permits Num, Sum, Text {}
      record Num(int n) implements Expr {}
      record Sum(Expr left, Expr right) implements Expr {}
      record Text(String s) implements Expr {}
      enum Colour { RED, GREEN }
      """;

  @TempDir Path folder;

  @Test
  void patternSwitchWithGuardsThatSuspend() {
    checkCase(
        21,
        """
        @Suspendable static String show(Object o) {
          return switch (o) {
            case null -> "null" + Probe.value(0);
            case Integer i when Probe.value(i) > 10 -> "big" + Probe.value(i);
            case Integer i when Probe.value((long) i) == 3L -> "three";
            case Integer i -> "int" + Probe.value(-i);
            case String s when s.length() > Probe.value(2) -> {
              Probe.point();
              yield "long" + s;
            }
            case int[] a when a.length == Probe.value(1) -> "array" + Probe.value(a[0]);
            case Colour c when c == Colour.RED -> "red" + Probe.value(c);
            case Colour c -> Probe.value("colour");
            default -> "other" + Probe.value(o.getClass().getSimpleName());
          };
        }
        @Suspendable public static Object run() {
          StringBuilder out = new StringBuilder();
          for (Object o : new Object[] {
              null, 11, 3, 4, "abc", "a", new int[] {7}, new int[2], Colour.RED, Colour.GREEN, 1L}) {
            out.append(show(o)).append(';').append(Probe.value(out.length()));
          }
          return out.toString();
        }
        """);
  }

  @Test
  void recordPatterns() {
    checkCase(
        21,
        """
        @Suspendable static int evaluate(Expr e) {
          return Probe.value(1) * switch (e) {
            case Num(int n) when Probe.value(n) < 0 -> 0;
            case Num(var n) -> Probe.value(n);
            case Sum(Num(int a), Num(int b)) when a == Probe.value(b) -> 2 * Probe.value(a);
            case Sum(var l, var r) -> evaluate(l) + evaluate(r);
            case Text(String s) -> Probe.value(s).length();
          };
        }
        @Suspendable public static Object run() {
          Expr e = new Sum(new Sum(new Num(2), new Num(2)), new Sum(new Num(-1), new Text("abc")));
          if (Probe.value((Object) e) instanceof Sum(Sum(var l, var r), Expr other) && Probe.value(true)) {
            return evaluate(e) + ":" + l + r + Probe.value(evaluate(other));
          }
          return "no";
        }
        """);
  }

  @Test
  void switchOverAnEnumThatIsQualified() {
    checkCase(
        21,
        """
        @Suspendable public static Object run() {
          String out = "";
          for (Object c : new Object[] {Colour.RED, Colour.GREEN, "text"}) {
            out += switch (c) {
              case Colour.RED -> Probe.value(1);
              case Colour.GREEN -> Probe.value(2L);
              default -> Probe.value("none");
            };
          }
          return out;
        }
        """);
  }

  @Test
  void unnamedPatternsAndVariables() {
    checkCase(
        22,
        """
        @Suspendable public static Object run() {
          int found = 0;
          for (Expr e : new Expr[] {new Num(1), new Sum(new Num(2), new Text("t")), new Text("x")}) {
            found += switch (e) {
              case Num _ -> Probe.value(1);
              case Sum(Num(int n), _) -> Probe.value(n) * 10;
              case Sum _, Text _ -> Probe.value(100);
            };
            try {
              Probe.fail("ignored");
            } catch (IllegalStateException _) {
              found += Probe.value(1000);
            }
          }
          return found;
        }
        """);
  }

  /** Statements in front of super() and this(): the object cannot be saved there. */
  @Test
  void prologueOfAConstructorIsRefused() {
    Map<String, byte[]> files =
        compile(
            25,
            """
            static class Base {
              final int x;
              Base(int x) { this.x = x; }
            }
            static class Prologue extends Base {
              final String s;
              Prologue(int n) {
                s = "set " + n;
                int sum = 0;
                for (int i = 0; i < n; i++) {
                  sum += Probe.value(i);
                }
                super(sum);
              }
            }
            @Suspendable public static Object run() {
              try {
                return new Prologue(2).s;
              } catch (NotSuspendableException e) {
                Probe.log(e.getMessage());
              }
              return "went on" + Probe.value(5L);
            }
            """);
    FixtureLoader instrumented = new FixtureLoader(true, files);
    var never = new FixtureRun(instrumented, NAME).runInContinuation("run", k -> false);
    assertEquals("returned String:set 2", never.outcome().end());
    var trace = new FixtureRun(instrumented, NAME).runInContinuation("run", k -> true);
    assertEquals("returned String:went on5", trace.outcome().end());
    String message = trace.outcome().log().get(0);
    assertTrue(
        message.startsWith(
            "String:[CO104] cannot suspend through " + NAME + "$Prologue#<init>(int)"),
        message);
  }

  private void checkCase(int feature, String members) {
    Map<String, byte[]> files = compile(feature, members);
    FixtureLoader instrumented = new FixtureLoader(true, files);
    Differential.check(new FixtureLoader(false, files), instrumented, NAME, "run");
    assertEquals(List.of(), instrumented.diagnostics());
    var result = (TransformResult.Transformed) instrumented.result(NAME);
    BytecodeCheck.verify(NAME, result.classFile(), instrumented);
  }

  private Map<String, byte[]> compile(int feature, String members) {
    assumeTrue(Runtime.version().feature() >= feature, "needs Java " + feature);
    return SourceCompiler.compile(
        "Modern", TYPES + members, folder, "--release", String.valueOf(feature));
  }
}
