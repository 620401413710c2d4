package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Figure;
import dev.coro.benchmarks.compare.Json;
import dev.coro.benchmarks.compare.Machine;
import dev.coro.benchmarks.compare.Measured;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.Scale;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./coro compare} with results of before: {@code --against} and {@code --render}. */
final class CompareFilesTest {
  @TempDir private Path folder;

  private static Comparison comparison(double create, String jdk) {
    List<Figure> figures =
        List.of(
            new Measured(
                ModelKind.COROUTINE, Metric.CREATE, List.of(create, create + 1), "how", ""));
    return new Comparison(
        new Machine("cpu", 2, 100, "os", jdk),
        "2026-01-02T03:04:05Z",
        "./coro compare --only costs",
        Scale.quick(),
        figures,
        List.of());
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static CommandLineRun compare(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "compare";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CommandLineRun.of(all);
  }

  private static void assertRefused(CommandLineRun run, Path file, String why) {
    String start =
        "[" + CliCode.COMPARISON_FILE.id() + "] Not a result of ./coro compare, in " + file + ": ";
    assertTrue(run.err().startsWith(start + why), run.err());
    assertEquals(CliCode.COMPARISON_FILE.exitStatus(), run.status());
    assertEquals("", run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--against", "--render"})
  void missingFileIsRefused(String option) {
    Path file = folder.resolve("nowhere.json");
    assertRefused(compare(option, file.toString()), file, "no such file. Name a JSON file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "{}", "{\"machine\": 1}", "no JSON", "{\"figures\":[]}"})
  void fileThatIsNoComparisonIsRefused(String text) throws Exception {
    Path file = write("bad.json", text);
    assertRefused(compare("--against", file.toString()), file, "");
  }

  @Test
  void unknownMetricIsRefused() throws Exception {
    String json = Json.ofComparison(comparison(1, "17")).replace("\"CREATE\"", "\"BIRTH\"");
    Path file = write("later.json", json);
    assertRefused(compare("--against", file.toString()), file, "Cannot deserialize value");
  }

  @Test
  void binaryFileIsRefused() throws Exception {
    Path file = folder.resolve("binary.json");
    Files.write(file, new byte[] {'{', (byte) 0xff, (byte) 0xfe});
    assertRefused(compare("--render", file.toString()), file, "it is no text in UTF-8");
  }

  @Test
  void renderingMeasuresNothing() throws Exception {
    Path file = write("new.json", Json.ofComparison(comparison(1, "17")));
    CommandLineRun run = compare("--render", file.toString(), "--quick");
    assertEquals(CliCode.USAGE.exitStatus(), run.status());
    assertTrue(run.err().contains("--render measures nothing"), run.err());
  }

  @Test
  void renderingAgainstAnotherTellsTheChangesInEachForm() throws Exception {
    Path before = write("old.json", Json.ofComparison(comparison(10, "17")));
    Path now = write("new.json", Json.ofComparison(comparison(20, "25")));
    Path out = folder.resolve("out");
    CommandLineRun run =
        compare("--render", now.toString(), "--against", before.toString(), "--out", out + "");
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("Not the same JDK: was 17, is 25."), run.out());
    assertTrue(
        run.out()
            .lines()
            .anyMatch(
                line ->
                    line.matches(
                        "costs: create, run and end one \\[ns\\] +coroutine +10.5 \\(10..11\\)"
                            + " +20.5 \\(20..21\\) +1.95x +higher")),
        run.out());
    String page = Files.readString(out.resolve("comparison.html"), StandardCharsets.UTF_8);
    assertTrue(page.contains("<b>Not the same JDK: was 17, is 25.</b>"));
    assertTrue(page.contains(">20.5 (20..21)</td><td data-label=\"ratio\">1.95x</td>"));
    JsonNode json = new ObjectMapper().readTree(out.resolve("comparison.json").toFile());
    JsonNode change = json.at("/against/changes/0");
    assertEquals("HIGHER", change.get("judgement").asText());
    assertEquals(20.5, change.at("/now/median").asDouble());
    assertEquals(10, change.at("/before/low").asDouble());
    assertTrue(json.has("rankings"));
    assertEquals(comparison(20, "25"), Json.toComparison(json.toString()));
  }

  @Test
  void withoutAnOlderResultNothingIsSaidOfChanges() throws Exception {
    Path now = write("new.json", Json.ofComparison(comparison(20, "25")));
    CommandLineRun run = compare("--render", now.toString(), "--out", folder.toString());
    assertEquals(0, run.status(), run.err());
    assertFalse(run.out().contains("Against"), run.out());
    assertFalse(Files.readString(folder.resolve("comparison.html")).contains("id=\"changes\""));
  }
}
