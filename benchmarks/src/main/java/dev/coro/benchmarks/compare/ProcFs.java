package dev.coro.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what the Linux kernel tells about processes under {@code /proc}. */
public final class ProcFs {
  private static final Path SELF = Path.of("/proc/self");

  /**
   * Ticks in a second of the times in {@code stat}; fixed in the kernel's interface to programs.
   */
  private static final long TICKS_PER_SECOND = 100;

  private ProcFs() {}

  /** Returns the resident memory of this process; counted exactly, unlike VmRSS. */
  static long residentBytes() throws NotMeasurableException {
    return numberField(SELF.resolve("smaps_rollup"), "Rss:") * 1024;
  }

  /** Returns how many threads this process has in the kernel. */
  static long threads() throws NotMeasurableException {
    return numberField(SELF.resolve("status"), "Threads:");
  }

  /** Returns the most memory that was ever resident in this process. */
  public static long peakResidentBytes() throws NotMeasurableException {
    return numberField(SELF.resolve("status"), "VmHWM:") * 1024;
  }

  /** Returns the memory of a process, shared pages counted in proportion. */
  public static long proportionalBytes(long pid) throws NotMeasurableException {
    return numberField(Path.of("/proc/" + pid + "/smaps_rollup"), "Pss:") * 1024;
  }

  /** Returns the user and system time of the children of this process that have ended. */
  static long endedChildrenCpuNanos() throws NotMeasurableException {
    String stat = read(SELF.resolve("stat"));
    // The second field is the program's name in brackets and may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    return ticks * (1_000_000_000 / TICKS_PER_SECOND);
  }

  /**
   * Returns how often the calling thread left the CPU, because it had to wait or because another
   * was given it. A virtual thread is told the count of the thread that carries it.
   */
  static long contextSwitchesOfThisThread() throws NotMeasurableException {
    return contextSwitches(Path.of("/proc/thread-self/status"));
  }

  /** Returns the same for the main thread of a process. */
  static long contextSwitches(long pid) throws NotMeasurableException {
    return contextSwitches(Path.of("/proc/" + pid + "/status"));
  }

  private static long contextSwitches(Path status) throws NotMeasurableException {
    return numberField(status, "voluntary_ctxt_switches:")
        + numberField(status, "nonvoluntary_ctxt_switches:");
  }

  private static long numberField(Path file, String name) throws NotMeasurableException {
    for (String line : read(file).split("\n", -1)) {
      if (line.startsWith(name)) {
        return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
      }
    }
    throw new NotMeasurableException(file + " has no field " + name);
  }

  private static String read(Path file) throws NotMeasurableException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static NotMeasurableException unreadable(Path file, IOException e) {
    return new NotMeasurableException(
        "needs " + file + " of Linux, which cannot be read here: " + e);
  }
}
