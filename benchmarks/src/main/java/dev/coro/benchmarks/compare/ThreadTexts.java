package dev.coro.benchmarks.compare;

/** Says how the figures of threads are measured. */
final class ThreadTexts {
  private ThreadTexts() {}

  static String how(ModelKind kind, Metric metric, Scale scale) {
    Counts counts = scale.counts(kind);
    return switch (metric) {
      case CREATE ->
          "Thread.start and join by a thread of the same kind, empty body; "
              + counts.created()
              + " a sample";
      case SWITCH ->
          "two threads in turn: LockSupport.unpark of the other, park of oneself; all on one core"
              + (kind == ModelKind.VIRTUAL_THREAD ? ", scheduler parallelism 1; " : "; ")
              + counts.switches()
              + " a sample";
      case MEMORY ->
          "growth of live heap plus resident memory outside of the heap, by a thread parked"
              + " by LockSupport; kernel memory not counted; "
              + counts.parked()
              + " a sample";
      case ALIVE -> "threads parked by LockSupport; stops at " + counts.aliveCap();
      case WORKLOAD_WALL, WORKLOAD_CPU, WORKLOAD_PEAK ->
          scale.tasks().count()
              + " threads at once, each waits "
              + scale.tasks().waits()
              + " x "
              + scale.tasks().waitMillis()
              + " ms (Thread.sleep) and computes for about a microsecond after each wait; memory:"
              + " peak resident set of the whole JVM";
    };
  }
}
