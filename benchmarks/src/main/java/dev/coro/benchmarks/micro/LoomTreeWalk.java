package dev.coro.benchmarks.micro;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks a tree by recursion, in a continuation of the JDK. */
final class LoomTreeWalk implements Iterator<Integer> {
  private final LoomContinuation continuation;
  private @Nullable Integer next;

  LoomTreeWalk(Tree root) {
    continuation = new LoomContinuation(() -> walk(root));
    continuation.run();
  }

  private void walk(Tree tree) {
    if (tree.left() != null) {
      walk(tree.left());
    }
    next = tree.value();
    LoomContinuation.suspend();
    if (tree.right() != null) {
      walk(tree.right());
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Integer next() {
    Integer result = next;
    if (result == null) {
      throw new NoSuchElementException();
    }
    next = null;
    continuation.run();
    return result;
  }
}
