package dev.coro.benchmarks.experiment.costs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Two ways for bytes, through the kernel, that block the thread. */
final class BytesLine implements Line {
  private final WritableByteChannel there;
  private final ReadableByteChannel back;
  private final ByteBuffer received;

  BytesLine(WritableByteChannel there, ReadableByteChannel back, int bytes) {
    this.there = there;
    this.back = back;
    received = ByteBuffer.allocateDirect(bytes);
  }

  @Override
  public void put(ByteBuffer message) throws IOException {
    ByteBuffer rest = message.duplicate();
    while (rest.hasRemaining()) {
      there.write(rest);
    }
  }

  @Override
  public ByteBuffer take() throws IOException {
    received.clear();
    while (received.hasRemaining() && back.read(received) >= 0) {}
    return received.flip();
  }
}
