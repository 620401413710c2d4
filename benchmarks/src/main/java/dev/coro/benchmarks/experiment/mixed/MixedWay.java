package dev.coro.benchmarks.experiment.mixed;

import dev.coro.benchmarks.compare.VirtualThreads;
import java.util.Arrays;
import java.util.List;

/** How the tasks that wait and those that compute share one core. */
enum MixedWay {
  THREADS("platform threads"),
  VIRTUAL_THREADS("virtual threads that yield"),
  GREEDY("coroutines that never yield"),
  FIFO("coroutines that yield, first come first served"),
  PRIORITY("coroutines that yield, woken ones first"),
  SLICES("coroutines with time slices");

  final String label;

  MixedWay(String label) {
    this.label = label;
  }

  /** Those that this JDK has. */
  static List<MixedWay> here() {
    return Arrays.stream(values())
        .filter(way -> way != VIRTUAL_THREADS || VirtualThreads.factory().isPresent())
        .toList();
  }

  /** What the agent is told. */
  String agentOptions() {
    return this == SLICES
        ? "preempt=" + Work.class.getName() + ",slice=" + MixedMain.STEP_MILLIS + "ms"
        : "";
  }
}
