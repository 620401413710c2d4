package dev.coro.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
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

  @ParameterizedTest
  @EnumSource
  void messageBeginsWithItsCodeAndEndsASentence(ErrorCode code) {
    String message = code.message("What.", "Where.", "Why.", "How.");
    assertTrue(message.startsWith("[" + code.code() + "] "), message);
    assertTrue(message.endsWith("."), message);
  }
}
