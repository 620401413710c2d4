package dev.coro;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Other threads speak to a carrier while it goes to sleep or ends. A wake-up that is lost shows as
 * a test that hangs, which jcstress reports.
 */
public class EventLoopStress {
  private EventLoopStress() {}

  private static EventLoop newLoop() {
    return new EventLoop(CarrierSettings.named("stress"));
  }

  /** Posts, and then closes, while the owner looks for work and parks. */
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "Both messages ran.")
  @Outcome(expect = FORBIDDEN, desc = "A message was lost.")
  @State
  public static class PostWhileParking {
    private final EventLoop loop = newLoop();
    private int ran;

    @Actor
    public void owner(I_Result r) {
      loop.ownedBy(Thread.currentThread());
      loop.run();
      r.r1 = ran;
    }

    @Actor
    public void poster() {
      loop.post(() -> ran++);
      loop.post(() -> ran++);
      loop.closeToOutsiders();
    }
  }

  /** The same while the owner goes over from parking to waiting in its selector. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "All messages ran.")
  @Outcome(expect = FORBIDDEN, desc = "A message was lost.")
  @State
  public static class PostWhileSelecting {
    private final EventLoop loop = newLoop();
    private int ran;

    @Actor
    public void owner(I_Result r) {
      loop.ownedBy(Thread.currentThread());
      loop.run();
      r.r1 = ran;
    }

    @Actor
    public void poster() {
      loop.post(this::openSelector);
      loop.post(() -> ran++);
      loop.post(() -> ran++);
      loop.closeToOutsiders();
    }

    private void openSelector() {
      try {
        loop.poller();
        ran++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** As a guest, whose host the other thread asks for a round only if none is due. */
  @JCStressTest
  @Outcome(id = "3", expect = ACCEPTABLE, desc = "All messages ran.")
  @Outcome(expect = FORBIDDEN, desc = "A message was lost.")
  @State
  public static class PostToGuest {
    private final Queue<Runnable> host = new ConcurrentLinkedQueue<>();
    private final EventLoop loop = newLoop();
    private boolean ended;
    private int ran;

    public PostToGuest() {
      loop.guestOf(new GuestRounds(loop, host::add, early -> ended = true));
    }

    @Actor
    public void host(I_Result r) {
      while (!ended) {
        Runnable task = host.poll();
        if (task == null) {
          Thread.onSpinWait();
        } else {
          task.run();
        }
      }
      r.r1 = ran;
    }

    @Actor
    public void poster() {
      for (int i = 0; i < 3; i++) {
        loop.post(() -> ran++);
      }
      loop.closeToOutsiders();
    }
  }

  private static int offer(EventLoop loop, Runnable task) {
    try {
      loop.offer("offered", (SuspendableRunnable) task::run);
      return 1;
    } catch (IllegalStateException e) {
      return 0;
    }
  }

  /** One thread starts a coroutine, another closes the carrier, which runs later. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Taken on, and ran.")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(expect = FORBIDDEN, desc = "Taken on and forgotten, or refused and run.")
  @State
  public static class StartOrClose {
    private final EventLoop loop = newLoop();
    private int ran;

    @Actor
    public void starter(II_Result r) {
      r.r1 = offer(loop, () -> ran++);
    }

    @Actor
    public void closer() {
      loop.closeToOutsiders();
    }

    @Arbiter
    public void run(II_Result r) {
      loop.ownedBy(Thread.currentThread());
      loop.run();
      r.r2 = ran;
    }
  }

  /** A carrier closes itself and ends while another thread starts a coroutine. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Taken on, and ran.")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(expect = FORBIDDEN, desc = "Taken on and forgotten, or refused and run.")
  @State
  public static class StartWhileEnding {
    private final EventLoop loop = newLoop();
    private int ran;

    @Actor
    public void owner(II_Result r) {
      loop.ownedBy(Thread.currentThread());
      loop.post(loop::closeToOutsiders);
      loop.run();
      r.r2 = ran;
    }

    @Actor
    public void starter(II_Result r) {
      r.r1 = offer(loop, () -> ran++);
    }
  }

  /** A carrier breaks off because of a deadlock while others start coroutines on it. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Refused.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Taken on, and the joiner was told of the end.")
  @Outcome(expect = FORBIDDEN, desc = "Taken on without an end, or the deadlock was not seen.")
  @State
  public static class StartWhileDeadlocked {
    private final EventLoop loop = newLoop();

    @Actor
    public void owner(II_Result r) {
      loop.ownedBy(Thread.currentThread());
      loop.start("stuck", (SuspendableRunnable) () -> Channel.<Integer>rendezvous().receive());
      loop.post(loop::closeToOutsiders);
      try {
        loop.run();
      } catch (DeadlockException e) {
        r.r2 = 1;
      }
    }

    @Actor
    public void starter(II_Result r) {
      Coroutine<?> taken;
      try {
        taken = loop.offer("offered", (SuspendableRunnable) () -> {});
      } catch (IllegalStateException e) {
        return;
      }
      try {
        taken.join();
      } catch (DeadlockException e) {
        // Taken on too late to run.
      }
      r.r1 = 1;
    }
  }
}
