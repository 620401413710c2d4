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

  /** Names of the classes by slots; made once, since they are asked for at every saved value. */
  private static final String[][] NAMES = names();

  private static final String ARRAYS = RuntimeNames.FRAMES + "$Arrays";

  private static String[][] names() {
    String[][] names = new String[REFERENCES[REFERENCES.length - 1] + 1][];
    for (int r : REFERENCES) {
      names[r] = new String[PRIMITIVES[PRIMITIVES.length - 1] + 1];
      for (int l : PRIMITIVES) {
        names[r][l] = RuntimeNames.FRAMES + "$R" + r + "L" + l;
      }
    }
    return names;
  }

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
    return isArrays ? ARRAYS : NAMES[references][primitives];
  }
}
