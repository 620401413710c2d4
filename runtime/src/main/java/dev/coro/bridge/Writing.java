package dev.coro.bridge;

import dev.coro.internal.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/**
 * Writes all that is to be written. A non-blocking channel gets a limited part at a time: the JDK
 * copies all that remains in a buffer of the heap, however little the channel then takes.
 */
final class Writing extends Transfer {
  private static final int MOST_BYTES = 1 << 17;

  /** Most system calls of an attempt, so that others get their turn. */
  private static final int MOST_CALLS = 16;

  private final WritableByteChannel channel;
  private final ByteBuffer[] sources;
  private final int offset;
  private final int length;

  /** Whether it was called with one buffer, and not with an array. */
  private final boolean isSingle;

  private long written;

  Writing(WritableByteChannel channel, ByteBuffer source) {
    this(channel, new ByteBuffer[] {source}, 0, 1, true);
  }

  Writing(GatheringByteChannel channel, ByteBuffer[] sources, int offset, int length) {
    this(channel, sources, offset, length, false);
  }

  private Writing(
      WritableByteChannel channel, ByteBuffer[] sources, int offset, int length, boolean isSingle) {
    this.channel = channel;
    this.sources = sources;
    this.offset = offset;
    this.length = length;
    this.isSingle = isSingle;
  }

  @Override
  public long attempt() throws IOException {
    for (int i = 0; i < MOST_CALLS; i++) {
      long now = writeSome();
      written += now;
      if (remaining() == 0 || (now > 0 && channel instanceof DatagramChannel)) {
        return written;
      } else if (now == 0 || !Adoption.isEmulated(channel)) {
        break;
      }
    }
    return PENDING;
  }

  @Override
  public long soFar() {
    return written;
  }

  private long writeSome() throws IOException {
    boolean isWhole =
        channel instanceof DatagramChannel
            || remaining() <= MOST_BYTES
            || !Adoption.isEmulated(channel);
    if (!isWhole) {
      for (int i = 0; i < length; i++) {
        if (sources[offset + i].hasRemaining()) {
          return writePart(sources[offset + i]);
        }
      }
    }
    return isSingle
        ? channel.write(sources[0])
        : ((GatheringByteChannel) channel).write(sources, offset, length);
  }

  private int writePart(ByteBuffer source) throws IOException {
    int limit = source.limit();
    try {
      return channel.write(source.limit(Math.min(limit, source.position() + MOST_BYTES)));
    } finally {
      source.limit(limit);
    }
  }

  /** How many bytes are left; 0 if the sources are none, so that the original says so. */
  private long remaining() {
    ByteBuffer[] all = Objects.requireNonNull(sources);
    if (offset < 0 || length < 0 || offset > all.length - length) {
      return 0;
    }
    long remaining = 0;
    for (int i = 0; i < length; i++) {
      remaining += all[offset + i] == null ? 0 : all[offset + i].remaining();
    }
    return remaining;
  }
}
