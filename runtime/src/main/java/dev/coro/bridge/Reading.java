package dev.coro.bridge;

import dev.coro.internal.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what there is to read: at least a byte, unless there is no room; or a datagram. */
final class Reading extends Transfer {
  private final ReadableByteChannel channel;

  /** One target, or several of them. */
  private final @Nullable ByteBuffer target;

  private final ByteBuffer @Nullable [] targets;
  private final int offset;
  private final int length;

  Reading(ReadableByteChannel channel, ByteBuffer target) {
    this.channel = channel;
    this.target = target;
    targets = null;
    offset = 0;
    length = 1;
  }

  Reading(ScatteringByteChannel channel, ByteBuffer[] targets, int offset, int length) {
    this.channel = channel;
    target = null;
    this.targets = targets;
    this.offset = offset;
    this.length = length;
  }

  @Override
  public long attempt() throws IOException {
    if (channel instanceof DatagramChannel datagrams
        && datagrams.isConnected()
        && Adoption.isEmulated(channel)
        && room() > 0) {
      return receive(datagrams);
    }
    long count =
        target != null
            ? channel.read(target)
            : ((ScatteringByteChannel) channel)
                .read(Objects.requireNonNull(targets), offset, length);
    return count == 0 && room() > 0 ? PENDING : count;
  }

  /** A non-blocking read does not tell an empty datagram from none; for a blocking one it is -1. */
  private long receive(DatagramChannel datagrams) throws IOException {
    ByteBuffer single = target;
    if (single != null) {
      int before = single.position();
      return datagrams.receive(single) == null ? PENDING : orEmpty(single.position() - before);
    }
    for (int i = 0; i < length; i++) {
      if (targetAt(i).isReadOnly()) {
        throw new IllegalArgumentException("Read-only buffer");
      }
    }
    ByteBuffer whole = ByteBuffer.allocate((int) Math.min(room(), 1 << 16));
    if (datagrams.receive(whole) == null) {
      return PENDING;
    }
    int count = whole.flip().remaining();
    for (int i = 0; whole.hasRemaining(); i++) {
      ByteBuffer part = targetAt(i);
      int end = Math.min(count, whole.position() + part.remaining());
      part.put(whole.limit(end));
      whole.limit(count);
    }
    return orEmpty(count);
  }

  private static int orEmpty(int count) {
    return count == 0 ? -1 : count;
  }

  private ByteBuffer targetAt(int index) {
    return Objects.requireNonNull(targets)[offset + index];
  }

  /** How many bytes fit into the targets; 0 if they are none, so that the original says so. */
  private long room() {
    if (target != null) {
      return target.remaining();
    }
    ByteBuffer[] all = Objects.requireNonNull(targets);
    if (offset < 0 || length < 0 || offset > all.length - length) {
      return 0;
    }
    long room = 0;
    for (int i = 0; i < length; i++) {
      if (all[offset + i] == null) {
        return 0;
      }
      room += all[offset + i].remaining();
    }
    return room;
  }
}
