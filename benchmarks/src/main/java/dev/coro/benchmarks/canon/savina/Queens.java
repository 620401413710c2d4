package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.Work;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;

/**
 * Counts the ways to place queens on a board so that none attacks another; a task for each square
 * of the first two rows together.
 *
 * @param board rows, and columns; at most 16
 */
public record Queens(int board) implements Program {
  @Override
  public String name() {
    return "N-queens";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%d rows", board);
  }

  @Override
  public Pattern pattern() {
    return Pattern.COMPUTING;
  }

  @Override
  public int tasks() {
    return board * board + 1;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Mailbox<Long> counts = world.unbounded();
    for (int i = 0; i < board * board; i++) {
      int first = 1 << (i / board);
      int second = 1 << (i % board);
      world.startAnywhere(() -> counts.send(count(first, second)));
    }
    return Work.sum(counts, board * board);
  }

  private long count(int first, int second) {
    boolean attacked = (second & (first | first << 1 | first >> 1)) != 0;
    return attacked ? 0 : count(first | second, first << 2 | second << 1, first >> 2 | second >> 1);
  }

  /** With the columns that are taken, and those that diagonals reach in the next row. */
  private long count(int columns, int rising, int falling) {
    int all = (1 << board) - 1;
    if (columns == all) {
      return 1;
    }
    long count = 0;
    int free = all & ~(columns | rising | falling);
    while (free != 0) {
      int queen = Integer.lowestOneBit(free);
      free ^= queen;
      count += count(columns | queen, (rising | queen) << 1, (falling | queen) >> 1);
    }
    return count;
  }

  @Override
  public long expected() {
    return place(new int[board], 0);
  }

  private long place(int[] columns, int row) {
    if (row == board) {
      return 1;
    }
    long count = 0;
    for (int column = 0; column < board; column++) {
      if (isFree(columns, row, column)) {
        columns[row] = column;
        count += place(columns, row + 1);
      }
    }
    return count;
  }

  private static boolean isFree(int[] columns, int row, int column) {
    for (int above = 0; above < row; above++) {
      int distance = Math.abs(columns[above] - column);
      if (distance == 0 || distance == row - above) {
        return false;
      }
    }
    return true;
  }
}
