package dev.coro.benchmarks.diagnose;

import java.util.List;

/**
 * What the flight recorder of a JVM has seen.
 *
 * @param pid the process
 * @param seconds for how long it has recorded
 * @param complete false if the JVM ended meanwhile, so that its last seconds are missing
 * @param samples how many stacks of running threads were taken
 * @param hottest the methods that were innermost most often
 * @param waits what its threads and coroutines waited for, each time of a millisecond or more
 * @param ioSeconds how long threads and coroutines waited for I/O, or slept, together
 * @param carriers carriers of coroutines that were seen at work
 */
public record JvmProfile(
    long pid,
    double seconds,
    boolean complete,
    int samples,
    List<HotFrame> hottest,
    List<EventFigure> waits,
    double ioSeconds,
    List<CarrierFigure> carriers) {
  /** How many threads and coroutines on average waited for I/O, or slept. */
  double waitingForIo() {
    return seconds <= 0 ? 0 : ioSeconds / seconds;
  }
}
