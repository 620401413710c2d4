package dev.coro.it.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.transform.testing.OtherCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Groovy's dynamic calls, closures and lambdas between a suspension and its continuation. */
class GroovyIT {
  @TempDir static Path folder;
  private static ChildJvm inDoubt;
  private static ChildJvm always;

  @BeforeAll
  static void run() throws IOException {
    Path source = folder.resolve("GroovyPins.groovy");
    try (var stream = GroovyIT.class.getResourceAsStream("/pins/GroovyPins.groovy")) {
      Files.copy(stream, source);
    }
    Path classes = Files.createDirectory(folder.resolve("classes"));
    OtherCompiler.GROOVY.compile(List.of(source), classes);
    List<Path> path = new ArrayList<>(List.of(classes));
    path.addAll(OtherCompiler.GROOVY.jars());
    inDoubt = run(path, "");
    always = run(path, "=verify");
  }

  private static ChildJvm run(List<Path> path, String options) throws IOException {
    return ChildJvm.run(
        folder,
        List.of(
            "-javaagent:" + ChildJvm.agent() + options,
            "-cp",
            ChildJvm.classPath(path),
            "GroovyPins"));
  }

  @TestFactory
  Stream<DynamicTest> groovyIsNamed() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("dynamicCall", Said.groovy("GroovyPins#dynamicCall() at GroovyPins.groovy"));
    expected.put("linkedCall", Said.groovy("GroovyPins#linkedCall() at GroovyPins.groovy"));
    expected.put("dynamicClosure", Said.groovy(body("dynamicClosure_closure", "Object")));
    expected.put("closure", Said.groovyClosure(body("closure_closure", "Object")));
    expected.put(
        "closureAsInterface", Said.groovyClosure(body("closureAsInterface_closure", "Object")));
    expected.put("lambda", Said.groovyClosure(body("lambda_lambda", "")));
    return Stream.concat(inDoubt.tests(expected), always.tests(expected));
  }

  @Test
  void whatTheMessagesRecommendSuspends() {
    assertEquals("2", inDoubt.results().get("recommendedSuspends"));
    assertEquals("2", always.results().get("recommendedSuspends"));
    assertEquals("", inDoubt.errors());
  }

  private static String body(String name, String parameters) {
    return "GroovyPins$_" + name + "N#doCall(" + parameters + ") at GroovyPins.groovy";
  }
}
