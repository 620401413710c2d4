package dev.coro.rt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameSlotsTest {
  private static final ResumeBody BODY = (frame, continuation) -> {};

  private static Object[] references(int count) {
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = "r" + i;
    }
    return values;
  }

  private static long[] primitives(int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = 100L + i;
    }
    return values;
  }

  @Test
  void everyShapeKeepsAllItsSlotsAndSoDoesItsCopy() {
    for (int m = 0; m <= 10; m++) {
      for (int n = 0; n <= 6; n++) {
        SavedFrame frame = FrameSlots.make(BODY, references(m), primitives(n));
        frame.state = 7;
        frame.caller = frame;
        boolean fixed = List.of(0, 1, 2, 3, 4, 6, 8).contains(m) && List.of(0, 1, 2, 4).contains(n);
        assertEquals(
            fixed ? "R" + m + "L" + n : "Arrays", frame.getClass().getSimpleName(), m + ", " + n);
        SavedFrame copy = frame.copy();
        assertNotSame(frame, copy);
        assertSame(frame.getClass(), copy.getClass());
        for (SavedFrame each : List.of(frame, copy)) {
          assertArrayEquals(references(m), FrameSlots.references(each));
          assertArrayEquals(primitives(n), FrameSlots.primitives(each));
          assertSame(BODY, each.body);
          assertEquals(7, each.state);
          assertSame(frame, each.caller);
        }
      }
    }
  }

  @Test
  void aCopyWithArraysHasArraysOfItsOwn() {
    Frames.Arrays frame = (Frames.Arrays) FrameSlots.make(BODY, references(9), primitives(5));
    Frames.Arrays copy = (Frames.Arrays) frame.copy();
    frame.references[0] = "other";
    frame.primitives[0] = -1;
    assertEquals("r0", copy.references[0]);
    assertEquals(100, copy.primitives[0]);
  }
}
