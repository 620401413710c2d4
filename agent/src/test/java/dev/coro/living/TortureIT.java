package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.living.ChildJvm.Result;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A program that is suspended by force says the same as ever. */
class TortureIT {
  @TempDir static Path folder;

  private static List<String> plain;

  @BeforeAll
  static void compile() {
    Sources.compileResource("Tortured.java", folder);
    plain = new ChildJvm().on(folder).run("Tortured").lines();
  }

  @ParameterizedTest
  @CsvSource({
    "'rate=1', 1500",
    "'rate=1,threads', 1500",
    "'rate=0.1,seed=7', 100",
    "'rate=1,preempt=*', 1600"
  })
  void programSaysTheSame(String options, int floor) throws IOException {
    Path report = folder.resolve("report.txt");
    Result result = tortured("torture,seed=3," + options + ",report=" + report).run("Tortured");
    assertEquals(String.join("\n", plain), String.join("\n", result.lines()), result.err());
    Properties figures = new Properties();
    try (Reader reader = Files.newBufferedReader(report)) {
      figures.load(reader);
    }
    assertTrue(number(figures, "suspensions") >= floor, figures.toString());
    assertTrue(number(figures, "methods") >= 15, figures.toString());
    assertTrue(number(figures, "pinned") > 0, figures.toString());
    assertTrue(result.err().contains("[coro] torture: seed="), result.err());
  }

  /** A program that we did not write, suspended at every call. */
  @Test
  void luaInterpreterSaysTheSame() {
    Path luaj = ChildJvm.coroJar().resolveSibling("tortured-programs").resolve("luaj-jse.jar");
    String script = ChildJvm.testClasses().resolve("living/script.lua").toString();
    List<String> said = new ChildJvm().on(luaj).run("lua", script).lines();
    Result result = new ChildJvm().withCoro("=torture,seed=1,rate=1").on(luaj).run("lua", script);
    assertEquals(String.join("\n", said), String.join("\n", result.lines()), result.err());
    assertTrue(lastLine(result).matches(".* \\d{6,} suspensions .*"), result.err());
  }

  @Test
  void sameSeedSuspendsTheSameOften() {
    String options = "torture,seed=42,rate=0.2";
    String first = lastLine(tortured(options).run("Tortured"));
    assertEquals(first, lastLine(tortured(options).run("Tortured")));
    assertFalse(first.equals(lastLine(tortured("torture,seed=43,rate=0.2").run("Tortured"))));
  }

  @Test
  void exceptionOfMainEndsTheProgramWithStatusOne() {
    Result result = tortured("torture,seed=1,rate=1").run("Tortured", "thrown");
    assertEquals(1, result.status());
    assertTrue(
        result
            .err()
            .contains("Exception in thread \"main\" java.lang.IllegalArgumentException: thrown5"),
        result.err());
  }

  @Test
  void onlyIncludedClassesAreTortured() {
    String included = "torture,seed=1,rate=1,include=Tortured$Guest";
    Result result = tortured(included).run("Tortured");
    assertEquals(plain, result.lines());
    // Without main there is no continuation to suspend.
    assertTrue(lastLine(result).contains(" 0 suspensions at 0 points"), result.err());
  }

  private static ChildJvm tortured(String options) {
    return new ChildJvm().withCoro("=" + options).on(folder);
  }

  private static long number(Properties figures, String name) {
    return Long.parseLong(figures.getProperty(name));
  }

  private static String lastLine(Result result) {
    List<String> lines = result.err().lines().filter(line -> line.contains("torture: ")).toList();
    return lines.get(lines.size() - 1);
  }
}
