package dev.coro.benchmarks.experiment.costs;

import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;

/**
 * Two queues between threads. Only references go over.
 *
 * @param there for what is sent
 * @param back for what comes
 */
record QueueLine(BlockingQueue<ByteBuffer> there, BlockingQueue<ByteBuffer> back) implements Line {
  @Override
  public void put(ByteBuffer message) throws InterruptedException {
    there.put(message);
  }

  @Override
  public ByteBuffer take() throws InterruptedException {
    return back.take();
  }

  /** The other end. */
  QueueLine reversed() {
    return new QueueLine(back, there);
  }
}
