package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.List;

/** Lets crowds of different sizes yield, then sends tokens around rings of the same sizes. */
final class YieldingMain {
  private static final String YIELD = "yield,";

  private YieldingMain() {}

  /** The key of a crowd's samples; a ring has a {@link RingMain#key key} of its own. */
  static String key(int tasks) {
    return YIELD + tasks;
  }

  /** What the turns, or the token, must come to. */
  static long expected(String key, long rounds) {
    return key.startsWith(YIELD)
        ? YieldingCrowd.expected(Integer.parseInt(key.substring(YIELD.length())), rounds)
        : RingMain.expected(key, rounds);
  }

  /** Takes the kind of tasks, the effort, and numbers of tasks with commas. */
  public static void main(String[] arguments) throws Exception {
    Tasking tasking = Tasking.of(ModelKind.valueOf(arguments[0]));
    Sampling sampling = new Sampling(Effort.valueOf(arguments[1]));
    List<Integer> sizes = RingMain.numbers(arguments[2]);
    tasking.run(() -> take(tasking, sampling, sizes));
  }

  @Suspendable
  private static void take(Tasking tasking, Sampling sampling, List<Integer> sizes)
      throws Exception {
    for (int tasks : sizes) {
      YieldingCrowd crowd = YieldingCrowd.start(tasking, tasks);
      sampling.take(key(tasks), crowd);
      crowd.end();
    }
    RingMain.take(tasking, sampling, sizes, 0);
  }
}
