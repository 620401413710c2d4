package dev.coro.benchmarks.peers.javaflow;

import dev.coro.benchmarks.micro.Tree;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.commons.javaflow.api.Continuation;
import org.apache.commons.javaflow.api.continuable;
import org.jspecify.annotations.Nullable;

/** Hands out the numbers of a tree, each as the value of a suspension. */
final class TreeWalk implements Runnable, Iterator<Integer> {
  private final Tree root;
  private @Nullable Continuation continuation;

  TreeWalk(Tree root) {
    this.root = root;
    continuation = Continuation.startSuspendedWith(this, true).resume();
  }

  @Override
  @continuable
  public void run() {
    walk(root);
  }

  @continuable
  private static void walk(Tree tree) {
    if (tree.left() != null) {
      walk(tree.left());
    }
    Continuation.suspend(tree.value());
    if (tree.right() != null) {
      walk(tree.right());
    }
  }

  @Override
  public boolean hasNext() {
    return continuation != null;
  }

  @Override
  public Integer next() {
    if (continuation == null) {
      throw new NoSuchElementException();
    }
    Integer result = (Integer) continuation.value();
    continuation = continuation.resume();
    return result;
  }
}
