package dev.coro.transform.plan;

import dev.coro.transform.RuntimeNames;

/**
 * Which class of saved frame a method uses.
 *
 * @param references reference slots it has
 * @param primitives primitive slots it has
 */
public record FrameShape(int references, int primitives, boolean isArrays) {
  private static final int[] REFERENCES = {0, 1, 2, 3, 4, 6, 8};
  private static final int[] PRIMITIVES = {0, 1, 2, 4};

  /** The smallest shape with at least these slots. */
  public static FrameShape of(int references, int primitives) {
    int r = atLeast(REFERENCES, references);
    int l = atLeast(PRIMITIVES, primitives);
    return r < 0 || l < 0
        ? new FrameShape(references, primitives, true)
        : new FrameShape(r, l, false);
  }

  private static int atLeast(int[] sizes, int wanted) {
    for (int size : sizes) {
      if (size >= wanted) {
        return size;
      }
    }
    return -1;
  }

  /** Internal name of the class. */
  public String className() {
    return RuntimeNames.FRAMES + (isArrays ? "$Arrays" : "$R" + references + "L" + primitives);
  }
}
