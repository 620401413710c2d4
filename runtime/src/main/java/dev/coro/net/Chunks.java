package dev.coro.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Reads and writes limited parts of buffers in the heap: the JDK copies all that remains in one of
 * them to a buffer outside, which it keeps for the thread, however little the channel then takes.
 */
final class Chunks {
  /** Most bytes at a time. */
  private static final int MOST = 1 << 17;

  private Chunks() {}

  static int read(ReadableByteChannel channel, ByteBuffer target) throws IOException {
    int limit = target.limit();
    try {
      return channel.read(limited(target));
    } finally {
      target.limit(limit);
    }
  }

  static int write(WritableByteChannel channel, ByteBuffer source) throws IOException {
    int limit = source.limit();
    try {
      return channel.write(limited(source));
    } finally {
      source.limit(limit);
    }
  }

  private static ByteBuffer limited(ByteBuffer buffer) {
    if (!buffer.isDirect() && buffer.remaining() > MOST) {
      return buffer.limit(buffer.position() + MOST);
    }
    return buffer;
  }
}
