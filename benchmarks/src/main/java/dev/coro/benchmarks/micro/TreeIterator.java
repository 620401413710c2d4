package dev.coro.benchmarks.micro;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks a tree in order without recursion: what one writes who has no generators. */
final class TreeIterator implements Iterator<Integer> {
  /** Those whose left part is being walked, the next one on top. */
  private final Deque<Tree> open = new ArrayDeque<>();

  TreeIterator(Tree root) {
    goLeft(root);
  }

  private void goLeft(@Nullable Tree from) {
    for (Tree tree = from; tree != null; tree = tree.left()) {
      open.push(tree);
    }
  }

  @Override
  public boolean hasNext() {
    return !open.isEmpty();
  }

  @Override
  public Integer next() {
    if (open.isEmpty()) {
      throw new NoSuchElementException();
    }
    Tree tree = open.pop();
    goLeft(tree.right());
    return tree.value();
  }
}
