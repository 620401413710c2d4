package dev.coro.testing;

import dev.coro.Coroutine;
import dev.coro.RunOrder;
import dev.coro.internal.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * See {@link Strategy#pct}.
 *
 * <p>Each coroutine gets a random priority when it is first ready, and the highest one runs. At
 * depth - 1 steps, chosen at random, the one that is about to run falls behind all others. Beyond
 * the paper, one that runs {@value #MOST_IN_A_ROW} times in a row while others are ready falls
 * behind, too: coroutines that yield until another one does something would run for ever.
 *
 * @param steps how many steps runs take; 0 if that is not known
 */
record PctStrategy(int depth, long steps) implements Strategy {
  private static final int MOST_IN_A_ROW = 100;

  /** For runs of an unknown length. */
  private static final long USUAL_STEPS = 1000;

  PctStrategy {
    if (depth < 1) {
      throw new IllegalArgumentException(ErrorCode.TOO_SMALL.message("depth", depth, 1));
    }
  }

  @Override
  public Strategy forRunsOf(long measured) {
    return steps > 0 ? this : new PctStrategy(depth, Math.max(1, measured));
  }

  @Override
  public RunOrder order(long seed) {
    return new Order(new SeededRandom(seed), depth, steps > 0 ? steps : USUAL_STEPS);
  }

  @Override
  public String toString() {
    return "Strategy.pct(" + depth + (steps > 0 ? ", " + steps : "") + ")";
  }

  private static final class Order implements RunOrder {
    private final SeededRandom random;

    /** Steps at which the one that would run falls behind. */
    private final long[] changes;

    /** Weak, so that those that have ended go. */
    private final Map<Coroutine<?>, Long> priorities = new WeakHashMap<>();

    /** Those that have fallen behind have priorities below zero: the later, the lower. */
    private long lowest;

    private long step;
    private @Nullable Coroutine<?> last;
    private int inARow;

    Order(SeededRandom random, int depth, long steps) {
      this.random = random;
      changes = new long[depth - 1];
      for (int i = 0; i < changes.length; i++) {
        changes[i] = 1 + random.nextLong(steps);
      }
    }

    @Override
    public int choose(List<Coroutine<?>> ready) {
      step++;
      int chosen = highest(ready);
      for (long change : changes) {
        if (change == step) {
          chosen = insteadOf(ready.get(chosen), ready);
        }
      }
      Coroutine<?> coroutine = ready.get(chosen);
      inARow = coroutine == last ? inARow + 1 : 0;
      if (inARow >= MOST_IN_A_ROW && ready.size() > 1) {
        chosen = insteadOf(coroutine, ready);
        inARow = 0;
      }
      last = ready.get(chosen);
      return chosen;
    }

    private int insteadOf(Coroutine<?> coroutine, List<Coroutine<?>> ready) {
      priorities.put(coroutine, --lowest);
      return highest(ready);
    }

    private int highest(List<Coroutine<?>> ready) {
      int best = 0;
      long highest = Long.MIN_VALUE;
      for (int i = 0; i < ready.size(); i++) {
        long priority = priorities.computeIfAbsent(ready.get(i), c -> random.nextLong() >>> 1);
        if (priority > highest) {
          highest = priority;
          best = i;
        }
      }
      return best;
    }
  }
}
