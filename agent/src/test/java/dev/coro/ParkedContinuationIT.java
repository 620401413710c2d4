package dev.coro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import org.junit.jupiter.api.Test;

/** The footprint of a parked continuation with three live locals: a long, an int, a reference. */
class ParkedContinuationIT {
  private static final int COUNT = 1_000_000;
  private static final int MOST_BYTES = 128;

  private final Object shared = new Object();
  private long checksum;

  @Suspendable
  private void body(long first, int second) {
    Object third = shared;
    Continuation.suspend();
    checksum += first + second + (third == shared ? 1 : 0);
  }

  @Test
  void aMillionParkedContinuationsTakeAtMost128BytesEach() {
    Continuation[] parked = new Continuation[COUNT];
    park(0, parked, 1); // What is loaded once must not count.
    long before = usedHeap();
    for (int i = 1; i < COUNT; i++) {
      park(i, parked, i);
    }
    long bytes = (usedHeap() - before) / (COUNT - 1);
    for (Continuation continuation : parked) {
      assertFalse(continuation.resume());
    }
    assertEquals((COUNT - 1L) * COUNT / 2 + 1 + 3L * COUNT, checksum);
    assertTrue(bytes <= MOST_BYTES, () -> "bytes each: " + bytes);
  }

  private void park(int index, Continuation[] parked, long first) {
    parked[index] = new Continuation(() -> body(first, 2));
    assertTrue(parked[index].resume());
  }

  private static long usedHeap() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
