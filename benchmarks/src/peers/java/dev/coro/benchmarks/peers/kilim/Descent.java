package dev.coro.benchmarks.peers.kilim;

import dev.coro.benchmarks.micro.Weight;
import dev.coro.benchmarks.peers.Peer;
import kilim.Continuation;
import kilim.Fiber;
import kilim.Pausable;

/** Goes down and suspends there again and again. */
final class Descent extends Continuation implements Peer.Parked {
  private final int depth;
  private boolean ended;
  private long result;

  Descent(int depth) {
    this.depth = depth;
  }

  @Override
  public void execute() throws Pausable {
    result = descend(depth, 1L, 2, new Weight(3));
  }

  private long descend(int levels, long first, int second, Object third) throws Pausable {
    if (levels > 1) {
      long below = descend(levels - 1, first + 1, second + 1, third);
      return below + first + second + third.hashCode();
    }
    long sum = first;
    int count = second;
    while (!ended) {
      Fiber.yield();
      sum += count;
      count++;
    }
    return sum + count + third.hashCode();
  }

  @Override
  public boolean resume() {
    return !run();
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
