package dev.coro.internal;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A first-in, first-out queue in a circular array, for one thread.
 *
 * <p>Whoever bounds the number of elements can {@link #reserve} room for them; {@link #add} then
 * neither allocates nor fails. Adding to a full buffer doubles it. It never shrinks.
 *
 * @param <E> type of the elements
 */
public final class RingBuffer<E> {
  private static final int INITIAL_CAPACITY = 16;

  /** Length is a power of two, so that an index wraps by a mask. */
  private @Nullable Object[] slots = new Object[INITIAL_CAPACITY];

  /** Index of the oldest element. */
  private int head;

  private int size;

  /** Creates an empty buffer. */
  public RingBuffer() {}

  /** Number of elements. */
  public int size() {
    return size;
  }

  /** Whether there is no element. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Makes room for {@code capacity} elements in all. */
  public void reserve(int capacity) {
    if (capacity > slots.length) {
      grow(capacity);
    }
  }

  /** Appends an element behind all others. */
  public void add(E element) {
    if (size == slots.length) {
      grow(size + 1);
    }
    slots[(head + size) & (slots.length - 1)] = element;
    size++;
  }

  /** Takes the oldest element; null if there is none. */
  @SuppressWarnings("unchecked")
  public @Nullable E poll() {
    if (size == 0) {
      return null;
    }
    Object element = slots[head];
    slots[head] = null;
    head = (head + 1) & (slots.length - 1);
    size--;
    return (E) element;
  }

  /** The element with this index; the oldest has 0. */
  public E get(int index) {
    return at(Objects.checkIndex(index, size));
  }

  /** Removes the element with this index; takes time in proportion to it. */
  public E remove(int index) {
    E removed = get(index);
    for (int i = index; i > 0; i--) {
      slots[(head + i) & (slots.length - 1)] = at(i - 1);
    }
    slots[head] = null;
    head = (head + 1) & (slots.length - 1);
    size--;
    return removed;
  }

  @SuppressWarnings("unchecked") // add takes nothing else
  private E at(int index) {
    return (E) Objects.requireNonNull(slots[(head + index) & (slots.length - 1)]);
  }

  private void grow(int capacity) {
    int highest = Integer.highestOneBit(capacity);
    int length = highest == capacity ? capacity : highest << 1;
    if (length < 0) {
      throw new OutOfMemoryError("a ring buffer of " + capacity + " elements");
    }
    @Nullable Object[] larger = Arrays.copyOfRange(slots, head, head + length);
    // The part behind the head is in place (padded with nulls); the wrapped part follows it.
    int unwrapped = slots.length - head;
    System.arraycopy(slots, 0, larger, unwrapped, head);
    slots = larger;
    head = 0;
  }
}
