package dev.coro.benchmarks.serve;

import dev.coro.Blocking;
import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one carrier in the log of requests, in the combined format of the Apache server.
 * They are gathered in memory and written now and then by a thread that may block, so that a slow
 * disk slows down no request; if it is too slow, lines are lost and counted.
 */
final class AccessLog {
  private static final Duration PERIOD = Duration.ofMillis(200);
  private static final int MOST_CHARACTERS = 1 << 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final FileChannel file;
  private final ServerMetrics metrics;
  private StringBuilder lines = new StringBuilder();

  AccessLog(FileChannel file, ServerMetrics metrics) {
    this.file = file;
    this.metrics = metrics;
  }

  /** Adds a line. Never suspends. */
  void add(String client, @Nullable Request request, int status, long bytes) {
    if (lines.length() > MOST_CHARACTERS) {
      metrics.logLinesLost.increment();
      return;
    }
    lines.append(client).append(" - - [");
    TIME.formatTo(Instant.now(), lines);
    lines.append("] \"");
    if (request == null) {
      lines.append('-');
    } else {
      escape(request.method());
      lines.append(' ');
      escape(request.target());
      lines.append(' ').append(request.version().asString());
    }
    lines.append("\" ").append(status).append(' ').append(bytes);
    quoted(request == null ? null : request.header(HttpHeader.REFERER));
    quoted(request == null ? null : request.header(HttpHeader.USER_AGENT));
    lines.append('\n');
  }

  private void quoted(@Nullable String value) {
    lines.append(" \"");
    escape(value == null ? "-" : value);
    lines.append('"');
  }

  /** What comes from a client must not look like the end of a field or line. */
  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || c == 127) {
        lines.append(String.format("\\x%02x", (int) c));
      } else {
        lines.append(c);
      }
    }
  }

  /** Writes now and then what has come together, for the last time when all has ended. */
  @Suspendable
  void keepWriting(BooleanSupplier hasEnded) {
    boolean last = false;
    while (!last) {
      last = hasEnded.getAsBoolean() || !sleep();
      CancelScope.shield(this::write);
    }
  }

  /** Returns whether it was not cancelled: the server then gives up those who are still served. */
  @Suspendable
  private static boolean sleep() {
    try {
      Coroutine.sleep(PERIOD);
      return true;
    } catch (CancelledException e) {
      return false;
    }
  }

  @Suspendable
  private void write() {
    if (lines.isEmpty()) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    int count = (int) lines.chars().filter(c -> c == '\n').count();
    lines = new StringBuilder();
    try {
      Blocking.callUninterruptibly(() -> writeHere(bytes));
    } catch (Exception e) {
      metrics.diskErrors.increment();
      metrics.logLinesLost.add(count);
    }
  }

  private int writeHere(ByteBuffer bytes) throws IOException {
    int written = 0;
    while (bytes.hasRemaining()) {
      written += file.write(bytes); // Opened for appending: carriers do not overwrite each other.
    }
    return written;
  }
}
