package dev.coro.benchmarks.peers.kilim;

import dev.coro.benchmarks.micro.Tree;
import dev.coro.benchmarks.micro.Weight;
import dev.coro.benchmarks.peers.Peer;
import dev.coro.benchmarks.peers.WeavingCheck;
import java.util.Iterator;

/** Kilim, its continuations without its scheduler. */
public final class KilimPeer implements Peer {
  KilimPeer() {}

  /** Creates it, and looks whether it was woven. */
  public static Peer create() {
    return WeavingCheck.checked(new KilimPeer());
  }

  @Override
  public Parked descend(int depth) {
    Descent descent = new Descent(depth);
    descent.run();
    return descent;
  }

  @Override
  public long once(Weight weight) {
    Once once = new Once(weight);
    once.run();
    once.run();
    return once.result();
  }

  @Override
  public long fibonacci(int n, Weight weight) {
    Fibonacci fibonacci = new Fibonacci(n, weight);
    fibonacci.run();
    return fibonacci.result();
  }

  @Override
  public Iterator<Integer> walk(Tree tree) {
    return new TreeWalk(tree);
  }
}
