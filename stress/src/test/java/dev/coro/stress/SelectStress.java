package dev.coro.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Select;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Selects on channels that are shared. */
public class SelectStress {
  private SelectStress() {}

  private static Channel<Integer> rendezvous() {
    return Channel.<Integer>rendezvous().shared();
  }

  /** A select waits at two channels, to each of which a thread tries to send. */
  @JCStressTest
  @Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "From the first.")
  @Outcome(id = "2, 0, 1", expect = ACCEPTABLE, desc = "From the second.")
  @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "Closed before it came.")
  @Outcome(expect = FORBIDDEN, desc = "Both, or something was lost.")
  @State
  public static class OneOfTwo {
    private final Channel<Integer> first = rendezvous();
    private final Channel<Integer> second = rendezvous();

    @Actor
    public void select(III_Result r) {
      Carrier.run(
          () -> {
            r.r1 =
                Select.<Integer>of()
                    .onReceive(first, x -> x, () -> 0)
                    .onReceive(second, x -> x, () -> 0)
                    .run();
          });
    }

    @Actor
    public void sender(III_Result r) {
      r.r2 = first.trySend(1) ? 1 : 0;
      r.r3 = second.trySend(2) ? 1 : 0;
      first.close();
      second.close();
    }
  }

  /** Selects at both ends, which name the channels in opposite orders. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "They met at the first channel.")
  @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "They met at the second.")
  @Outcome(expect = FORBIDDEN, desc = "They took different ones.")
  @State
  public static class SelectMeetsSelect {
    private final Channel<Integer> first = rendezvous();
    private final Channel<Integer> second = rendezvous();

    @Actor
    public void receiver(II_Result r) {
      Carrier.run(
          () -> {
            r.r1 = Select.<Integer>of().onReceive(first, x -> x).onReceive(second, x -> x).run();
          });
    }

    @Actor
    public void sender(II_Result r) {
      Carrier.run(
          () -> {
            r.r2 = Select.<Integer>of().onSend(second, 2, () -> 2).onSend(first, 1, () -> 1).run();
          });
    }
  }

  /** Each side would send or receive; threads, without a coroutine. */
  @JCStressTest
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "The second has sent.")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first has sent.")
  @Outcome(expect = FORBIDDEN, desc = "Both have sent, or received.")
  @State
  public static class SendOrReceive {
    private final Channel<Integer> there = rendezvous();
    private final Channel<Integer> back = rendezvous();

    @Actor
    public void first(II_Result r) {
      r.r1 = Select.<Integer>of().onSend(there, 1, () -> 0).onReceive(back, x -> x).run();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = Select.<Integer>of().onReceive(there, x -> x).onSend(back, 2, () -> 0).run();
    }
  }

  /** A select that waits is cancelled while a thread sends. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Received.")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Cancelled before: nothing was taken.")
  @Outcome(expect = FORBIDDEN, desc = "Taken and lost, or doubled.")
  @State
  public static class CancelledSelect {
    private final Channel<Integer> first = rendezvous();
    private final Channel<Integer> second = rendezvous();

    @Actor
    public void select(II_Result r) {
      Carrier.run(
          () -> {
            CancelScope scope = new CancelScope();
            Coroutine.start(() -> scope.cancel());
            scope.run(
                () -> {
                  r.r1 =
                      Select.<Integer>of().onReceive(first, x -> x).onReceive(second, x -> x).run();
                });
          });
    }

    @Actor
    public void sender(II_Result r) {
      r.r2 = second.trySend(1) ? 1 : 0;
    }
  }
}
