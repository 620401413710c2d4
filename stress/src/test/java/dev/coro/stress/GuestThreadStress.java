package dev.coro.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.coro.Continuation;
import dev.coro.Generator;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Threads that are not carriers run continuations, and one of them gets the primary slot. */
public class GuestThreadStress {
  private GuestThreadStress() {}

  /** Runs a generator inside a continuation; 6 if each has found itself. */
  private static int sum() {
    int[] sum = {0};
    Continuation outer =
        new Continuation(
            () -> {
              Generator<Integer> inner =
                  Generator.of(
                      self -> {
                        self.yield(1);
                        self.yield(2);
                      });
              for (int x : inner) {
                sum[0] += x;
                Continuation.suspend();
              }
              sum[0] += 3;
            });
    while (!outer.isDone()) {
      outer.resume();
    }
    return sum[0];
  }

  /** New threads, the first of which takes the slot of one that has died. */
  @JCStressTest
  @Outcome(id = "6, 6", expect = ACCEPTABLE, desc = "Each has seen its own.")
  @Outcome(expect = FORBIDDEN, desc = "One has seen the other's.")
  @State
  public static class NewThreads {
    private static int sumOnNewThread() {
      int[] sum = {0};
      Thread thread = new Thread(() -> sum[0] = sum());
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return sum[0];
    }

    @Actor
    public void first(II_Result r) {
      r.r1 = sumOnNewThread();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = sumOnNewThread();
    }
  }

  /** Threads that live on: one keeps the slot, the others count themselves. */
  @JCStressTest
  @Outcome(id = "6, 6", expect = ACCEPTABLE, desc = "Each has seen its own.")
  @Outcome(expect = FORBIDDEN, desc = "One has seen the other's.")
  @State
  public static class OldThreads {
    @Actor
    public void first(II_Result r) {
      r.r1 = sum();
    }

    @Actor
    public void second(II_Result r) {
      r.r2 = sum();
    }
  }
}
