package dev.coro;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A wait is ended from another thread while it begins, or is cancelled. */
public class WaiterStress {
  private WaiterStress() {}

  /** What a waiter is woken with: a field that nothing but the wake-up publishes. */
  private static final class Parcel {
    int content;
  }

  private static final class Wait extends Waiter {
    /** How often the wait was given up. */
    int abandoned;

    Wait() {
      super(true);
    }

    @Override
    protected void abandoned() {
      abandoned++;
    }

    @Override
    public String toString() {
      return "the other thread";
    }
  }

  /** Where one side leaves its waiter for the other. */
  private abstract static class Meet {
    private volatile Wait published;

    final Wait publish() {
      Wait wait = new Wait();
      published = wait;
      return wait;
    }

    final Wait published() {
      Wait wait = published;
      while (wait == null) {
        Thread.onSpinWait();
        wait = published;
      }
      return wait;
    }

    final boolean wake(int content) {
      Parcel parcel = new Parcel();
      parcel.content = content;
      return published().wake(parcel);
    }
  }

  private static int contentOf(Object parcel) {
    return ((Parcel) parcel).content;
  }

  /** A coroutine parks while another thread wakes it. */
  @JCStressTest
  @Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "Woken, and sees all that was done before.")
  @Outcome(expect = FORBIDDEN, desc = "Something was lost.")
  @State
  public static class WakeCoroutine extends Meet {
    @Actor
    public void carrier(II_Result r) {
      Carrier.run(() -> r.r1 = contentOf(publish().await()));
    }

    @Actor
    public void waker(II_Result r) {
      r.r2 = wake(7) ? 1 : 0;
    }
  }

  /** A thread without a coroutine blocks while another one wakes it. */
  @JCStressTest
  @Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "Woken, and sees all that was done before.")
  @Outcome(expect = FORBIDDEN, desc = "Something was lost.")
  @State
  public static class WakeThread extends Meet {
    @Actor
    public void waiter(II_Result r) {
      r.r1 = contentOf(publish().await());
    }

    @Actor
    public void waker(II_Result r) {
      r.r2 = wake(7) ? 1 : 0;
    }
  }

  /** A coroutine of the same carrier and another thread wake the same one. */
  @JCStressTest
  @Outcome(id = "7, 1, 0", expect = ACCEPTABLE, desc = "The thread came first.")
  @Outcome(id = "8, 0, 1", expect = ACCEPTABLE, desc = "The coroutine came first.")
  @Outcome(expect = FORBIDDEN, desc = "Both have, or none.")
  @State
  public static class TwoWakers extends Meet {
    @Actor
    public void carrier(III_Result r) {
      Carrier.run(
          () -> {
            Coroutine.start(() -> r.r3 = wake(8) ? 1 : 0);
            r.r1 = contentOf(publish().await());
          });
    }

    @Actor
    public void waker(III_Result r) {
      r.r2 = wake(7) ? 1 : 0;
    }
  }

  /**
   * A wait is cancelled while another thread ends it. Afterwards the carrier expects nothing from
   * outside any more, so that it sees a deadlock.
   */
  @JCStressTest
  @Outcome(id = "7, 1, 0", expect = ACCEPTABLE, desc = "Woken.")
  @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "Cancelled.")
  @Outcome(expect = FORBIDDEN, desc = "Both have, or none.")
  @State
  public static class WakeOrCancel extends Meet {
    @Actor
    public void carrier(III_Result r) {
      try {
        Carrier.run(
            () -> {
              CancelScope scope = new CancelScope();
              Coroutine.start(() -> scope.cancel());
              scope.run(() -> r.r1 = contentOf(publish().await()));
              r.r3 = published().abandoned;
              Channel.<Integer>rendezvous().receive();
            });
        r.r3 = -1;
      } catch (DeadlockException e) {
        // As it should be.
      }
    }

    @Actor
    public void waker(III_Result r) {
      r.r2 = wake(7) ? 1 : 0;
    }
  }

  /** Another thread cancels a scope while a coroutine enters it, waits there, or leaves it. */
  @JCStressTest
  @Outcome(id = "0", expect = ACCEPTABLE, desc = "Cancelled.")
  @Outcome(expect = FORBIDDEN, desc = "The cancellation was lost.")
  @State
  public static class CancelFromThread {
    private final CancelScope scope = new CancelScope();

    @Actor
    public void carrier(I_Result r) {
      Carrier.run(
          () -> {
            boolean ended =
                scope.run(
                    () -> {
                      while (true) {
                        Coroutine.yieldNow();
                      }
                    });
            r.r1 = ended ? 1 : 0;
          });
    }

    @Actor
    public void canceller() {
      scope.cancel();
    }
  }
}
