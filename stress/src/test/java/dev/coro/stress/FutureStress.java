package dev.coro.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Futures;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Futures are completed, and coroutines end, while another thread begins to wait for them. */
public class FutureStress {
  private FutureStress() {}

  /** A coroutine waits for a future that a thread completes. */
  @JCStressTest
  @Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "The result arrives.")
  @Outcome(expect = FORBIDDEN, desc = "It does not.")
  @State
  public static class AwaitOrComplete {
    private final CompletableFuture<Integer> future = new CompletableFuture<>();

    @Actor
    public void waiter(II_Result r) {
      Carrier.run(() -> r.r1 = Futures.await(future));
    }

    @Actor
    public void completer(II_Result r) {
      r.r2 = future.complete(7) ? 1 : 0;
    }
  }

  /** The wait is cancelled meanwhile. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "The result arrives.")
  @Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "Cancelled; the future does not mind.")
  @Outcome(expect = FORBIDDEN, desc = "Anything else.")
  @State
  public static class AwaitOrCancel {
    private final CompletableFuture<Integer> future = new CompletableFuture<>();

    @Actor
    public void waiter(II_Result r) {
      Carrier.run(
          () -> {
            CancelScope scope = new CancelScope();
            Coroutine.start(() -> scope.cancel());
            scope.run(() -> r.r1 = Futures.await(future));
            r.r2 = Futures.await(future);
          });
    }

    @Actor
    public void completer() {
      future.complete(7);
    }
  }

  /** A thread joins a coroutine, which ends or is cancelled. */
  @JCStressTest
  @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "The result, both times.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Cancelled, both times.")
  @Outcome(expect = FORBIDDEN, desc = "Two different ends.")
  @State
  public static class JoinOrCancel {
    private volatile Coroutine<Integer> coroutine;

    @Actor
    public void carrier(II_Result r) {
      Carrier.run(
          () -> {
            Coroutine<Integer> child =
                Coroutine.start(
                    () -> {
                      Coroutine.yieldNow();
                      return 7;
                    });
            coroutine = child;
            try {
              r.r1 = child.join();
            } catch (CancellationException e) {
              r.r1 = -1;
            }
          });
    }

    @Actor
    public void thread(II_Result r) {
      while (coroutine == null) {
        Thread.onSpinWait();
      }
      coroutine.cancel();
      try {
        r.r2 = coroutine.join();
      } catch (CancellationException e) {
        r.r2 = -1;
      }
    }
  }
}
