package dev.coro.benchmarks.diagnose;

import java.util.List;

/**
 * A line of {@code /proc/PID/stat}; its fields are numbered as in the manual, proc(5).
 *
 * @param name the second field, which is in brackets and may hold blanks
 * @param fields those from the third on
 */
record StatLine(String name, List<String> fields) {
  /** Ticks in a second; fixed in the kernel's interface to programs. */
  private static final long NANOS_PER_TICK = 1_000_000_000 / 100;

  static StatLine of(String line) {
    int end = line.lastIndexOf(')');
    return new StatLine(
        line.substring(line.indexOf('(') + 1, end),
        List.of(line.substring(end + 2).strip().split(" ", -1)));
  }

  private long field(int number) {
    return Long.parseLong(fields.get(number - 3));
  }

  char state() {
    return fields.get(0).charAt(0);
  }

  long startTicks() {
    return field(22);
  }

  /** User and system time. */
  long cpuNanos() {
    return (field(14) + field(15)) * NANOS_PER_TICK;
  }

  /** User and system time of children that have ended and were waited for. */
  long endedChildrenCpuNanos() {
    return (field(16) + field(17)) * NANOS_PER_TICK;
  }

  /** Page faults without a disk, those of ended children included. */
  long minorFaults() {
    return field(10) + field(11);
  }

  /** Page faults that read from a disk, those of ended children included. */
  long majorFaults() {
    return field(12) + field(13);
  }
}
