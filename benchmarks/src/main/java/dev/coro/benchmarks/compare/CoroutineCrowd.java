package dev.coro.benchmarks.compare;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.util.ArrayList;
import java.util.List;

/** Many coroutines that all wait for one, the gate. Runs inside a carrier; used once. */
final class CoroutineCrowd {
  private boolean open;
  private int waiting;

  /** Starts the crowd, measures while it waits, opens the gate and joins everyone. Suspends. */
  @Suspendable
  Crowd gather(int count, WhileParked whileParked) throws NotMeasurableException {
    Coroutine<Boolean> gate = Coroutine.start(() -> holdUntilOpen());
    List<Coroutine<Boolean>> started = new ArrayList<>(count);
    String failure = startAll(count, gate, started);
    while (waiting < started.size()) {
      Coroutine.yield();
    }
    // Everyone has counted itself and joins the gate in the same turn: nobody runs but the gate.
    try {
      whileParked.measure();
    } finally {
      open = true;
    }
    int reached = started.size();
    for (Coroutine<Boolean> coroutine : started) {
      coroutine.join();
    }
    return new Crowd(reached, failure);
  }

  private String startAll(int count, Coroutine<Boolean> gate, List<Coroutine<Boolean>> started) {
    try {
      while (started.size() < count) {
        started.add(Coroutine.start(() -> waitAt(gate)));
      }
      return "";
    } catch (OutOfMemoryError e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Suspendable
  private boolean waitAt(Coroutine<Boolean> gate) {
    waiting++;
    return gate.join();
  }

  @Suspendable
  private boolean holdUntilOpen() {
    while (!open) {
      Coroutine.yield();
    }
    return true;
  }
}
