package dev.coro.it.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign function calls back code that suspends; {@code java.lang.foreign} came with 22. */
class ForeignUpcallIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "=verify"})
  void upcallIsRefusedAndNothingIsLost(String options) throws IOException {
    assumeTrue(Runtime.version().feature() >= 22, "needs Java 22");
    compile();
    ChildJvm program =
        ChildJvm.run(
            folder,
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-javaagent:" + ChildJvm.agent() + options,
                "-cp",
                ChildJvm.classPath(List.of(folder)),
                "ForeignUpcalls"));
    Map<String, String> results = program.results();
    assertEquals(
        Said.nativeCode(
            "a foreign function", "ForeignUpcalls#sort(String, int[]) at ForeignUpcalls.java"),
        Said.normal(results.get("upcall")));
    assertEquals(
        Said.unannotated(
            "ForeignUpcalls#comparePlainly(MemorySegment, MemorySegment) at ForeignUpcalls.java"),
        Said.normal(results.get("plainUpcall")));
    assertEquals("true", results.get("refusedOften"));
    assertEquals("[1, 2, 3, 4, 5]", results.get("sorted"));
    assertEquals("true", results.get("ended"));
    assertEquals("", program.errors());
  }

  private void compile() throws IOException {
    Path source = folder.resolve("ForeignUpcalls.java");
    try (var stream = ForeignUpcallIT.class.getResourceAsStream("/pins/ForeignUpcalls.java")) {
      Files.copy(stream, source);
    }
    String classPath = ChildJvm.classPath(List.of()) + File.pathSeparator + ChildJvm.agent();
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                classPath,
                source.toString());
    assertEquals(0, errors);
  }
}
