package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import java.util.ArrayList;
import java.util.List;

/**
 * Tasks in a circle, of which the one runs that has the token. The task that makes the ring is its
 * first one.
 */
final class Ring implements Sampling.Work {
  private final Tasking tasking;
  private final List<Station> stations = new ArrayList<>();
  private final List<Gate> gates = new ArrayList<>();

  /** Belongs to the task whose turn it is, as the next does. */
  private long token;

  private boolean ended;

  private Ring(Tasking tasking) {
    this.tasking = tasking;
  }

  /** Makes a ring. Fails if the system refuses so many tasks. */
  static Ring start(Tasking tasking, int tasks, int bytes) {
    Ring ring = new Ring(tasking);
    for (int i = 0; i < tasks; i++) {
      ring.stations.add(new Station(i, bytes));
      ring.gates.add(tasking.gate());
    }
    for (int i = 1; i < tasks; i++) {
      int number = i;
      tasking.start(() -> ring.serve(number));
    }
    return ring;
  }

  @Suspendable
  private void serve(int number) {
    Gate mine = gates.get(number);
    Station station = stations.get(number);
    Gate next = gates.get((number + 1) % gates.size());
    while (true) {
      mine.pass();
      if (ended) {
        next.open();
        return;
      }
      token = station.touch(token);
      next.open();
    }
  }

  @Override
  @Suspendable
  public Sampling.Run run(int times) {
    Gate mine = gates.get(0);
    Station station = stations.get(0);
    Gate next = gates.get(1);
    token = 0;
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      token = station.touch(token);
      next.open();
      mine.pass();
    }
    long nanos = System.nanoTime() - began;
    return new Sampling.Run(nanos, (long) times * stations.size(), token);
  }

  /** Ends the other tasks. Suspends until they have ended. */
  @Suspendable
  void end() throws InterruptedException {
    ended = true;
    gates.get(1).open();
    gates.get(0).pass();
    tasking.joinAll();
  }

  /** The same work by one task alone, that goes from one memory to the next. */
  static Sampling.Work alone(int tasks, int bytes) {
    List<Station> stations = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      stations.add(new Station(i, bytes));
    }
    return times -> {
      long sum = 0;
      long began = System.nanoTime();
      for (int i = 0; i < times; i++) {
        for (Station station : stations) {
          sum = station.touch(sum);
        }
      }
      return new Sampling.Run(System.nanoTime() - began, (long) times * tasks, sum);
    };
  }
}
