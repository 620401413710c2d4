package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.TransformResult.Rejected;
import dev.coro.transform.TransformResult.Transformed;
import dev.coro.transform.TransformResult.Unchanged;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.SourceCompiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What the transform says of a class, to the letter. */
final class TransformerTest {
  private static final String NAME = FixtureLoader.FIXTURES + "Sample";

  @TempDir Path folder;

  @Test
  void classWithoutSuspensionPointIsUnchanged() {
    assertInstanceOf(
        Unchanged.class, transform("@Suspendable int f(int x) { return x + 1; }\n", NAME));
    assertInstanceOf(Unchanged.class, transform("int g() { return \"text\".length(); }\n", NAME));
  }

  @Test
  void abstractSuspendableMethodAloneIsUnchanged() {
    assertInstanceOf(
        Unchanged.class, transform("interface I { @Suspendable void f(); }\n", NAME + "$I"));
  }

  @Test
  void instrumentedClassIsUnchanged() {
    Map<String, byte[]> files = compile("@Suspendable void f() { Probe.point(); }\n");
    Transformed first = assertInstanceOf(Transformed.class, transform(files, NAME));
    assertInstanceOf(Unchanged.class, transform(Map.of(NAME, first.classFile()), NAME));
  }

  @Test
  void planOfASmallMethodReadsLikeItsSource() {
    assertEquals(
        """
        sum(ILjava/lang/String;)J -> dev/coro/rt/Frames$R1L4
          1 line 7 value saves [local 0 INT, local 1 REFERENCE, local 4 INT, stack LONG]
          2 line 9 point saves [local 1 REFERENCE, local 2 LONG]""",
        plan(
            """
            @Suspendable static long sum(int n, String s) {
              long total = 0;
              for (int i = 0; i < n; i++) {
                total += Probe.value(i);
              }
              Probe.point();
              return total + s.length();
            }
            """));
  }

  @Test
  void planLeavesOutWhatIsDeadOrNull() {
    assertEquals(
        """
        none(Ljava/lang/Object;D)V -> dev/coro/rt/Frames$R0L0
          1 line 6 value saves []
          2 line 7 point saves []""",
        plan(
            """
            @Suspendable void none(Object o, double d) {
              String s = null;
              o = Probe.value(d) + s;
              Probe.point();
            }
            """));
  }

  @Test
  void planLeavesOutConstants() {
    assertEquals(
        """
        f(Ljava/lang/String;)Ljava/lang/String; -> dev/coro/rt/Frames$R2L0
          1 line 6 point saves [local 0 REFERENCE, local 2 REFERENCE]""",
        plan(
            """
            @Suspendable static String f(String given) {
              String constant = "a", variable = "b";
              Probe.point();
              variable += constant;
              return given + constant + variable;
            }
            """));
  }

  @Test
  void methodWithManyValuesSavesThemInArrays() {
    assertEquals(
        """
        wide(JJJJJ)J -> dev/coro/rt/Frames$Arrays
          1 line 5 point saves [local 0 LONG, local 2 LONG, local 4 LONG, local 6 LONG, local 8 LONG]""",
        plan(
            """
            @Suspendable static long wide(long a, long b, long c, long d, long e) {
              Probe.point();
              return a + b + c + d + e;
            }
            """));
  }

  @Test
  void synchronizedMethodIsRefusedIfTheOptionSaysSo() {
    assertEquals(
        "[CO103] dev.coro.transform.fixtures.Sample#locked(int[]) at Sample.java:4 may suspend while"
            + " it holds a monitor: the option monitors=refuse is set. Move the call out of the"
            + " synchronized code, or use a lock that suspends.",
        onlyDiagnostic(
            MonitorPolicy.REFUSE,
            "@Suspendable synchronized void locked(int[] a) { Probe.point(); }\n"));
  }

  @Test
  void synchronizedBlockIsRefusedIfTheOptionSaysSo() {
    assertEquals(
        "[CO103] dev.coro.transform.fixtures.Sample#locks(Object, String) at Sample.java:4 may"
            + " suspend while it holds a monitor: the option monitors=refuse is set. Move the call"
            + " out of the synchronized code, or use a lock that suspends.",
        onlyDiagnostic(
            MonitorPolicy.REFUSE,
            "@Suspendable void locks(Object o, String s) { synchronized (o) { Probe.point(); } }\n"));
  }

  @Test
  void suspendingOutsideOfTheBlockIsNeverRefused() {
    String members =
        "@Suspendable void f(Object o) { Probe.point(); synchronized (o) { o.hashCode(); } }\n";
    TransformResult result = transform(compile(members), NAME, MonitorPolicy.REFUSE);
    assertEquals(List.of(), assertInstanceOf(Transformed.class, result).diagnostics());
  }

  @Test
  void planTellsWhichMonitorsAreReleased() {
    assertEquals(
        """
        f(Ljava/lang/Object;)V -> dev/coro/rt/Frames$R1L0
          1 line 5 await saves [local 2 REFERENCE]
          2 line 6 point saves [local 2 REFERENCE] releases monitors [2]
          3 line 8 point saves []""",
        plan(
            """
            @Suspendable void f(Object o) {
              synchronized (o) {
                Probe.point();
              }
              Probe.point();
            }
            """));
  }

  @Test
  void leafThatEntersAMonitorMayWaitForIt() {
    String text = plan("@Suspendable synchronized int f(int x) { return x + 1; }\n");
    assertTrue(text.contains(" await saves ["), text);
  }

  @Test
  void classWithoutSuspendableMethodKeepsItsMonitorsAsTheyAre() {
    TransformResult result =
        transform(
            "synchronized int f() { return 1; }\nvoid g() throws Exception { wait(); }", NAME);
    assertInstanceOf(TransformResult.Unchanged.class, result);
  }

  @Test
  void nativeMethodIsRefused() {
    assertEquals(
        "[CO101] native method dev.coro.transform.fixtures.Sample#fast(long) at Sample.java cannot"
            + " be @Suspendable: its activation cannot be saved. Remove the annotation, or suspend in"
            + " the Java code around it.",
        onlyDiagnostic(
            """
            @Suspendable native int fast(long x);
            @Suspendable int slow() { return fast(1); }
            """));
  }

  @Test
  void unknownClassVersionIsRejected() {
    Map<String, byte[]> files = compile("@Suspendable void f() { Probe.point(); }\n");
    byte[] future = files.get(NAME).clone();
    future[6] = 0;
    future[7] = 99;
    Rejected rejected = assertInstanceOf(Rejected.class, transform(Map.of(NAME, future), NAME));
    assertEquals(
        "[CO107] "
            + NAME
            + " has class file version 99, newer than this coro knows (70). Use a coro made for that"
            + " Java.",
        rejected.diagnostic().message());
  }

  /** No verifier would take it either: the operand stack underflows. */
  @Test
  void codeThatMakesNoSenseIsRejected() {
    Map<String, byte[]> files = compile("@Suspendable void f() { Probe.point(); }\n");
    ClassNode node = new ClassNode();
    new ClassReader(files.get(NAME)).accept(node, 0);
    for (MethodNode method : node.methods) {
      if (method.name.equals("f")) {
        method.instructions.insert(new InsnNode(Opcodes.POP));
      }
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    Rejected rejected =
        assertInstanceOf(Rejected.class, transform(Map.of(NAME, writer.toByteArray()), NAME));
    String message = rejected.diagnostic().message();
    assertTrue(message.startsWith("[CO100] cannot instrument " + NAME + ": "), message);
  }

  @Test
  void keptValueOfAnInaccessibleTypeIsRefused() {
    // AbstractStringBuilder is package-private, and what both classes have in common.
    String diagnostic =
        onlyDiagnostic(
            """
            @Suspendable String f(boolean b) {
              var kept = b ? new StringBuilder() : new StringBuffer();
              Probe.point();
              return kept.toString();
            }
            """);
    assertEquals(
        "[CO105] "
            + NAME
            + "#f(boolean) at Sample.java:5 keeps a value of type java.lang.AbstractStringBuilder"
            + " across a suspension point: the type is not accessible here, so it cannot be"
            + " restored. Make the type public, or do not keep the value.",
        diagnostic);
  }

  @Test
  void overrideOfAnUnannotatedDeclarationIsDoubted() {
    String text =
        plan(
            """
            static class Task implements Runnable {
              @Override @Suspendable public void run() { Probe.point(); }
            }
            """,
            NAME + "$Task");
    assertTrue(text.startsWith("run()V -> dev/coro/rt/Frames$R0L0, doubted\n"), text);
  }

  private String plan(String members) {
    return plan(members, NAME);
  }

  private String plan(String members, String className) {
    Transformed result = assertInstanceOf(Transformed.class, transform(members, className));
    assertEquals(List.of(), result.diagnostics());
    assertEquals(1, result.plans().size());
    return result.plans().get(0).toString();
  }

  private String onlyDiagnostic(String members) {
    return onlyDiagnostic(MonitorPolicy.SUSPEND, members);
  }

  private String onlyDiagnostic(MonitorPolicy monitorPolicy, String members) {
    Transformed result =
        assertInstanceOf(Transformed.class, transform(compile(members), NAME, monitorPolicy));
    assertEquals(1, result.diagnostics().size(), result.diagnostics().toString());
    return result.diagnostics().get(0).message();
  }

  private Map<String, byte[]> compile(String members) {
    return SourceCompiler.compile("Sample", members, folder);
  }

  private TransformResult transform(String members, String className) {
    return transform(compile(members), className);
  }

  private static TransformResult transform(Map<String, byte[]> classFiles, String className) {
    return transform(classFiles, className, MonitorPolicy.SUSPEND);
  }

  private static TransformResult transform(
      Map<String, byte[]> classFiles, String className, MonitorPolicy monitorPolicy) {
    FixtureLoader loader = new FixtureLoader(false, classFiles);
    byte[] classFile = loader.bytes(className.replace('.', '/'));
    return Transformer.transform(
        className, classFile, new ClassHierarchy(loader::bytes), monitorPolicy);
  }
}
