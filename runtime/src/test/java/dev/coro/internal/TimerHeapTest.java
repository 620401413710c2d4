package dev.coro.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerHeapTest {
  private TimerHeap heap = new TimerHeap();
  private final List<String> fired = new ArrayList<>();

  private final class Named extends Timer {
    final String name;

    Named(String name, long deadlineNanos) {
      super(deadlineNanos);
      this.name = name;
    }

    @Override
    public void fire() {
      fired.add(name);
    }
  }

  private Named add(String name, long deadlineNanos) {
    Named timer = new Named(name, deadlineNanos);
    heap.add(timer);
    return timer;
  }

  @Test
  void firesDueTimersByDeadlineAndKeepsTheOthers() {
    add("c", 30);
    add("a", 10);
    add("b", 20);
    heap.fireDue(20);
    assertEquals(List.of("a", "b"), fired);
    assertEquals(1, heap.size());
    heap.fireDue(29);
    assertEquals(2, fired.size());
    heap.fireDue(30);
    assertEquals(List.of("a", "b", "c"), fired);
    assertNull(heap.first());
  }

  @Test
  void equalDeadlinesFireInOrderOfAdding() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      add("t" + i, 7);
      expected.add("t" + i);
    }
    heap.fireDue(7);
    assertEquals(expected, fired);
  }

  @Test
  void deadlinesBeyondTheOverflowOfTheClockComeLater() {
    add("after", Long.MIN_VALUE + 5);
    add("before", Long.MAX_VALUE - 5);
    heap.fireDue(Long.MAX_VALUE - 5);
    assertEquals(List.of("before"), fired);
    heap.fireDue(Long.MIN_VALUE + 4);
    assertEquals(List.of("before"), fired);
    heap.fireDue(Long.MIN_VALUE + 5);
    assertEquals(List.of("before", "after"), fired);
  }

  @Test
  void removedTimersDoNotFire() {
    Named a = add("a", 1);
    Named b = add("b", 2);
    assertTrue(heap.remove(a));
    assertFalse(heap.remove(a));
    heap.fireDue(5);
    assertEquals(List.of("b"), fired);
    assertFalse(heap.remove(b));
  }

  @Test
  void anotherHeapsTimerIsNotRemoved() {
    TimerHeap other = new TimerHeap();
    Named foreign = new Named("foreign", 1);
    other.add(foreign);
    add("a", 1);
    assertFalse(heap.remove(foreign));
    assertEquals(1, heap.size());
    assertTrue(other.remove(foreign));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, Integer.MAX_VALUE - 2500})
  void ordersLikeAStableSortUnderRandomAddingAndRemoving(int timersBefore) {
    heap = new TimerHeap(timersBefore);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Named> waiting = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      if (waiting.isEmpty() || random.nextInt(3) > 0) {
        waiting.add(add("t" + i, random.nextInt(50)));
      } else {
        assertTrue(heap.remove(waiting.remove(random.nextInt(waiting.size()))));
      }
    }
    waiting.sort(Comparator.comparingLong(Timer::deadlineNanos));
    heap.fireDue(50);
    assertEquals(waiting.stream().map(t -> t.name).toList(), fired, () -> "seed " + seed);
    assertTrue(heap.isEmpty());
  }
}
