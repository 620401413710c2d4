package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.IoHandle;
import dev.coro.internal.IoOperation;
import dev.coro.internal.IoParty;
import dev.coro.rt.NotInstrumented;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reading from a channel of bytes. */
@NotInstrumented
final class StreamReading extends IoOperation {
  private final ScatteringByteChannel channel;

  /** Where to: one buffer, or several. */
  private @Nullable ByteBuffer target;

  private ByteBuffer @Nullable [] targets;

  /** Whether {@code target} is to be filled; if not, any number of bytes will do. */
  private boolean fully;

  /** Room of {@code target} at the beginning. */
  private int room;

  StreamReading(IoHandle handle, ScatteringByteChannel channel) {
    super(handle, SelectionKey.OP_READ);
    this.channel = channel;
  }

  @Suspendable
  int read(ByteBuffer buffer, boolean whole) throws IOException {
    IoParty party = begin();
    if (!buffer.hasRemaining()) {
      return 0;
    }
    target = buffer;
    fully = whole;
    room = buffer.remaining();
    return (int) run(party);
  }

  @Suspendable
  long read(ByteBuffer[] buffers) throws IOException {
    IoParty party = begin();
    if (!hasRemaining(buffers)) {
      return 0;
    }
    targets = buffers;
    return run(party);
  }

  static boolean hasRemaining(ByteBuffer[] buffers) {
    for (ByteBuffer buffer : buffers) {
      if (buffer.hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected long attempt() throws IOException {
    ByteBuffer single = target;
    if (single == null) {
      return attemptSeveral(Objects.requireNonNull(targets));
    }
    int read = Chunks.read(channel, single);
    exhausted(read >= 0 && single.hasRemaining());
    if (!fully || !single.hasRemaining()) {
      return read == 0 ? PENDING : read;
    } else if (read < 0) {
      throw new EOFException(
          ErrorCode.ENDED_EARLY.message(handle(), room - single.remaining(), room));
    }
    return PENDING;
  }

  private long attemptSeveral(ByteBuffer[] buffers) throws IOException {
    long read = channel.read(buffers);
    exhausted(read >= 0 && hasRemaining(buffers));
    return read == 0 ? PENDING : read;
  }

  @Override
  protected void forget() {
    target = null;
    targets = null;
  }

  @Override
  public String toString() {
    return "reading from " + handle();
  }
}
