package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One end of something through which two tasks send each other messages of a fixed size. */
interface Line {
  /** Sends a message. */
  @Suspendable
  void put(ByteBuffer message) throws IOException, InterruptedException;

  /** Waits for one; empty at the end. */
  @Suspendable
  ByteBuffer take() throws IOException, InterruptedException;
}
