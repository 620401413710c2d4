package dev.coro.benchmarks.peers.kilim;

import dev.coro.benchmarks.micro.Tree;
import kilim.Generator;
import kilim.Pausable;

/** A generator of the numbers of a tree. */
final class TreeWalk extends Generator<Integer> {
  private final Tree root;

  TreeWalk(Tree root) {
    this.root = root;
  }

  @Override
  public void execute() throws Pausable {
    walk(root);
  }

  private void walk(Tree tree) throws Pausable {
    if (tree.left() != null) {
      walk(tree.left());
    }
    this.yield(tree.value());
    if (tree.right() != null) {
      walk(tree.right());
    }
  }
}
