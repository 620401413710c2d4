package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coro.transform.testing.BytecodeCheck;
import dev.coro.transform.testing.Differential;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.OtherCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What other compilers than javac emit behaves the same, wherever it is suspended. */
final class OtherCompilersTest {
  private static final Path JAVA_FIXTURES =
      Path.of("src", "test", "java", "dev", "coro", "transform", "fixtures");

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> kotlin() throws IOException {
    return tests(OtherCompiler.KOTLIN, "KotlinFixture");
  }

  @TestFactory
  Stream<DynamicTest> scala() throws IOException {
    return tests(OtherCompiler.SCALA, "ScalaFixture", "ScalaMirror");
  }

  @TestFactory
  Stream<DynamicTest> groovy() throws IOException {
    return tests(OtherCompiler.GROOVY, "GroovyFixture");
  }

  /** All fixtures that javac has compiled, compiled by another compiler of Java. */
  @TestFactory
  Stream<DynamicTest> ecj() throws IOException {
    Map<String, byte[]> files = compile(OtherCompiler.ECJ, JAVA_FIXTURES);
    Loaders loaders = new Loaders(OtherCompiler.ECJ, files);
    Stream<DynamicTest> cases =
        DifferentialTest.FIXTURES.stream().flatMap(fixture -> loaders.tests(fixture.getName()));
    return Stream.concat(cases, Stream.of(loaders.noComplaint()));
  }

  private static Stream<DynamicTest> tests(OtherCompiler compiler, String... fixtures)
      throws IOException {
    String language = compiler.name().toLowerCase(java.util.Locale.ROOT);
    Map<String, byte[]> files = compile(compiler, Path.of("src", "test", language + "-fixtures"));
    Loaders loaders = new Loaders(compiler, files);
    Stream<DynamicTest> cases =
        Stream.of(fixtures).flatMap(name -> loaders.tests(FixtureLoader.FIXTURES + name));
    return Stream.concat(cases, Stream.of(loaders.noComplaint()));
  }

  private static Map<String, byte[]> compile(OtherCompiler compiler, Path sources)
      throws IOException {
    try (Stream<Path> files = Files.list(sources)) {
      Path target = Files.createDirectory(folder.resolve(compiler.name()));
      return compiler.compile(files.map(Path::toAbsolutePath).sorted().toList(), target);
    }
  }

  /** A pair of loaders of one compiler's output. */
  private static final class Loaders {
    private final FixtureLoader plain;
    private final FixtureLoader instrumented;

    Loaders(OtherCompiler compiler, Map<String, byte[]> files) {
      ClassLoader library = compiler.library();
      plain = new FixtureLoader(false, files, library);
      instrumented = new FixtureLoader(true, files, library);
    }

    Stream<DynamicTest> tests(String className) {
      List<String> cases = FixtureRun.cases(plain.initialize(className));
      assertFalse(cases.isEmpty(), className + " has no case");
      return cases.stream()
          .map(
              name ->
                  DynamicTest.dynamicTest(
                      className + "." + name,
                      () -> Differential.check(plain, instrumented, className, name)));
    }

    DynamicTest noComplaint() {
      return DynamicTest.dynamicTest("no complaint", this::checkResults);
    }

    private void checkResults() {
      assertEquals(List.of(), instrumented.diagnostics());
      instrumented
          .results()
          .forEach(
              (name, result) -> {
                if (result instanceof TransformResult.Transformed transformed) {
                  BytecodeCheck.verify(name, transformed.classFile(), instrumented);
                }
              });
    }
  }
}
