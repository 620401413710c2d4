package dev.coro.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md explains each code of the plugin's messages. */
final class DocumentedCodesTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));
  private static final Pattern CODE = Pattern.compile("\\[(CO[0-9]{3})] ");
  private static final Pattern HEADING =
      Pattern.compile("^## (CO[0-9]{3}) \\S.*$", Pattern.MULTILINE);

  @Test
  void everyCodeOfAMessageHasASection() throws IOException {
    Set<String> used = codesOfMessages();
    assertTrue(used.contains("CO001"), () -> "found only " + used);
    used.removeAll(sections());
    assertEquals(Set.of(), used, "codes without a section in docs/errors.md");
  }

  @Test
  void noSectionOfThePluginsOwnCodesIsLeftOver() throws IOException {
    Set<String> own = sections();
    own.removeIf(code -> !code.startsWith("CO0"));
    own.removeAll(codesOfMessages());
    assertEquals(Set.of(), own, "sections in docs/errors.md without a message");
  }

  private static Set<String> sections() throws IOException {
    return find(HEADING, Files.readString(MODULE.resolve("../docs/errors.md")));
  }

  private static Set<String> codesOfMessages() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(MODULE.resolve("src/main/java"))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        codes.addAll(find(CODE, Files.readString(file)));
      }
    }
    return codes;
  }

  private static Set<String> find(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
