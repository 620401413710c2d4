package dev.coro.agent;

import dev.coro.CoroutineDump;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What {@code ./coro dump} asks of a JVM that has no management agent: it loads this agent once
 * more, with the name of a file in place of options, and finds the dump in that file.
 */
final class DumpRequest {
  private static final String TEXT = "text-dump-to:";
  private static final String JSON = "json-dump-to:";

  private DumpRequest() {}

  /** Whether the argument of the agent is a request and not options. */
  static boolean is(String argument) {
    return argument.startsWith(TEXT) || argument.startsWith(JSON);
  }

  /**
   * Writes what is asked for.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  static void serve(String argument) {
    boolean json = argument.startsWith(JSON);
    CoroutineDump dump = CoroutineDump.take();
    try {
      Files.writeString(
          Path.of(argument.substring(json ? JSON.length() : TEXT.length())),
          json ? dump.toJson() : dump.toText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
