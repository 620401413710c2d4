package dev.coro.benchmarks.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads comparisons that were written before. */
final class ComparisonFiles {
  private ComparisonFiles() {}

  static Comparison read(Path file) {
    try {
      return Json.toComparison(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw bad(file, firstLine(e.getOriginalMessage()));
    } catch (CharacterCodingException e) {
      throw bad(file, "it is no text in UTF-8");
    } catch (NoSuchFileException e) {
      throw bad(file, "no such file");
    } catch (IOException e) {
      throw bad(file, String.valueOf(e));
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("it is not JSON");
  }

  private static CliException bad(Path file, String why) {
    return new CliException(
        CliCode.COMPARISON_FILE,
        "Not a result of ./coro compare, in "
            + file
            + ": "
            + why
            + ". Name a JSON file that ./coro compare has written.");
  }
}
