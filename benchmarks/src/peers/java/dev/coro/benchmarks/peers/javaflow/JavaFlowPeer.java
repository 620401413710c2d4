package dev.coro.benchmarks.peers.javaflow;

import dev.coro.benchmarks.micro.Tree;
import dev.coro.benchmarks.micro.Weight;
import dev.coro.benchmarks.peers.Peer;
import dev.coro.benchmarks.peers.WeavingCheck;
import java.util.Iterator;
import org.apache.commons.javaflow.api.Continuation;

/** Tascalate JavaFlow, with continuations that are resumed once each, which it does best. */
public final class JavaFlowPeer implements Peer {
  private JavaFlowPeer() {}

  /** Creates it, and looks whether it was woven. */
  public static Peer create() {
    return WeavingCheck.checked(new JavaFlowPeer());
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
    Continuation.startSuspendedWith(once, true).resume().resume();
    return once.result();
  }

  @Override
  public long fibonacci(int n, Weight weight) {
    Fibonacci fibonacci = new Fibonacci(n, weight);
    Continuation.startWith(fibonacci, true);
    return fibonacci.result();
  }

  @Override
  public Iterator<Integer> walk(Tree tree) {
    return new TreeWalk(tree);
  }
}
