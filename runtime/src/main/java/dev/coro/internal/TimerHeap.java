package dev.coro.internal;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers ordered by deadline, and by the order of adding among equal deadlines: a binary heap in an
 * array. Adding, removing and taking the first cost O(log n). For one thread.
 *
 * <p>Invariant: {@code heap[i].index == i}, and no timer is due before its parent {@code heap[(i -
 * 1) / 2]}.
 */
public final class TimerHeap {
  private static final int INITIAL_CAPACITY = 16;

  private @Nullable Timer[] heap = new Timer[INITIAL_CAPACITY];
  private int size;

  /** Rank of the timer added last. */
  private int rank;

  /** Creates an empty heap. */
  public TimerHeap() {
    this(0);
  }

  /** Creates an empty heap to which {@code rank} timers seem to have been added already. */
  TimerHeap(int rank) {
    this.rank = rank;
  }

  /** Whether no timer is waiting. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Number of timers waiting. */
  public int size() {
    return size;
  }

  /** The timer that is due first; null if there is none. */
  public @Nullable Timer first() {
    return heap[0];
  }

  /** Makes room for one more timer, so that the next {@link #add} does not allocate. */
  public void reserveOne() {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size << 1);
    }
  }

  /** Adds a timer that is in no heap. */
  public void add(Timer timer) {
    reserveOne();
    if (rank == Integer.MAX_VALUE) {
      rankAnew();
    }
    timer.sequence = ++rank;
    siftUp(timer, size++);
  }

  /** Takes out a timer. Returns false if it is not in this heap, having fired or been removed. */
  public boolean remove(Timer timer) {
    int index = timer.index;
    if (index < 0 || index >= size || heap[index] != timer) {
      return false;
    }
    Timer last = at(--size);
    heap[size] = null;
    timer.index = Timer.NOWHERE;
    if (last != timer) {
      siftDown(last, index);
      if (last.index == index) {
        siftUp(last, index);
      }
    }
    return true;
  }

  /** Fires, in order, every timer whose deadline is not after {@code nowNanos}. */
  public void fireDue(long nowNanos) {
    for (Timer first = heap[0];
        first != null && first.deadlineNanos - nowNanos <= 0;
        first = heap[0]) {
      remove(first);
      first.fire();
    }
  }

  /** Numbers those that are left from one on, in the order in which they are due. */
  private void rankAnew() {
    // What is sorted is a heap, too.
    Arrays.sort(heap, 0, size, TimerHeap::compare);
    rank = 0;
    for (int i = 0; i < size; i++) {
      at(i).sequence = ++rank;
      place(at(i), i);
    }
  }

  private static int compare(@Nullable Timer a, @Nullable Timer b) {
    return requireNonNull(a).isBefore(requireNonNull(b)) ? -1 : 1;
  }

  private Timer at(int index) {
    return requireNonNull(heap[index]);
  }

  private void place(Timer timer, int index) {
    heap[index] = timer;
    timer.index = index;
  }

  private void siftUp(Timer timer, int from) {
    int index = from;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      Timer above = at(parent);
      if (!timer.isBefore(above)) {
        break;
      }
      place(above, index);
      index = parent;
    }
    place(timer, index);
  }

  private void siftDown(Timer timer, int from) {
    int index = from;
    int child = 2 * index + 1;
    while (child < size) {
      if (child + 1 < size && at(child + 1).isBefore(at(child))) {
        child++;
      }
      if (!at(child).isBefore(timer)) {
        break;
      }
      place(at(child), index);
      index = child;
      child = 2 * index + 1;
    }
    place(timer, index);
  }
}
