package dev.coro.benchmarks.diagnose;

import java.util.List;

/** Whose work a thread does. */
public enum ThreadRole {
  /** The program's own. */
  PROGRAM,
  /** A JVM's garbage collection. */
  COLLECTOR,
  /** A JVM's compilation of methods. */
  COMPILER,
  /** Anything else of a JVM, and what looking at it has started there. */
  RUNTIME;

  private static final List<String> COLLECTORS =
      List.of("GC Thread", "G1 ", "Parallel GC", "ZDriver", "ZWorker", "XWorker", "Shenandoah");

  private static final List<String> COMPILERS = List.of("C1 Compiler", "C2 Compiler", "Sweeper th");

  /** The kernel cuts names behind 15 characters. */
  private static final List<String> RUNTIMES =
      List.of(
          "VM Thread",
          "VM Periodic Tas",
          "Reference Handl",
          "Finalizer",
          "Signal Dispatch",
          "Service Thread",
          "Monitor Deflati",
          "Common-Cleaner",
          "Notification Th",
          "Attach Listener",
          "JFR ",
          "RMI TCP",
          "RMI Scheduler",
          "RMI Reaper",
          "RMI RenewClean",
          "JMX server",
          "GC Daemon");

  static ThreadRole of(String name) {
    if (COLLECTORS.stream().anyMatch(name::startsWith)) {
      return COLLECTOR;
    } else if (COMPILERS.stream().anyMatch(name::startsWith)) {
      return COMPILER;
    }
    return RUNTIMES.stream().anyMatch(name::startsWith) ? RUNTIME : PROGRAM;
  }
}
