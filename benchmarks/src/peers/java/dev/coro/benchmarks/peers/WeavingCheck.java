package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.micro.Tree;
import dev.coro.benchmarks.micro.TreeWalkBenchmark;
import dev.coro.benchmarks.micro.Weight;

/**
 * Looks whether a peer really suspends and goes on where it was: code that was not woven does
 * neither, or begins anew at each resume, and some libraries say nothing then.
 */
public final class WeavingCheck {
  private static final int DEPTH = 5;
  private static final int RESUMES = 3;

  private WeavingCheck() {}

  /** Returns the peer, if all its tasks come to the right results. */
  public static Peer checked(Peer peer) {
    Peer.Parked parked = peer.descend(DEPTH);
    for (int i = 0; i < RESUMES; i++) {
      require(parked.resume(), peer, "does not suspend");
    }
    parked.end();
    require(!parked.resume(), peer, "does not end");
    require(parked.result() == descent(DEPTH, RESUMES + 1), peer, "does not go on where it was");
    Weight weight = new Weight(3);
    require(peer.once(weight) == 3 + 4 + 3, peer, "runs a single suspension wrongly");
    require(peer.fibonacci(10, new Weight(0)) == 55, peer, "calls wrongly");
    for (Tree.Shape shape : Tree.Shape.values()) {
      TreeWalkBenchmark.sum(peer.walk(shape.create()));
    }
    return peer;
  }

  private static void require(boolean holds, Peer peer, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(
          peer.getClass().getSimpleName() + " " + otherwise + ": was its package woven?");
    }
  }

  /** The result of {@link Peer#descend} after some resumes, by arithmetic. */
  private static long descent(int depth, int resumes) {
    int hash = new Weight(3).hashCode();
    long sum = depth;
    int count = depth + 1;
    for (int i = 0; i < resumes; i++) {
      sum += count;
      count++;
    }
    long result = sum + count + hash;
    for (int above = depth - 1; above >= 1; above--) {
      result += above + (above + 1) + hash;
    }
    return result;
  }
}
