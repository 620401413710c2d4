package dev.coro.benchmarks.experiment.waiting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * What was done in one round of a measurement.
 *
 * @param count how many operations
 * @param nanos from the first one's beginning to the last one's end
 * @param cpuNanos processor time of those who did it
 * @param bytes their memory
 * @param micros how long operations took, or how late they were
 */
record Round(long count, long nanos, long cpuNanos, long bytes, Histogram micros) {
  private static final long MOST_MICROS = Duration.ofMinutes(10).toNanos() / 1000;

  /** An empty one. */
  static Histogram histogram() {
    return new Histogram(MOST_MICROS, 3);
  }

  /** Of processes that have worked at the same time; the longest time counts. */
  Round and(Round other) {
    Histogram all = micros.copy();
    all.add(other.micros);
    return new Round(
        count + other.count,
        Math.max(nanos, other.nanos),
        cpuNanos + other.cpuNanos,
        bytes + other.bytes,
        all);
  }

  double perSecond() {
    return count * 1e9 / nanos;
  }

  double millis(double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }

  double cpuMicros() {
    return cpuNanos / 1000.0 / count;
  }

  double megabytes() {
    return bytes / 1e6;
  }

  /** As a line, by which a JVM tells another. */
  String encode() {
    ByteBuffer buffer = ByteBuffer.allocate(micros.getNeededByteBufferCapacity());
    int length = micros.encodeIntoCompressedByteBuffer(buffer);
    byte[] bytesOfMicros = Arrays.copyOf(buffer.array(), length);
    return count
        + " "
        + nanos
        + " "
        + cpuNanos
        + " "
        + bytes
        + " "
        + Base64.getEncoder().encodeToString(bytesOfMicros);
  }

  /** Reads what {@link #encode} wrote; another line is the message of the exception. */
  static Round decode(String line) throws IOException {
    String[] fields = line.split(" ", -1);
    if (fields.length != 5 || !fields[0].matches("[0-9]+")) {
      throw new IOException(line);
    }
    try {
      return new Round(
          Long.parseLong(fields[0]),
          Long.parseLong(fields[1]),
          Long.parseLong(fields[2]),
          Long.parseLong(fields[3]),
          Histogram.decodeFromCompressedByteBuffer(
              ByteBuffer.wrap(Base64.getDecoder().decode(fields[4])), MOST_MICROS));
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new IOException("a measuring JVM said '" + line + "'", e);
    }
  }
}
