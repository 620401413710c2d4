package dev.coro.benchmarks.serve;

import dev.coro.Suspendable;
import dev.coro.io.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines that a process prints. */
final class OutputLines {
  /** What is longer is cut into several. */
  private static final int MOST_BYTES = 65_536;

  private final ByteSource source;
  private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

  OutputLines(ByteSource source) {
    this.source = source;
  }

  /** The next one, without its end; null if there is none. Suspends; a cancellation point. */
  @Suspendable
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (line.size() < MOST_BYTES) {
      if (!buffer.hasRemaining() && !receive()) {
        return line.size() == 0 ? null : text(line);
      }
      byte next = buffer.get();
      if (next == '\n') {
        break;
      }
      line.write(next);
    }
    return text(line);
  }

  private static String text(ByteArrayOutputStream line) {
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Suspendable
  private boolean receive() throws IOException {
    buffer.clear();
    try {
      return source.read(buffer) >= 0;
    } finally {
      buffer.flip();
    }
  }
}
