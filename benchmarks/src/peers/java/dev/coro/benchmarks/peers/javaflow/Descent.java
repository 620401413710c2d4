package dev.coro.benchmarks.peers.javaflow;

import dev.coro.benchmarks.micro.Weight;
import dev.coro.benchmarks.peers.Peer;
import org.apache.commons.javaflow.api.Continuation;
import org.apache.commons.javaflow.api.continuable;
import org.jspecify.annotations.Nullable;

/** Goes down and suspends there again and again. */
final class Descent implements Runnable, Peer.Parked {
  private final int depth;
  private @Nullable Continuation continuation;
  private boolean ended;
  private long result;

  Descent(int depth) {
    this.depth = depth;
    continuation = Continuation.startSuspendedWith(this, true);
  }

  @Override
  @continuable
  public void run() {
    result = descend(depth, 1L, 2, new Weight(3));
  }

  @continuable
  private long descend(int levels, long first, int second, Object third) {
    if (levels > 1) {
      long below = descend(levels - 1, first + 1, second + 1, third);
      return below + first + second + third.hashCode();
    }
    long sum = first;
    int count = second;
    while (!ended) {
      Continuation.suspend();
      sum += count;
      count++;
    }
    return sum + count + third.hashCode();
  }

  @Override
  public boolean resume() {
    if (continuation == null) {
      throw new IllegalStateException("has ended");
    }
    continuation = continuation.resume();
    return continuation != null;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public long result() {
    return result;
  }
}
