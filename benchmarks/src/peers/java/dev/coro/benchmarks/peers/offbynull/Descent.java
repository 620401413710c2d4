package dev.coro.benchmarks.peers.offbynull;

import com.offbynull.coroutines.user.Continuation;
import com.offbynull.coroutines.user.Coroutine;
import com.offbynull.coroutines.user.CoroutineRunner;
import dev.coro.benchmarks.micro.Weight;
import dev.coro.benchmarks.peers.Peer;

/** Goes down and suspends there again and again. */
final class Descent implements Coroutine, Peer.Parked {
  private static final long serialVersionUID = 1;

  private final int depth;
  private final CoroutineRunner runner = new CoroutineRunner(this);
  private boolean ended;
  private long result;

  Descent(int depth) {
    this.depth = depth;
  }

  @Override
  public void run(Continuation continuation) {
    result = descend(continuation, depth, 1L, 2, new Weight(3));
  }

  private long descend(
      Continuation continuation, int levels, long first, int second, Object third) {
    if (levels > 1) {
      long below = descend(continuation, levels - 1, first + 1, second + 1, third);
      return below + first + second + third.hashCode();
    }
    long sum = first;
    int count = second;
    while (!ended) {
      continuation.suspend();
      sum += count;
      count++;
    }
    return sum + count + third.hashCode();
  }

  @Override
  public boolean resume() {
    return runner.execute();
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
