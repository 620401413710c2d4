package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import dev.coro.io.ByteSink;
import dev.coro.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Two ways for bytes, through the kernel, that suspend the coroutine. */
final class SuspendingBytesLine implements Line {
  private final ByteSink there;
  private final ByteSource back;
  private final ByteBuffer received;

  SuspendingBytesLine(ByteSink there, ByteSource back, int bytes) {
    this.there = there;
    this.back = back;
    received = ByteBuffer.allocateDirect(bytes);
  }

  @Override
  @Suspendable
  public void put(ByteBuffer message) throws IOException {
    there.writeAll(message.duplicate());
  }

  @Override
  @Suspendable
  public ByteBuffer take() throws IOException {
    received.clear();
    while (received.hasRemaining() && back.read(received) >= 0) {}
    return received.flip();
  }
}
