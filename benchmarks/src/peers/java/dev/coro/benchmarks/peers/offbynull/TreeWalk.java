package dev.coro.benchmarks.peers.offbynull;

import com.offbynull.coroutines.user.Continuation;
import com.offbynull.coroutines.user.Coroutine;
import com.offbynull.coroutines.user.CoroutineRunner;
import dev.coro.benchmarks.micro.Tree;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Hands out the numbers of a tree. */
@SuppressWarnings("serial") // nobody serialises it
final class TreeWalk implements Coroutine, Iterator<Integer> {
  private final Tree root;
  private final CoroutineRunner runner = new CoroutineRunner(this);
  private boolean hasNext;
  private int next;

  TreeWalk(Tree root) {
    this.root = root;
    hasNext = runner.execute();
  }

  @Override
  public void run(Continuation continuation) {
    walk(continuation, root);
  }

  private void walk(Continuation continuation, Tree tree) {
    if (tree.left() != null) {
      walk(continuation, tree.left());
    }
    next = tree.value();
    continuation.suspend();
    if (tree.right() != null) {
      walk(continuation, tree.right());
    }
  }

  @Override
  public boolean hasNext() {
    return hasNext;
  }

  @Override
  public Integer next() {
    if (!hasNext) {
      throw new NoSuchElementException();
    }
    int result = next;
    hasNext = runner.execute();
    return result;
  }
}
