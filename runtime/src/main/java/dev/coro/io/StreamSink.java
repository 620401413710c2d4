package dev.coro.io;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/** An {@link OutputStream} that blocks, written by a thread that is there for it. */
final class StreamSink implements ByteSink {
  private final OutputStream out;
  private final BlockingStream stream;
  private final byte[] bytes = new byte[8192];

  StreamSink(OutputStream out, String name) {
    this.out = out;
    stream = new BlockingStream(out, name);
  }

  /** Bytes that were taken from the buffer will be written, even if this is cancelled. */
  @Override
  @Suspendable
  public int write(ByteBuffer from) throws IOException {
    Coroutine.checkCancelled();
    if (stream.isClosed()) {
      throw new ClosedChannelException();
    }
    stream.enter("write(...)");
    try {
      if (stream.isPending()) {
        stream.end(); // What somebody has begun who was cancelled.
      }
      int count = Math.min(bytes.length, from.remaining());
      from.get(bytes, 0, count);
      stream.begin(() -> flush(count));
      return stream.end();
    } finally {
      stream.leave();
    }
  }

  private int flush(int count) throws IOException {
    out.write(bytes, 0, count);
    out.flush();
    return count;
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
