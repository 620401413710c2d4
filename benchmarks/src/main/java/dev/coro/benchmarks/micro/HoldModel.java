package dev.coro.benchmarks.micro;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The hold model of discrete-event simulation: some number of processes, each of which waits again
 * and again for a random time, with an exponential distribution. So every event that is taken from
 * the set of events puts another into it, whose size stays the same.
 *
 * <p>After J. G. Vaucher and P. Duval, "A comparison of simulation event list algorithms",
 * Communications of the ACM 18(4), 1975. Always the same random numbers.
 */
final class HoldModel {
  /** Mean of the time that a process holds. */
  private static final double MEAN = 1;

  private final PriorityQueue<Holder> events = new PriorityQueue<>();
  private final SplittableRandom random = new SplittableRandom(1975);
  private @Nullable Holder running;
  private double now;

  /** A process of the simulation. */
  abstract static class Holder implements Comparable<Holder> {
    private double time;

    /** Runs on until it has said by {@link HoldModel#hold} how long it waits. */
    abstract void resume();

    @Override
    public int compareTo(Holder other) {
      return Double.compare(time, other.time);
    }
  }

  /** Lets a process begin, at once. */
  void start(Holder process) {
    process.time = now;
    running = process;
    process.resume();
  }

  /** The running process waits for {@code delay}; called just before it suspends. */
  void hold(double delay) {
    Holder process = running;
    if (process == null) {
      throw new IllegalStateException("no process runs");
    }
    process.time += delay;
    events.add(process);
    running = null;
  }

  double randomDelay() {
    return -MEAN * Math.log(1 - random.nextDouble());
  }

  double now() {
    return now;
  }

  /** Takes that many events, one after the other. */
  double run(int count) {
    for (int i = 0; i < count; i++) {
      Holder next = events.remove();
      now = next.time;
      running = next;
      next.resume();
    }
    return now;
  }

  /** How many processes wait. */
  int size() {
    return events.size();
  }
}
