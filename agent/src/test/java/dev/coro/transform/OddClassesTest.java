package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.coro.internal.ErrorCode;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.PointsEverywhere;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.objectweb.asm.ClassReader;

/**
 * The classes that ASM is tested with, made by hand to have every instruction, structure and frame,
 * verify with a suspension point between all instructions.
 */
final class OddClassesTest {
  private static final Path JAR = Path.of("target", "odd-classes", "asm-test.jar");

  /** Minor version of class files that only the JVM of one release loads. */
  private static final int PREVIEW = 0xFFFF;

  private static final int MOST_POINTS = 150;

  /** There are native methods, monitors left anywhere, and methods that hardly fit as they are. */
  private static final Set<ErrorCode> EXPECTED =
      Set.of(ErrorCode.NATIVE_METHOD, ErrorCode.SYNCHRONIZED, ErrorCode.TOO_LARGE);

  @TestFactory
  Stream<DynamicTest> verifiesWithPointsEverywhere() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (JarEntry entry : jar.stream().filter(OddClassesTest::isClass).toList()) {
        byte[] classFile = jar.getInputStream(entry).readAllBytes();
        ClassReader reader = new ClassReader(classFile);
        if (reader.readUnsignedShort(4) != PREVIEW) {
          files.put(reader.getClassName().replace('/', '.'), classFile);
        }
      }
    }
    assertFalse(files.isEmpty());
    Map<String, byte[]> pointed = new HashMap<>();
    files.forEach(
        (name, classFile) -> pointed.put(name, PointsEverywhere.add(classFile, MOST_POINTS)));
    return files.keySet().stream()
        .sorted()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name, files, pointed)));
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().endsWith("module-info.class");
  }

  private static void check(String name, Map<String, byte[]> files, Map<String, byte[]> pointed) {
    link(new FixtureLoader(false, files), name);
    link(new FixtureLoader(false, pointed), name);
    FixtureLoader instrumented = new FixtureLoader(true, pointed);
    link(instrumented, name);
    List<Diagnostic> unexpected =
        instrumented.diagnostics().stream()
            .filter(diagnostic -> !EXPECTED.contains(diagnostic.code()))
            .toList();
    assertEquals(List.of(), unexpected);
  }

  /** Verifies the class without running it. */
  private static void link(FixtureLoader loader, String name) {
    try {
      assertNotNull(Class.forName(name, false, loader).getDeclaredMethods());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
