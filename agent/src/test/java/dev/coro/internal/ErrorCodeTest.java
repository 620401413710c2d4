package dev.coro.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code is its own, and docs/errors.md explains exactly the codes that there are. */
final class ErrorCodeTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "errors.md");

  /** Headings of agent and runtime; those of the command line, CO4xx, are checked where it is. */
  private static final Pattern HEADING =
      Pattern.compile("^## (CO[1-3][0-9]{2}) \\S.*$", Pattern.MULTILINE);

  private static List<String> codes() {
    return Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList();
  }

  @Test
  void noTwoCodesHaveOneNumber() {
    assertEquals(codes().stream().distinct().toList(), codes());
  }

  @Test
  void codesAreDeclaredInTheOrderOfTheirNumbers() {
    assertEquals(codes().stream().sorted().toList(), codes());
  }

  @Test
  void pageHasOneSectionForEachCodeAndNoOther() throws IOException {
    List<String> documented =
        HEADING.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
    assertEquals(codes(), documented, "sections of " + PAGE.normalize());
  }

  /** Whether it is one that provokes the error, and one that does not, is for people to judge. */
  @ParameterizedTest
  @EnumSource
  void aTestNamesTheCode(ErrorCode code) throws IOException {
    Pattern name = Pattern.compile(code.code() + "|ErrorCode\\." + code.name() + "\\b");
    List<String> found = new ArrayList<>();
    for (String module : List.of("runtime", "agent")) {
      Path root =
          PAGE.normalize().resolve("../..").normalize().resolve(module).resolve("src/test/java");
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          if (name.matcher(Files.readString(file)).find()) {
            found.add(file.getFileName().toString());
          }
        }
      }
    }
    assertFalse(found.isEmpty(), "no test names " + code);
  }

  @ParameterizedTest
  @EnumSource
  void messageBeginsWithItsCodeAndEndsASentence(ErrorCode code) {
    String message = code.message("What.", "Where.", "Why.", "How.");
    assertTrue(message.startsWith("[" + code.code() + "] "), message);
    assertTrue(message.endsWith("."), message);
  }
}
