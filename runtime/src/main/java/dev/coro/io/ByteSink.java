package dev.coro.io;

import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where bytes go to: a file, a child process, a connection. */
public interface ByteSink extends AutoCloseable {
  /**
   * Writes as many bytes as can be taken at once, at least one unless {@code from} is empty.
   * Suspends if none can; always a cancellation point.
   *
   * @return how many
   */
  @Suspendable
  int write(ByteBuffer from) throws IOException;

  /**
   * Writes all bytes of {@code from}. Suspends and is a cancellation point as {@link #write} is;
   * the buffer's position tells how much was written before.
   */
  @Suspendable
  default void writeAll(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      write(from);
    }
  }

  /** Closes it. May suspend; never a cancellation point. Closing again has no effect. */
  @Override
  @Suspendable
  void close() throws IOException;
}
