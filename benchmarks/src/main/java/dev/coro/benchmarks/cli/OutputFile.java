package dev.coro.benchmarks.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command writes at its end.
 *
 * @param path where it is
 */
record OutputFile(Path path) {
  /** Makes the folder and checks that the file can be written; what it holds stays for now. */
  static OutputFile prepare(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      Path folder = absolute.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(absolute)) {
        Files.createFile(absolute);
      }
      if (!Files.isRegularFile(absolute) || !Files.isWritable(absolute)) {
        throw unwritable(path, "it is a folder or write-protected");
      }
      return new OutputFile(absolute);
    } catch (IOException e) {
      throw unwritable(path, String.valueOf(e));
    }
  }

  void write(String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw unwritable(path, String.valueOf(e));
    }
  }

  private static CliException unwritable(Path path, String why) {
    return new CliException(
        CliCode.FILE,
        "File cannot be written, "
            + path
            + ": "
            + why
            + ". Name another place by --out or --json.");
  }
}
