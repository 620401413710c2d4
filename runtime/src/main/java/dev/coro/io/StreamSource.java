package dev.coro.io;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** An {@link InputStream} that blocks, read by a thread that is there for it. */
final class StreamSource implements ByteSource {
  private final InputStream in;
  private final BlockingStream stream;
  private final byte[] bytes = new byte[8192];

  /** What was read and not taken: from here up to {@code to}. */
  private int from;

  private int to;
  private boolean ended;

  StreamSource(InputStream in, String name) {
    this.in = in;
    stream = new BlockingStream(in, name);
  }

  @Override
  @Suspendable
  public int read(ByteBuffer into) throws IOException {
    Coroutine.checkCancelled();
    if (stream.isClosed()) {
      throw new ClosedChannelException();
    } else if (!into.hasRemaining()) {
      return 0;
    }
    stream.enter("read(...)");
    try {
      if (from == to && !ended) {
        fill();
      }
    } finally {
      stream.leave();
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(to - from, into.remaining());
    into.put(bytes, from, count);
    from += count;
    return count;
  }

  @Suspendable
  private void fill() throws IOException {
    if (!stream.isPending()) {
      stream.begin(() -> in.read(bytes));
    }
    int count = stream.end();
    ended = count < 0;
    from = 0;
    to = Math.max(0, count);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  @Override
  public String toString() {
    return stream.toString();
  }
}
