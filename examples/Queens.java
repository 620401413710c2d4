import dev.coro.Continuation;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import java.util.ArrayDeque;
import java.util.Deque;

/** Eight queens, written as if every choice were right: fork() goes back to take the others. */
public class Queens {
  private static int choice;
  private static int options;

  /** Returns each number below {@code count}, each in a future of its own. */
  @Suspendable
  static int choose(int count) {
    options = count;
    Continuation.suspend();
    return choice;
  }

  /** Runs the body once for every combination of choices; a body that returns has failed or won. */
  static void explore(SuspendableRunnable body) {
    Deque<Continuation> pending = new ArrayDeque<>();
    Deque<Integer> choices = new ArrayDeque<>();
    Continuation first = new Continuation(body);
    for (boolean chooses = first.resume(); ; chooses = first.resume()) {
      if (chooses) {
        for (int i = 0; i < options; i++) {
          pending.push(first.fork());
          choices.push(i);
        }
      }
      if (pending.isEmpty()) {
        return;
      }
      first = pending.pop();
      choice = choices.pop();
    }
  }

  public static void main(String[] args) {
    int[] solutions = {0};
    explore(() -> {
      long board = 0; // Four bits for each row: a variable of this future, copied by fork.
      for (int row = 0; row < 8; row++) {
        int column = choose(8);
        if (isAttacked(board, row, column)) {
          return;
        }
        board |= (long) column << 4 * row;
      }
      if (solutions[0]++ == 0) { // An object, shared by all futures.
        System.out.println("last columns first: " + Long.toHexString(board));
      }
    });
    System.out.println(solutions[0] + " solutions");
  }

  static boolean isAttacked(long board, int row, int column) {
    for (int other = 0; other < row; other++) {
      int at = (int) (board >> 4 * other) & 15;
      if (at == column || Math.abs(at - column) == row - other) {
        return true;
      }
    }
    return false;
  }
}
