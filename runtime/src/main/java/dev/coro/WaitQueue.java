package dev.coro;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for something, first come, first served. Adding, taking and removing cost the same
 * however many there are. For one thread at a time. Nothing here suspends.
 *
 * @param <N> what stands in it
 */
public final class WaitQueue<N extends WaitNode> {
  private @Nullable WaitNode first;
  private @Nullable WaitNode last;
  private int size;

  /** Creates an empty queue. */
  public WaitQueue() {}

  /** Whether nobody waits. */
  public boolean isEmpty() {
    return first == null;
  }

  /** How many wait. */
  public int size() {
    return size;
  }

  /**
   * Adds one behind all others.
   *
   * @throws IllegalArgumentException if it stands in a queue
   */
  public void add(N node) {
    if (node.queue != null) {
      throw new IllegalArgumentException("stands in a queue already: " + node);
    }
    WaitNode before = last;
    node.queue = this;
    node.previous = before;
    last = node;
    if (before == null) {
      first = node;
    } else {
      before.next = node;
    }
    size++;
  }

  /** The one that has waited longest, which stays; null if there is none. */
  @SuppressWarnings("unchecked") // add takes nothing else
  public @Nullable N peek() {
    return (N) first;
  }

  /** Takes the one that has waited longest; null if there is none. */
  @SuppressWarnings("unchecked") // add takes nothing else
  public @Nullable N poll() {
    WaitNode node = first;
    if (node != null) {
      unlink(node);
    }
    return (N) node;
  }

  /** Removes one; returns whether it was there. */
  public boolean remove(N node) {
    if (node.queue != this) {
      return false;
    }
    unlink(node);
    return true;
  }

  private void unlink(WaitNode node) {
    WaitNode before = node.previous;
    WaitNode after = node.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    node.queue = null;
    node.previous = null;
    node.next = null;
    size--;
  }

  /** Those who wait, in order, for messages and tests. */
  @SuppressWarnings("unchecked") // add takes nothing else
  public List<N> toList() {
    List<N> all = new ArrayList<>();
    for (WaitNode node = first; node != null; node = node.next) {
      all.add((N) node);
    }
    return all;
  }
}
