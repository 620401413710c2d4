package dev.coro.benchmarks.experiment.costs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The streams of a child process. */
final class StreamLine implements Line {
  private final OutputStream there;
  private final InputStream back;
  private final byte[] sent;
  private final byte[] received;

  StreamLine(OutputStream there, InputStream back, int bytes) {
    this.there = there;
    this.back = back;
    sent = new byte[bytes];
    received = new byte[bytes];
  }

  @Override
  public void put(ByteBuffer message) throws IOException {
    message.get(0, sent);
    there.write(sent);
    there.flush();
  }

  @Override
  public ByteBuffer take() throws IOException {
    return ByteBuffer.wrap(received, 0, back.readNBytes(received, 0, received.length));
  }
}
