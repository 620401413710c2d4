package dev.coro.testing;

import dev.coro.Coroutine;
import dev.coro.RunOrder;
import dev.coro.internal.ErrorCode;
import java.util.List;

/** See {@link Strategy#replay}. */
record ReplayStrategy(Trace trace) implements Strategy {
  @Override
  public RunOrder order(long seed) {
    return new Order(trace);
  }

  @Override
  public String toString() {
    return "Strategy.replay(trace)";
  }

  private static final class Order implements RunOrder {
    private final Trace trace;
    private long step;

    Order(Trace trace) {
      this.trace = trace;
    }

    @Override
    public int choose(List<Coroutine<?>> ready) {
      int choice = trace.choiceOf(++step);
      if (choice < 0) {
        return 0;
      }
      if (trace.readyAt(step) != ready.size()) {
        throw new NondeterminismError(
            ErrorCode.NOT_DETERMINISTIC.message("the replay of a trace", step, "")
                + "\n  then: "
                + trace.row(step)
                + "\n  now: "
                + ready.size()
                + " ready",
            step);
      }
      return choice;
    }
  }
}
