package dev.coro.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingBufferTest {
  @Test
  void emptyBufferGivesNull() {
    assertNull(new RingBuffer<String>().poll());
    assertTrue(new RingBuffer<String>().isEmpty());
  }

  @Test
  void keepsOrderWhenItGrowsWhileWrapped() {
    RingBuffer<Integer> buffer = new RingBuffer<>();
    for (int i = 0; i < 10; i++) {
      buffer.add(i);
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(i, buffer.poll());
    }
    for (int i = 0; i < 100; i++) {
      buffer.add(i);
    }
    assertEquals(100, buffer.size());
    for (int i = 0; i < 100; i++) {
      assertEquals(i, buffer.poll());
    }
    assertNull(buffer.poll());
  }

  @Test
  void keepsOrderWhenRoomIsReservedWhileWrapped() {
    RingBuffer<Integer> buffer = new RingBuffer<>();
    for (int i = -12; i < 8; i++) {
      if (i < 0) {
        buffer.add(i);
        buffer.poll();
      } else {
        buffer.add(i);
      }
    }
    buffer.reserve(1000);
    for (int i = 8; i < 1000; i++) {
      buffer.add(i);
    }
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, buffer.poll());
    }
  }

  @Test
  void behavesLikeAnArrayDequeUnderRandomUse() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    RingBuffer<Integer> buffer = new RingBuffer<>();
    ArrayDeque<Integer> oracle = new ArrayDeque<>();
    for (int i = 0; i < 100_000; i++) {
      if (random.nextInt(100) < 51) {
        buffer.add(i);
        oracle.add(i);
      } else {
        assertEquals(oracle.poll(), buffer.poll(), () -> "seed " + seed);
      }
      if (random.nextInt(1000) == 0) {
        buffer.reserve(random.nextInt(5000));
      }
      assertEquals(oracle.size(), buffer.size(), () -> "seed " + seed);
    }
  }
}
