package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.report.JmhJson;
import dev.coro.benchmarks.report.JmhResult;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Reads files with results of JMH. */
final class JmhFiles {
  private JmhFiles() {}

  /** Returns what such a file holds, at least one result. */
  static List<JmhResult> read(Path file) {
    List<JmhResult> results;
    try {
      results = JmhJson.read(Files.readString(file));
    } catch (JmhJson.FormatException e) {
      throw notJmh(file, String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      throw notJmh(file, "it is no text in UTF-8");
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    if (results.isEmpty()) {
      throw new CliException(
          CliCode.JMH_NOTHING,
          "No results of JMH, in "
              + file
              + ": the list is empty. Choose a regular expression that selects benchmarks;"
              + " ./coro bench -l lists them.");
    }
    return results;
  }

  /** Returns when the file was written, which is when its measurement ended. */
  static String date(Path file) {
    try {
      return Files.getLastModifiedTime(file)
          .toInstant()
          .atOffset(ZoneOffset.UTC)
          .truncatedTo(ChronoUnit.SECONDS)
          .toString();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static CliException notJmh(Path file, String why) {
    return new CliException(
        CliCode.JMH_FILE,
        "Not a result of JMH, in "
            + file
            + ": "
            + why
            + ". Name files that JMH has written with -rf json.");
  }

  private static CliException unreadable(Path file, IOException e) {
    return new CliException(
        CliCode.FILE, "File cannot be read, " + file + ": " + e + ". Name one that exists.");
  }
}
