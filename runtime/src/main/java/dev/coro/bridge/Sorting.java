package dev.coro.bridge;

import dev.coro.Suspendable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Suspendable counterparts of the sorts with a comparator: a stable merge sort of a copy, which is
 * written back at the end. If the comparator throws, nothing has moved. A comparator that
 * contradicts itself is not noticed.
 */
public final class Sorting {
  private Sorting() {}

  /** {@link List#sort}. */
  @Suspendable
  public static void sort(List<Object> list, @Nullable Comparator<Object> order) {
    if (Walks.isPlain(list, order)
        || order == null
        || !Walks.isOf(Set.of(ArrayList.class), list, "sort", Comparator.class)) {
      list.sort(order);
      return;
    }
    ListIterator<Object> it = list.listIterator(); // It notices changes.
    Object[] sorted = list.toArray();
    sort(sorted, 0, sorted.length, order);
    for (Object element : sorted) {
      it.next();
      it.set(element);
    }
    Walks.checkUnchanged(list, it);
    if (list instanceof ArrayList) {
      list.replaceAll(UnaryOperator.identity()); // Iterators find it changed, as by the original.
    }
  }

  /** {@link Collections#sort(List, Comparator)}. */
  @Suspendable
  public static void sortCollection(List<Object> list, @Nullable Comparator<Object> order) {
    sort(list, order);
  }

  /** {@link Arrays#sort(Object[], Comparator)}. */
  @Suspendable
  public static void sort(Object[] array, @Nullable Comparator<Object> order) {
    if (order == null || Walks.isPlain(array, order)) {
      Arrays.sort(array, order);
      return;
    }
    Object[] sorted = array.clone();
    sort(sorted, 0, sorted.length, order);
    System.arraycopy(sorted, 0, array, 0, sorted.length);
  }

  /** {@link Arrays#sort(Object[], int, int, Comparator)}. */
  @Suspendable
  public static void sortRange(
      Object[] array, int from, int to, @Nullable Comparator<Object> order) {
    if (order == null
        || Walks.isPlain(array, order)
        || from < 0
        || from > to
        || to > array.length) {
      Arrays.sort(array, from, to, order);
      return;
    }
    Object[] sorted = Arrays.copyOfRange(array, from, to);
    sort(sorted, 0, sorted.length, order);
    System.arraycopy(sorted, 0, array, from, sorted.length);
  }

  /** Sorts a part by halves. */
  @Suspendable
  private static void sort(Object[] array, int from, int to, Comparator<Object> order) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(array, from, middle, order);
    sort(array, middle, to, order);
    Object[] left = Arrays.copyOfRange(array, from, middle);
    int next = from;
    int right = middle;
    for (int i = 0; i < left.length; next++) {
      // In doubt the left one: equal elements keep their order.
      if (right < to && order.compare(array[right], left[i]) < 0) {
        array[next] = array[right++];
      } else {
        array[next] = left[i++];
      }
    }
  }
}
