package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.internal.IoHandle;
import dev.coro.internal.IoOperation;
import dev.coro.internal.IoParty;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writing to a channel of bytes. */
@NotInstrumented
final class StreamWriting extends IoOperation {
  /** Most system calls of an attempt, so that others get their turn. */
  private static final int MOST_CALLS = 16;

  private final GatheringByteChannel channel;

  /** What: one buffer, or several. */
  private @Nullable ByteBuffer source;

  private ByteBuffer @Nullable [] sources;

  /** The first of {@code sources} that may have something left. */
  private int first;

  /** Whether all is to be written; if not, any number of bytes will do. */
  private boolean all;

  /** Number of bytes that were written since the beginning. */
  private long written;

  StreamWriting(IoHandle handle, GatheringByteChannel channel) {
    super(handle, SelectionKey.OP_WRITE);
    this.channel = channel;
  }

  @Suspendable
  int write(ByteBuffer buffer, boolean whole) throws IOException {
    IoParty party = begin();
    if (!buffer.hasRemaining()) {
      return 0;
    }
    source = buffer;
    all = whole;
    written = 0;
    return (int) run(party);
  }

  @Suspendable
  long writeAll(ByteBuffer[] buffers) throws IOException {
    IoParty party = begin();
    sources = buffers;
    first = 0;
    written = 0;
    return run(party);
  }

  @Override
  protected long attempt() throws IOException {
    ByteBuffer single = source;
    return single == null ? attemptSeveral(Objects.requireNonNull(sources)) : attemptOne(single);
  }

  private long attemptOne(ByteBuffer buffer) throws IOException {
    for (int i = 0; i < MOST_CALLS; i++) {
      int now = Chunks.write(channel, buffer);
      written += now;
      if (now == 0) {
        break;
      } else if (!all || !buffer.hasRemaining()) {
        return written;
      }
    }
    return PENDING;
  }

  private long attemptSeveral(ByteBuffer[] buffers) throws IOException {
    for (int i = 0; i < MOST_CALLS; i++) {
      while (first < buffers.length && !buffers[first].hasRemaining()) {
        first++;
      }
      if (first == buffers.length) {
        return written;
      }
      long now = channel.write(buffers, first, buffers.length - first);
      written += now;
      if (now == 0) {
        break;
      }
    }
    return PENDING;
  }

  @Override
  protected void forget() {
    source = null;
    sources = null;
  }

  @Override
  public String toString() {
    return "writing to " + handle();
  }
}
