package dev.coro.benchmarks.diagnose;

import java.util.function.LongBinaryOperator;

/**
 * What the kernel counts for a process, the children that it has waited for included.
 *
 * @param cpuNanos user and system time
 * @param minorFaults page faults that needed no disk
 * @param majorFaults page faults that had to read from a disk
 * @param diskReadBytes bytes read from disks
 * @param diskWrittenBytes bytes written to disks, or that will be
 * @param readBytes bytes of read calls, of files, pipes and most sockets
 * @param writtenBytes bytes of write calls
 * @param readCalls how many read calls
 * @param writeCalls how many write calls
 */
public record Counters(
    long cpuNanos,
    long minorFaults,
    long majorFaults,
    long diskReadBytes,
    long diskWrittenBytes,
    long readBytes,
    long writtenBytes,
    long readCalls,
    long writeCalls) {
  static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0);

  Counters plus(Counters other) {
    return with(other, Long::sum);
  }

  /** What has come since {@code earlier}; never negative, as processes may have left. */
  Counters since(Counters earlier) {
    return with(earlier, (now, then) -> Math.max(0, now - then));
  }

  private Counters with(Counters other, LongBinaryOperator operation) {
    return new Counters(
        operation.applyAsLong(cpuNanos, other.cpuNanos),
        operation.applyAsLong(minorFaults, other.minorFaults),
        operation.applyAsLong(majorFaults, other.majorFaults),
        operation.applyAsLong(diskReadBytes, other.diskReadBytes),
        operation.applyAsLong(diskWrittenBytes, other.diskWrittenBytes),
        operation.applyAsLong(readBytes, other.readBytes),
        operation.applyAsLong(writtenBytes, other.writtenBytes),
        operation.applyAsLong(readCalls, other.readCalls),
        operation.applyAsLong(writeCalls, other.writeCalls));
  }
}
