package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.micro.Tree;
import dev.coro.benchmarks.micro.Weight;
import java.util.Iterator;

/** Another library's way of doing what the benchmarks ask for. */
public interface Peer {
  /** Goes down to a depth and suspends there; three live locals per activation. */
  Parked descend(int depth);

  /** Creates something that suspends once, runs it to its end, and returns its result. */
  long once(Weight weight);

  /**
   * Computes a Fibonacci number by recursion where suspending is possible; a negative number, which
   * never comes, would suspend.
   */
  long fibonacci(int n, Weight weight);

  /** Walks a tree by recursion, in order, suspending for each number. */
  Iterator<Integer> walk(Tree tree);

  /** A suspended computation. */
  interface Parked {
    /** Runs it to its next suspension; false if it has ended instead. */
    boolean resume();

    /** Has it end at the next {@link #resume}. */
    void end();

    /** What it has computed, once it has ended. */
    long result();
  }
}
