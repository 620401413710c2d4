package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.TransformResult.Transformed;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.SourceCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** New versions of a class that is loaded have the methods that it has. */
final class RedefineTest {
  private static final String NAME = FixtureLoader.FIXTURES + "Sample";
  private static final String INTERNAL = NAME.replace('.', '/');

  @TempDir Path folder;

  @Test
  void noMethodComesOrGoes() throws IOException {
    Transformed loaded =
        load(
            """
            @Suspendable void kept() { Probe.point(); }
            @Suspendable void lost() { Probe.point(); }
            @Suspendable void lost(int x) { Probe.point(); }
            @Suspendable void gained() {}
            """);
    Transformed redefined =
        redefine(
            """
            @Suspendable void gained() { Probe.point(); }
            @Suspendable void lost(int x) { Probe.point(); }
            @Suspendable void lost() {}
            @Suspendable void kept() { Probe.point(); }
            """,
            loaded.added());
    assertEquals(methods(loaded.classFile()), methods(redefined.classFile()));
    assertEquals(1, redefined.diagnostics().size());
    assertEquals(
        "[CO115] dev.coro.transform.fixtures.Sample#gained() at Sample.java:4 has a suspension"
            + " point, but no resume body in the class as it was loaded: the JVM adds no methods to"
            + " a loaded class, so it cannot suspend. Start the JVM again with this code.",
        redefined.diagnostics().get(0).message());
  }

  @Test
  void resumeBodiesStayInAClassWithoutSuspensionPoints() throws IOException {
    Transformed loaded = load("@Suspendable void f() { Probe.point(); }\n");
    Transformed redefined = redefine("@Suspendable void f() {}\n", loaded.added());
    assertEquals(methods(loaded.classFile()), methods(redefined.classFile()));
  }

  @Test
  void theSameBytesGiveTheSameResult() throws IOException {
    String members =
        """
        interface Source { @Suspendable Object next(); }
        @Suspendable int f() { Probe.point(); return 1; }
        @Suspendable int f(int x) { Source s = this::f; return x + s.next().hashCode(); }
        """;
    Transformed loaded = load(members);
    assertEquals(1, loaded.added().adapters().size());
    Transformed redefined = redefine(members, loaded.added());
    assertEquals(loaded.added(), redefined.added());
    assertTrue(java.util.Arrays.equals(loaded.classFile(), redefined.classFile()));
  }

  @Test
  void aClassThatWasLoadedAsItWasGetsNoMethods() throws IOException {
    byte[] plain = compile("@Suspendable void f() { Probe.point(); }\n").get(NAME);
    Transformed redefined =
        redefine("@Suspendable void f() { Probe.point(); }\n", AddedMethods.NONE);
    assertEquals(methods(plain), methods(redefined.classFile()));
  }

  @Test
  void theHierarchyReadsNewFactsAndTellsWhatIsDifferent() throws IOException {
    byte[] before = compile("@Suspendable void a() {} void b() {} void c() {}\n").get(NAME);
    byte[] after = compile("void a() {} @Suspendable void b() {} void c() {}\n").get(NAME);
    ClassHierarchy hierarchy = new ClassHierarchy(name -> before);
    assertTrue(hierarchy.isSuspendable(INTERNAL, "a", "()V"));
    assertEquals(Set.of(), hierarchy.redefine(INTERNAL, before, true));
    assertEquals(Set.of("a()V", "b()V"), hierarchy.redefine(INTERNAL, after, true));
    assertFalse(hierarchy.isSuspendable(INTERNAL, "a", "()V"));
    assertTrue(hierarchy.isSuspendable(INTERNAL, "b", "()V"));
  }

  @Test
  void theHierarchyOfAnotherLoaderReadsItsOwnClassAgain() throws IOException {
    byte[] before = compile("@Suspendable void a() {}\n").get(NAME);
    byte[] after = compile("void a() {}\n").get(NAME);
    byte[][] source = {before};
    ClassHierarchy hierarchy = new ClassHierarchy(name -> source[0]);
    assertEquals(Set.of(), hierarchy.redefine(INTERNAL, after, false), "nobody has asked yet");
    assertTrue(hierarchy.isSuspendable(INTERNAL, "a", "()V"));
    source[0] = after;
    assertEquals(Set.of("a()V"), hierarchy.redefine(INTERNAL, after, false));
    assertFalse(hierarchy.isSuspendable(INTERNAL, "a", "()V"));
  }

  private Transformed load(String members) throws IOException {
    Map<String, byte[]> files = compile(members);
    return assertInstanceOf(
        Transformed.class, Transformer.transform(NAME, files.get(NAME), hierarchy(files)));
  }

  private Transformed redefine(String members, AddedMethods present) throws IOException {
    Map<String, byte[]> files = compile(members);
    return assertInstanceOf(
        Transformed.class,
        Transformer.redefine(
            NAME, files.get(NAME), hierarchy(files), MonitorPolicy.SUSPEND, present));
  }

  private static ClassHierarchy hierarchy(Map<String, byte[]> files) {
    return new ClassHierarchy(new FixtureLoader(false, files)::bytes);
  }

  private Map<String, byte[]> compile(String members) throws IOException {
    return SourceCompiler.compile("Sample", members, Files.createTempDirectory(folder, "classes"));
  }

  /** What the JVM compares: access, name and descriptor of every method. */
  private static Set<String> methods(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.SKIP_CODE);
    Set<String> found = new TreeSet<>();
    node.methods.forEach(method -> found.add(method.access + " " + method.name + method.desc));
    return found;
  }
}
