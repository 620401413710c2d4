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

  /** State, what to save into, continuation. */
  private static final String LAST_PARAMETERS = "ILjava/lang/Object;L" + RuntimeNames.STATE + ";";

  private static final String SAVE_ARRAYS =
      "(II" + LAST_PARAMETERS + ")L" + RuntimeNames.FRAMES + "$Arrays;";

  /** Names of the classes by slots; made once, since they are asked for at every saved value. */
  private static final String[][] NAMES = names();

  /** Descriptors of the runtime's {@code save} by slots. */
  private static final String[][] DESCRIPTORS = descriptors();

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

  private static String[][] descriptors() {
    String[][] descriptors = new String[NAMES.length][];
    for (int r : REFERENCES) {
      descriptors[r] = new String[NAMES[r].length];
      for (int l : PRIMITIVES) {
        descriptors[r][l] =
            "(" + "Ljava/lang/Object;".repeat(r) + "J".repeat(l) + LAST_PARAMETERS + ")V";
      }
    }
    return descriptors;
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

  /** Descriptor of the runtime's {@code save}. */
  public String saveDescriptor() {
    return isArrays ? SAVE_ARRAYS : DESCRIPTORS[references][primitives];
  }
}
