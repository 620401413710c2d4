package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.List;

/** Lets crowds of different sizes yield. The key of a sample is the number of tasks. */
final class YieldingMain {
  private YieldingMain() {}

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
      sampling.take("" + tasks, crowd);
      crowd.end();
    }
  }
}
