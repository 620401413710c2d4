package dev.coro;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Blocking calls end, are interrupted and are taken back while their threads begin them. */
public class BlockingStress {
  private BlockingStress() {}

  /** The second actor is the thread for blocking calls. */
  private abstract static class OneThread {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    final BlockingJobs jobs = new BlockingJobs(1, tasks::add);
    private volatile boolean ended;

    final void end() {
      ended = true;
    }

    /** Returns 1 if an interrupt was left over, else 0. */
    final int serve() {
      int interrupts = 0;
      while (!ended) {
        Runnable task = tasks.poll();
        if (task == null) {
          Thread.onSpinWait();
        } else {
          task.run();
          interrupts |= Thread.interrupted() ? 1 : 0;
        }
      }
      return interrupts;
    }
  }

  /** The second of two calls is cancelled while the thread may turn to it. */
  @JCStressTest
  @Outcome(id = "1, 2, 1, 0", expect = ACCEPTABLE, desc = "It had begun: its result is kept.")
  @Outcome(id = "1, 0, 0, 0", expect = ACCEPTABLE, desc = "Taken back before it began.")
  @Outcome(expect = FORBIDDEN, desc = "A result was lost, or an interrupt left over.")
  @State
  public static class TakeBack extends OneThread {
    private int begun;

    @Actor
    public void caller(IIII_Result r) {
      Carrier.run(
          () -> {
            var first =
                Coroutine.start(() -> jobs.run(() -> 1, BlockingJobs.Cancellation.INTERRUPTS));
            CancelScope scope = new CancelScope();
            var second =
                Coroutine.start(
                    () ->
                        scope.run(
                            () ->
                                r.r2 =
                                    jobs.run(
                                        () -> ++begun + 1, BlockingJobs.Cancellation.INTERRUPTS)));
            Coroutine.yieldNow();
            scope.cancel();
            r.r1 = first.join();
            second.join();
            r.r3 = begun;
          });
      end();
    }

    @Actor
    public void thread(IIII_Result r) {
      r.r4 = serve();
    }
  }

  /** A call that heeds interrupts is cancelled when it may have begun, or ended. */
  @JCStressTest
  @Outcome(id = "1, 2, 0, 0", expect = ACCEPTABLE, desc = "Ended in time, or in spite of it.")
  @Outcome(id = "1, 0, 0, 0", expect = ACCEPTABLE, desc = "It never began.")
  @Outcome(id = "1, 0, 1, 0", expect = ACCEPTABLE, desc = "Interrupted, and waited for.")
  @Outcome(expect = FORBIDDEN, desc = "It ran on, or an interrupt was left over.")
  @State
  public static class Interrupt extends OneThread {
    private int interrupted;

    @Actor
    public void caller(IIII_Result r) {
      Carrier.run(
          () -> {
            CancelScope scope = new CancelScope();
            Coroutine.start(() -> scope.cancel());
            scope.run(() -> r.r2 = jobs.run(this::heed, BlockingJobs.Cancellation.INTERRUPTS));
            r.r3 = interrupted;
            r.r1 = jobs.run(() -> 1, BlockingJobs.Cancellation.INTERRUPTS);
          });
      end();
    }

    private int heed() throws InterruptedException {
      for (int i = 0; i < 20; i++) {
        if (Thread.interrupted()) {
          interrupted++;
          throw new InterruptedException();
        }
        Thread.onSpinWait();
      }
      return 2;
    }

    @Actor
    public void thread(IIII_Result r) {
      r.r4 = serve();
    }
  }
}
