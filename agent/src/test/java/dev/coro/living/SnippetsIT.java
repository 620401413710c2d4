package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java fragments of the documentation: they compile, those of {@code docs/errors.md} give the
 * code of their section, and the remedy beside each does not.
 *
 * <p>{@code <!-- snippet: NAME -->} in front of a fragment names the file {@code
 * snippets/NAME.java} among the test resources, which wraps it: it stands in place of {@code //
 * SNIPPET}, and the argument of {@code main} says whether to run it or the remedy. The whole
 * programs of the README are marked {@code <!-- example: FILE -->} and tested where the command
 * line is.
 */
final class SnippetsIT {
  private static final Path ROOT =
      Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();

  private static final Pattern FRAGMENT =
      Pattern.compile("<!-- snippet: (\\w+) -->\\n```java\\n(.*?)```\\n", Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("\\[(CO\\d{3})]");

  private static final Map<String, String> OPTIONS = Map.of("CO103", "=monitors=refuse");

  @TempDir Path folder;

  static Set<String> sections() {
    Set<String> names = fragments(ROOT.resolve("docs/errors.md")).keySet();
    assertTrue(names.size() >= 12, names.toString());
    return names;
  }

  private static Map<String, String> fragments(Path page) {
    return FRAGMENT
        .matcher(read(page))
        .results()
        .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2), (a, b) -> b, TreeMap::new));
  }

  @ParameterizedTest
  @MethodSource("sections")
  void fragmentGivesItsCodeAndRemedyDoesNot(String code) {
    compile(code, fragments(ROOT.resolve("docs/errors.md")).get(code));
    ChildJvm.Result erroneous = run(code, OPTIONS.getOrDefault(code, ""), "erroneous");
    assertEquals(Set.of(code), codes(erroneous.err()), erroneous.toString());
    ChildJvm.Result fixed = run(code, OPTIONS.getOrDefault(code, ""), "fixed");
    assertEquals("", fixed.err());
    assertTrue(fixed.lines().get(0).startsWith("fine"), fixed.toString());
  }

  private static Set<String> codes(String text) {
    return CODE.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }

  @Test
  void exampleOfTheTransformHasThePlanThatThePageShows() {
    String page = read(ROOT.resolve("docs/transform.md"));
    String source = compile("Sum", fragments(ROOT.resolve("docs/transform.md")).get("Sum"));
    ChildJvm.Result result = run("Sum", "=log=debug");
    assertEquals("name", result.lines().get(0));
    assertEquals("fine: 3", result.lines().get(1));
    MatchResult shown =
        Pattern.compile("<!-- plan: Sum -->\\n```\\n(.*?)```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .findFirst()
            .orElseThrow();
    String line = "line " + (source.lines().takeWhile(l -> !l.contains("next(i);")).count() + 1);
    String expected = shown.group(1).replaceAll("line \\d+", line);
    assertTrue(result.err().contains(expected), expected + "\n" + result.err());
  }

  @Test
  void exampleOfValuesPrintsWhatThePageSays() {
    String fragment = fragments(ROOT.resolve("docs/values.md")).get("Values");
    compile("Values", fragment);
    assertEquals(
        Pattern.compile("// (fine: \\d \\d)")
            .matcher(fragment)
            .results()
            .map(m -> m.group(1))
            .toList(),
        run("Values", "").lines());
  }

  @Test
  void exampleOfTestingTakesNoTime() {
    compile("Testing", fragments(ROOT.resolve("docs/testing.md")).get("Testing"));
    assertEquals("fine", run("Testing", "").lines().get(0));
  }

  /** Without this a fragment could be added that nobody tests. */
  @Test
  void everyFragmentIsMarkedAndEveryWrapperIsUsed() throws IOException {
    Set<String> used = new TreeSet<>();
    Set<String> unmarked = new TreeSet<>();
    for (Path page : pages()) {
      String text = read(page);
      used.addAll(fragments(page).keySet());
      String marked = "<!-- (snippet: \\w+|example: \\S+) -->\n```java\n";
      long blocks =
          Pattern.compile("^ *```java", Pattern.MULTILINE).matcher(text).results().count();
      if (blocks != Pattern.compile(marked).matcher(text).results().count()) {
        unmarked.add(page.toString());
      }
    }
    assertEquals(Set.of(), unmarked);
    try (Stream<Path> wrappers = Files.list(ChildJvm.testClasses().resolve("snippets"))) {
      assertEquals(
          wrappers
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toCollection(TreeSet::new)),
          used);
    }
  }

  private static Set<Path> pages() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** Compiles the fragment in its wrapper, and returns the text of both. */
  private String compile(String name, String fragment) {
    String wrapper = read(ChildJvm.testClasses().resolve("snippets").resolve(name + ".java"));
    assertTrue(wrapper.contains("// SNIPPET\n"), name);
    String source = wrapper.replace("// SNIPPET\n", fragment);
    Sources.compileText(name, source, folder);
    return source;
  }

  private ChildJvm.Result run(String mainClass, String options, String... arguments) {
    return new ChildJvm().withCoro(options).on(folder).run(mainClass, arguments);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
