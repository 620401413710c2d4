package dev.coro.io;

import dev.coro.Suspendable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Where bytes come from: a file, a child process, a connection. */
public interface ByteSource extends AutoCloseable {
  /**
   * Waits for bytes and reads as many as are there and fit: at least one, unless {@code into} is
   * full. Suspends if none is there; always a cancellation point, and nothing is read then.
   *
   * @return how many; -1 at the end
   */
  @Suspendable
  int read(ByteBuffer into) throws IOException;

  /**
   * Reads until {@code into} is full. Suspends and is a cancellation point as {@link #read} is;
   * what was read before stays in the buffer.
   *
   * @throws EOFException if the end comes before
   */
  @Suspendable
  default void readFully(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (read(into) < 0) {
        throw new EOFException("the end has come, and " + into.remaining() + " bytes are missing");
      }
    }
  }

  /**
   * Reads everything up to the end, but not more than {@code limit} bytes. Suspends and is a
   * cancellation point as {@link #read} is.
   *
   * @throws IOException if there is more
   */
  @Suspendable
  default byte[] readAllBytes(int limit) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.min(8192, limit));
    while (true) {
      if (!buffer.hasRemaining()) {
        if (buffer.capacity() >= limit) {
          ByteBuffer one = ByteBuffer.allocate(1);
          if (read(one) < 0) {
            break;
          }
          throw new IOException("there are more than " + limit + " bytes");
        }
        int larger = (int) Math.min(2L * buffer.capacity() + 1, limit);
        buffer = ByteBuffer.allocate(larger).put(buffer.flip());
      }
      if (read(buffer) < 0) {
        break;
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** Closes it. May suspend; never a cancellation point. Closing again has no effect. */
  @Override
  @Suspendable
  void close() throws IOException;
}
