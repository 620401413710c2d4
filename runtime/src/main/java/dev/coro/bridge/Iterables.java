package dev.coro.bridge;

import dev.coro.Suspendable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Suspendable counterparts of the bulk operations of collections. A change of the collection while
 * the walk goes on shows as in the original, at the next step. Collections that hold a lock
 * meanwhile, or have operations of their own, are left to the original: nothing can suspend there.
 */
public final class Iterables {
  private static final Set<Class<?>> ARRAY_LIST = Set.of(ArrayList.class);

  /** Classes that ask for all elements before they remove any. */
  private static final Set<Class<?>> AT_ONCE =
      Set.of(ArrayList.class, ArrayDeque.class, PriorityQueue.class);

  private Iterables() {}

  /** {@link Iterable#forEach}. */
  @Suspendable
  public static void forEach(Iterable<Object> all, Consumer<Object> action) {
    if (Walks.isPlain(all, action) || !Walks.isKnown(all, "forEach", Consumer.class)) {
      all.forEach(action);
      return;
    }
    Iterator<Object> it = all.iterator();
    while (it.hasNext()) {
      action.accept(it.next());
    }
    Walks.checkUnchanged(all, it);
  }

  /** {@link Iterator#forEachRemaining}. */
  @Suspendable
  public static void forEachRemaining(Iterator<Object> it, Consumer<Object> action) {
    if (Walks.isPlain(it, action) || !Walks.isKnown(it, "forEachRemaining", Consumer.class)) {
      it.forEachRemaining(action);
      return;
    }
    while (it.hasNext()) {
      action.accept(it.next());
    }
  }

  /** {@link Collection#removeIf}. */
  @Suspendable
  public static boolean removeIf(Collection<Object> all, Predicate<Object> filter) {
    if (Walks.isPlain(all, filter)) {
      return all.removeIf(filter);
    } else if (Walks.isOf(Set.of(), all, "removeIf", Predicate.class)) {
      return removeOneByOne(all, filter);
    } else if (Walks.isOf(AT_ONCE, all, "removeIf", Predicate.class)) {
      return removeAtOnce(all, filter);
    }
    return all.removeIf(filter);
  }

  @Suspendable
  private static boolean removeOneByOne(Collection<Object> all, Predicate<Object> filter) {
    boolean removed = false;
    for (Iterator<Object> it = all.iterator(); it.hasNext(); ) {
      if (filter.test(it.next())) {
        it.remove();
        removed = true;
      }
    }
    return removed;
  }

  /** As these classes do it: nothing is removed before all is asked. */
  @Suspendable
  private static boolean removeAtOnce(Collection<Object> all, Predicate<Object> filter) {
    BitSet wanted = new BitSet();
    int index = 0;
    Iterator<Object> it = all.iterator();
    while (it.hasNext()) {
      wanted.set(index++, filter.test(it.next()));
    }
    Walks.checkUnchanged(all, it);
    int[] next = {0};
    return all.removeIf(element -> wanted.get(next[0]++));
  }

  /** {@link List#replaceAll}. */
  @Suspendable
  public static void replaceAll(List<Object> list, UnaryOperator<Object> operator) {
    if (Walks.isPlain(list, operator)
        || !Walks.isOf(ARRAY_LIST, list, "replaceAll", UnaryOperator.class)) {
      list.replaceAll(operator);
      return;
    }
    ListIterator<Object> it = list.listIterator();
    while (it.hasNext()) {
      it.set(operator.apply(it.next()));
    }
    Walks.checkUnchanged(list, it);
    if (list instanceof ArrayList) {
      list.replaceAll(UnaryOperator.identity()); // Iterators find it changed, as by the original.
    }
  }
}
