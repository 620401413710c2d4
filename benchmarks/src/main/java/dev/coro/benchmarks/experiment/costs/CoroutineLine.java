package dev.coro.benchmarks.experiment.costs;

import dev.coro.Channel;
import dev.coro.Suspendable;
import java.nio.ByteBuffer;

/**
 * Two channels between coroutines. Only references go over.
 *
 * @param there for what is sent
 * @param back for what comes
 */
record CoroutineLine(Channel<ByteBuffer> there, Channel<ByteBuffer> back) implements Line {
  @Override
  @Suspendable
  public void put(ByteBuffer message) {
    there.send(message);
  }

  @Override
  @Suspendable
  public ByteBuffer take() {
    return back.receive();
  }

  /** The other end. */
  CoroutineLine reversed() {
    return new CoroutineLine(back, there);
  }
}
