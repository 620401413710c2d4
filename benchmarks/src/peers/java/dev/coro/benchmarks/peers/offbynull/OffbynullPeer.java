package dev.coro.benchmarks.peers.offbynull;

import com.offbynull.coroutines.user.CoroutineRunner;
import dev.coro.benchmarks.micro.Tree;
import dev.coro.benchmarks.micro.Weight;
import dev.coro.benchmarks.peers.Peer;
import dev.coro.benchmarks.peers.WeavingCheck;
import java.util.Iterator;

/** Coroutines by offbynull. */
public final class OffbynullPeer implements Peer {
  private OffbynullPeer() {}

  /** Creates it, and looks whether it was woven. */
  public static Peer create() {
    return WeavingCheck.checked(new OffbynullPeer());
  }

  @Override
  public Parked descend(int depth) {
    Descent descent = new Descent(depth);
    descent.resume();
    return descent;
  }

  @Override
  public long once(Weight weight) {
    Once once = new Once(weight);
    CoroutineRunner runner = new CoroutineRunner(once);
    runner.execute();
    runner.execute();
    return once.result();
  }

  @Override
  public long fibonacci(int n, Weight weight) {
    Fibonacci fibonacci = new Fibonacci(n, weight);
    new CoroutineRunner(fibonacci).execute();
    return fibonacci.result();
  }

  @Override
  public Iterator<Integer> walk(Tree tree) {
    return new TreeWalk(tree);
  }
}
