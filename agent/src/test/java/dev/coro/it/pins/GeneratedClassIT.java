package dev.coro.it.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Mockito, CGLIB and Byte Buddy between a suspension and its continuation. */
class GeneratedClassIT {
  @TempDir static Path folder;
  private static ChildJvm inDoubt;
  private static ChildJvm always;

  @BeforeAll
  static void run() throws IOException {
    List<Path> path = new ArrayList<>(List.of(folder));
    Path libraries = ChildJvm.testClasses().resolveSibling("pin-libraries");
    try (Stream<Path> files = Files.list(libraries)) {
      files.forEach(path::add);
    }
    String classPath = ChildJvm.classPath(path);
    Path source = folder.resolve("LibraryPins.java");
    try (var stream = GeneratedClassIT.class.getResourceAsStream("/pins/LibraryPins.java")) {
      Files.copy(stream, source);
    }
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-nowarn",
                "-d",
                folder.toString(),
                "-cp",
                classPath + java.io.File.pathSeparator + ChildJvm.agent(),
                source.toString());
    assertEquals(0, errors);
    inDoubt = run(classPath, "");
    always = run(classPath, "=verify");
  }

  private static ChildJvm run(String classPath, String options) throws IOException {
    return ChildJvm.run(
        folder,
        List.of(
            "-javaagent:" + ChildJvm.agent() + options,
            // CGLIB defines classes by reflection, Mockito attaches Byte Buddy's agent.
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-XX:+EnableDynamicAgentLoading",
            "-cp",
            classPath,
            "LibraryPins"));
  }

  @TestFactory
  Stream<DynamicTest> generatedCodeIsNamed() {
    Map<String, String> expected = new LinkedHashMap<>();
    String mock = "LibraryPins$Service$MockitoMock$N#fetch(int)";
    expected.put("subclassMock", Said.mock(mock, caller("subclassMock")));
    expected.put("subclassSpy", Said.mock(mock, caller("subclassSpy")));
    expected.put(
        "interfaceMock",
        Said.mock("LibraryPins$Fetching$MockitoMock$N#fetch(int)", caller("interfaceMock")));
    String inline = "LibraryPins$Service#fetch(int) at LibraryPins.java";
    expected.put("inlineMock", Said.mock(inline, caller("inlineMock")));
    expected.put("inlineSpy", Said.mock(inline, caller("inlineSpy")));
    String cglib = "LibraryPins$Service$$EnhancerByCGLIB$$N#fetch(int) at <generated>";
    expected.put("cglib", Said.generated(cglib, caller("cglib")));
    expected.put("cglibDelegating", Said.generated(cglib, caller("cglibDelegating")));
    String byteBuddy = "LibraryPins$Service$ByteBuddy$N#fetch(int)";
    expected.put("byteBuddy", Said.generated(byteBuddy, caller("byteBuddy")));
    expected.put("byteBuddyHandler", Said.generated(byteBuddy, caller("byteBuddyHandler")));
    return Stream.concat(inDoubt.tests(expected), always.tests(expected));
  }

  @Test
  void generatedOverrideThatCallsTheOriginalSuspends() {
    assertEquals("1", inDoubt.results().get("plainSubclassSuspends"));
    assertEquals("1", always.results().get("plainSubclassSuspends"));
  }

  private static String caller(String name) {
    return "LibraryPins#" + name + "() at LibraryPins.java";
  }
}
