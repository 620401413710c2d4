package dev.coro.rt;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads and makes saved frames of any shape, slot by slot. By reflection, which is slower than the
 * code that each shape has for itself, but is written once.
 */
final class FrameSlots {
  /** Numbers of slots that {@link Frames} has shapes for; all others use arrays. */
  private static final Set<Integer> REFERENCES = Set.of(0, 1, 2, 3, 4, 6, 8);

  private static final Set<Integer> PRIMITIVES = Set.of(0, 1, 2, 4);

  private static final ClassValue<FrameSlots> SHAPES =
      new ClassValue<>() {
        @Override
        protected FrameSlots computeValue(Class<?> shape) {
          return new FrameSlots(shape);
        }
      };

  private final List<Field> references;
  private final List<Field> primitives;

  private FrameSlots(Class<?> shape) {
    references = fields(shape, "r");
    primitives = fields(shape, "l");
  }

  private static List<Field> fields(Class<?> shape, String prefix) {
    List<Field> found = new ArrayList<>();
    try {
      while (true) {
        found.add(shape.getField(prefix + found.size()));
      }
    } catch (NoSuchFieldException e) {
      return List.copyOf(found); // That was the last.
    }
  }

  /** The references that the frame keeps, null in slots that its point does not use. */
  static @Nullable Object[] references(SavedFrame frame) {
    if (frame instanceof Frames.Arrays arrays) {
      return arrays.references.clone();
    }
    List<Field> fields = SHAPES.get(frame.getClass()).references;
    @Nullable Object[] values = new @Nullable Object[fields.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = fields.get(i).get(frame);
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // The fields are public.
    }
    return values;
  }

  /** The primitive values that the frame keeps, as it keeps them. */
  static long[] primitives(SavedFrame frame) {
    if (frame instanceof Frames.Arrays arrays) {
      return arrays.primitives.clone();
    }
    List<Field> fields = SHAPES.get(frame.getClass()).primitives;
    long[] values = new long[fields.size()];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = fields.get(i).getLong(frame);
      }
    } catch (IllegalAccessException e) {
      throw new AssertionError(e); // The fields are public.
    }
    return values;
  }

  /** A frame of the shape that methods with so many slots use. */
  static SavedFrame make(ResumeBody body, @Nullable Object[] references, long[] primitives) {
    int m = references.length;
    int n = primitives.length;
    if (!REFERENCES.contains(m) || !PRIMITIVES.contains(n)) {
      return new Frames.Arrays(body, references.clone(), primitives.clone());
    }
    try {
      Class<?> shape = Class.forName(Frames.class.getName() + "$R" + m + "L" + n);
      SavedFrame frame =
          (SavedFrame) shape.getDeclaredConstructor(ResumeBody.class).newInstance(body);
      FrameSlots slots = SHAPES.get(shape);
      for (int i = 0; i < m; i++) {
        slots.references.get(i).set(frame, references[i]);
      }
      for (int i = 0; i < n; i++) {
        slots.primitives.get(i).setLong(frame, primitives[i]);
      }
      return frame;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no shape of " + m + " and " + n + " slots", e);
    }
  }
}
