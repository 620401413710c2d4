package dev.coro.benchmarks.micro;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of a binary tree, and all that hangs below it. No record, because Kilim's weaver cannot
 * read records.
 */
public final class Tree {
  /** Numbers in every tree. */
  public static final int NODES = 1023;

  private final @Nullable Tree left;
  private final int value;
  private final @Nullable Tree right;

  private Tree(@Nullable Tree left, int value, @Nullable Tree right) {
    this.left = left;
    this.value = value;
    this.right = right;
  }

  /** The smaller ones. */
  public @Nullable Tree left() {
    return left;
  }

  /** Its own number. */
  public int value() {
    return value;
  }

  /** The larger ones. */
  public @Nullable Tree right() {
    return right;
  }

  /** How a tree of {@link #NODES} nodes hangs together. */
  public enum Shape {
    /** Ten deep. */
    BALANCED,
    /** Each node has one below it, to the left: as deep as it is large. */
    CHAIN;

    /** Makes the tree with the numbers from 0 on, in order. */
    public Tree create() {
      Tree root = this == BALANCED ? balanced(0, NODES) : chain();
      return Objects.requireNonNull(root);
    }
  }

  private static @Nullable Tree balanced(int from, int to) {
    if (from == to) {
      return null;
    }
    int middle = (from + to) / 2;
    return new Tree(balanced(from, middle), middle, balanced(middle + 1, to));
  }

  private static @Nullable Tree chain() {
    Tree tree = null;
    for (int i = 0; i < NODES; i++) {
      tree = new Tree(tree, i, null);
    }
    return tree;
  }

  /** Fails unless {@code checksum} is that of the numbers of a tree in order. */
  public static long checked(long checksum) {
    long expected = 0;
    for (int i = 0; i < NODES; i++) {
      expected = extended(expected, i);
    }
    if (checksum != expected) {
      throw new IllegalStateException("the walk did not meet every number in order");
    }
    return checksum;
  }

  /** Adds a value to a checksum that depends on the order. */
  public static long extended(long checksum, int value) {
    return checksum * 31 + value;
  }
}
