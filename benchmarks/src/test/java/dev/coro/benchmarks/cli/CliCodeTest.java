package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The command line's codes are those that docs/errors.md explains, in the same order. */
final class CliCodeTest {
  private static final Path PAGE = Path.of(System.getProperty("coro.root"), "docs", "errors.md");

  private static final Pattern HEADING =
      Pattern.compile("^## (CO4[0-9]{2}) \\S.*$", Pattern.MULTILINE);

  @Test
  void pageHasOneSectionForEachCodeAndNoOther() throws IOException {
    List<String> codes = Arrays.stream(CliCode.values()).map(CliCode::id).toList();
    List<String> documented =
        HEADING.matcher(Files.readString(PAGE)).results().map(match -> match.group(1)).toList();
    assertEquals(codes, documented, "sections of " + PAGE.normalize());
  }
}
