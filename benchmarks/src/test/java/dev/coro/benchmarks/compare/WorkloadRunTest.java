package dev.coro.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class WorkloadRunTest {
  private static final Tasks TASKS = new Tasks(7, 2, 1, 3);

  @Test
  void wrongSumIsRefused() {
    WorkloadRun run = WorkloadRun.inThisJvm(1);
    var failure = assertThrows(IllegalStateException.class, () -> run.check(2));
    assertEquals("the tasks' sum is OptionalLong[1], not 2", failure.getMessage());
  }

  @Test
  void threadsDoAllTheWork() throws Exception {
    ThreadModel.platform().runWorkload(TASKS).check(TinyWork.expectedSum(TASKS));
  }
}
