package dev.coro.benchmarks.diagnose;

import java.util.Map;

/**
 * What a thread did while it was looked at.
 *
 * @param pid the process
 * @param tid the thread
 * @param name what the kernel calls it
 * @param role whose work it does
 * @param seenSeconds from the first look at it to the last
 * @param runSeconds how long it ran
 * @param queueSeconds how long it was ready to run and had no CPU
 * @param voluntary how often it left the CPU to wait
 * @param involuntary how often another was given its CPU
 * @param waits how many of the looks found it waiting, by what for
 */
public record ThreadFigures(
    long pid,
    long tid,
    String name,
    ThreadRole role,
    double seenSeconds,
    double runSeconds,
    double queueSeconds,
    long voluntary,
    long involuntary,
    Map<Wait, Integer> waits) {
  /** A thread that was woken less often waits for something that does not happen. */
  private static final double WAKE_UPS_PER_SECOND = 0.5;

  /** Below that there is nothing to divide by: all the time it was ready and had no CPU. */
  private static final double LEAST_SECONDS = 0.02;

  /**
   * How much of the time that others left to it the thread ran. It does not depend on how busy the
   * machine is: time on the run queue counts as if it had not passed.
   *
   * @param seconds the time of the sample
   */
  double computing(double seconds) {
    double own = Math.max(runSeconds, seconds - queueSeconds);
    return own < LEAST_SECONDS ? 0 : runSeconds / own;
  }

  /** Whether what it waits for comes, again and again. */
  boolean returns() {
    return voluntary >= 2 && voluntary >= WAKE_UPS_PER_SECOND * seenSeconds;
  }

  /** Whether most of the sample has seen it. */
  boolean lasted(double seconds) {
    return seenSeconds >= seconds / 2;
  }
}
