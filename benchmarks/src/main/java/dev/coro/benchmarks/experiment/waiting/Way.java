package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.compare.VirtualThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** What the tasks of a program are. */
enum Way {
  THREADS("threads", 1),
  VIRTUAL_THREADS("virtual threads", 1),
  COROUTINES("coroutines", 1),
  PROCESSES_OF_THREADS("2 processes x threads", 2),
  PROCESSES_OF_COROUTINES("2 processes x coroutines", 2);

  /** For tables. */
  final String label;

  /** How many processes share the work. */
  final int processes;

  Way(String label, int processes) {
    this.label = label;
    this.processes = processes;
  }

  /** All that there are on this JVM. */
  static List<Way> all() {
    List<Way> ways = new ArrayList<>(List.of(values()));
    if (VirtualThreads.factory().isEmpty()) {
      ways.remove(VIRTUAL_THREADS);
    }
    return ways;
  }

  /** Those with one process. */
  static List<Way> inOneProcess() {
    return all().stream().filter(way -> way.processes == 1).toList();
  }

  /** Why some are missing, as notes. */
  static List<String> absences() {
    return VirtualThreads.factory().isPresent()
        ? List.of()
        : List.of("Virtual threads are left out: " + VirtualThreads.whyAbsent() + ".");
  }

  boolean isCoroutines() {
    return this == COROUTINES || this == PROCESSES_OF_COROUTINES;
  }

  /** Whether its tasks are not threads of the system. */
  boolean isLight() {
    return isCoroutines() || this == VIRTUAL_THREADS;
  }

  /** Makes its threads. */
  ThreadFactory threads() {
    return this == VIRTUAL_THREADS ? VirtualThreads.factory().orElseThrow() : Thread::new;
  }
}
