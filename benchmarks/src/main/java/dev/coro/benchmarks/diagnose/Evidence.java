package dev.coro.benchmarks.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A figure that the verdict rests on, or that goes with it.
 *
 * @param what the figure
 * @param value its value, with its unit
 */
public record Evidence(String what, String value) {
  /** Waits of fewer threads are left out. */
  private static final double LEAST_THREADS = 0.005;

  static List<Evidence> of(Figures figures, Verdict verdict) {
    List<Evidence> rows = new ArrayList<>();
    addCpu(rows, figures, verdict);
    addWaits(rows, figures, verdict);
    addIo(rows, figures);
    addSystem(rows, figures);
    return rows;
  }

  private static void addCpu(List<Evidence> rows, Figures figures, Verdict verdict) {
    add(rows, "held up by the CPU", percent(verdict.computing()));
    add(rows, "CPUs used", "%.2f of %s", figures.cpu(), number(figures.cores()));
    add(rows, "threads that compute", "%d", figures.computingThreads(Verdict.COMPUTES));
    add(rows, "threads without a CPU, on average", "%.2f", figures.queue());
    add(rows, "... share of the time they wanted one", percent(figures.queueShare()));
    add(rows, "lost the CPU to others", "%,.0f/s", figures.preemptionsPerSecond());
    double collector = figures.cpuShare(ThreadRole.COLLECTOR);
    double compiler = figures.cpuShare(ThreadRole.COMPILER);
    if (collector + compiler > 0) {
      add(rows, "CPU time for garbage collection", percent(collector));
      add(rows, "CPU time for the JVM's compilers", percent(compiler));
    }
  }

  private static void addWaits(List<Evidence> rows, Figures figures, Verdict verdict) {
    add(rows, "waits for I/O or sleeps, on average", "%.2f", verdict.waitingForIo());
    for (Wait wait : Wait.values()) {
      double threads = figures.waiting(wait);
      if (threads >= LEAST_THREADS) {
        add(rows, "threads that wait: " + wait.label(), "%.2f", threads);
      }
    }
    add(rows, "left the CPU to wait", "%,.0f/s", figures.wakeUpsPerSecond());
  }

  private static void addIo(List<Evidence> rows, Figures figures) {
    Counters counters = figures.counters();
    add(rows, "page faults without disk", "%,.0f/s", figures.perSecond(counters.minorFaults()));
    add(rows, "page faults with disk", "%,.0f/s", figures.perSecond(counters.majorFaults()));
    add(rows, "read from disk", bytes(figures.perSecond(counters.diskReadBytes())));
    add(rows, "written to disk", bytes(figures.perSecond(counters.diskWrittenBytes())));
    add(rows, "read from anything", bytes(figures.perSecond(counters.readBytes())));
    add(rows, "written to anything", bytes(figures.perSecond(counters.writtenBytes())));
    add(rows, "read calls", "%,.0f/s", figures.perSecond(counters.readCalls()));
    add(rows, "write calls", "%,.0f/s", figures.perSecond(counters.writeCalls()));
  }

  private static void addSystem(List<Evidence> rows, Figures figures) {
    SystemFigures system = figures.system();
    add(rows, "network in, all of its namespace", bytes(figures.perSecond(system.receivedBytes())));
    add(rows, "network out, all of its namespace", bytes(figures.perSecond(system.sentBytes())));
    add(rows, "machine busy", "%s of %d CPUs", percent(system.busyShare()), system.cores());
    add(rows, "machine waits for disks", percent(system.diskWaitShare()));
    add(rows, "threads that run or are ready, of all", "%d", system.running());
    add(rows, "load of 1, 5, 15 minutes", system.load());
    system
        .pressure()
        .forEach((what, share) -> add(rows, "pressure, 10 s: " + what, percent(share)));
  }

  private static void add(List<Evidence> rows, String what, String format, Object... values) {
    rows.add(
        new Evidence(
            what, values.length == 0 ? format : String.format(Locale.ROOT, format, values)));
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String bytes(double perSecond) {
    return perSecond >= 1 << 20
        ? String.format(Locale.ROOT, "%,.1f MiB/s", perSecond / (1 << 20))
        : String.format(Locale.ROOT, "%,.1f KiB/s", perSecond / (1 << 10));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
