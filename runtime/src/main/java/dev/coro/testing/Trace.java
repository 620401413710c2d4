package dev.coro.testing;

import dev.coro.Coroutine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation did: one row for each step, that is, for each time that a coroutine was chosen
 * and ran until it suspended or ended. A row tells the virtual time, the coroutine, and which one
 * of how many that were ready it was.
 *
 * <p>Complete once the run has ended. No method suspends.
 */
public final class Trace {
  /** Rows that are kept; the digest is of all. */
  private static final int MOST_ROWS = 1 << 20;

  private final boolean withPlaces;
  private String[] names = new String[64];
  private @Nullable String[] places = new String[64];
  private long[] times = new long[64];
  private int[] choices = new int[64];
  private int[] ready = new int[64];
  private int rows;
  private long steps;
  private long digest;

  Trace(boolean withPlaces) {
    this.withPlaces = withPlaces;
  }

  void add(Coroutine<?> coroutine, long nanos, int choice, int of) {
    String name = coroutine.name();
    steps++;
    digest = SeededRandom.mix(digest + name.hashCode() + 31L * choice + 961L * of) + 7 * nanos;
    if (rows < MOST_ROWS) {
      if (rows == names.length) {
        grow(rows * 2);
      }
      names[rows] = name;
      times[rows] = nanos;
      choices[rows] = choice;
      ready[rows] = of;
      if (withPlaces) {
        List<StackTraceElement> stack = coroutine.stackTrace();
        places[rows] = stack.isEmpty() ? "begins" : "goes on at " + stack.get(0);
      }
      rows++;
    }
  }

  private void grow(int length) {
    names = Arrays.copyOf(names, length);
    times = Arrays.copyOf(times, length);
    choices = Arrays.copyOf(choices, length);
    ready = Arrays.copyOf(ready, length);
    if (withPlaces) {
      places = Arrays.copyOf(places, length);
    }
  }

  /** How many steps the run took. */
  public long steps() {
    return steps;
  }

  /** A number that sums up all steps: the same for equal traces, and nearly never for others. */
  public long digest() {
    return digest;
  }

  /** Whether both are the same in every step. */
  public boolean sameAs(Trace other) {
    return steps == other.steps && digest == other.digest;
  }

  /** First step at which the two differ, counted from 1; 0 if they are the same. */
  public long firstDifference(Trace other) {
    if (sameAs(other)) {
      return 0;
    }
    int both = Math.min(rows, other.rows);
    int i = 0;
    while (i < both
        && names[i].equals(other.names[i])
        && times[i] == other.times[i]
        && choices[i] == other.choices[i]
        && ready[i] == other.ready[i]) {
      i++;
    }
    return i + 1L;
  }

  /** The choice of a step, which is counted from 1; -1 if it is not known. */
  int choiceOf(long step) {
    return step <= rows ? choices[(int) step - 1] : -1;
  }

  /** How many were ready at a step. */
  int readyAt(long step) {
    return ready[(int) step - 1];
  }

  /** A row as text; steps are counted from 1. */
  public String row(long step) {
    if (step < 1 || step > rows) {
      return "step " + step + ": none";
    }
    int i = (int) step - 1;
    String place = places.length > i && places[i] != null ? ", " + places[i] : "";
    return "step "
        + step
        + " at "
        + Duration.ofNanos(times[i])
        + ": '"
        + names[i]
        + "', "
        + (choices[i] + 1)
        + " of "
        + ready[i]
        + " ready"
        + place;
  }

  /** The last rows as lines of text, at most so many. */
  public String lastRows(int most) {
    StringBuilder text = new StringBuilder();
    for (int step = Math.max(1, rows - most + 1); step <= rows; step++) {
      text.append("  ").append(row(step)).append('\n');
    }
    return text.toString();
  }

  /** All rows that are kept, as lines of text. */
  @Override
  public String toString() {
    return lastRows(rows);
  }
}
