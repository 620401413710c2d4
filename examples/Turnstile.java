import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.CoroutineDump;
import dev.coro.DeadlockException;
import dev.coro.Suspendable;
import dev.coro.WaitQueue;
import dev.coro.Waiter;

/** A primitive of one's own, built on Waiter, and what is told of those who wait at it. */
public class Turnstile {
  private final WaitQueue<Turn> queue = new WaitQueue<>();

  /** Waits until somebody lets the caller through. */
  @Suspendable
  void pass() {
    Coroutine.checkCancelled(); // a cancellation point, also when it need not wait
    Turn turn = new Turn(this);
    queue.add(turn);
    turn.await();
  }

  /** Lets the next one through. */
  void turn() {
    Turn next = queue.poll();
    if (next != null) {
      next.wake(null);
    }
  }

  /** One who waits, on the same carrier as the one who wakes it. */
  private static final class Turn extends Waiter {
    private final Turnstile turnstile;

    Turn(Turnstile turnstile) {
      super(false);
      this.turnstile = turnstile;
    }

    @Override
    protected void abandoned() {
      turnstile.queue.remove(this); // cancelled: nobody shall wake it any more
    }

    @Override
    public String toString() {
      return "the turnstile";
    }
  }

  public static void main(String[] args) {
    Turnstile turnstile = new Turnstile();
    try {
      Carrier.run(
          () -> {
            for (String name : new String[] {"first", "second"}) {
              Coroutine.start(
                  name,
                  () -> {
                    turnstile.pass();
                    System.out.println(name + " is through");
                  });
            }
            Coroutine.yieldNow();
            boolean told = CoroutineDump.here().toText().contains("waits for the turnstile");
            System.out.println("the dump tells who waits: " + told);
            turnstile.turn();
          });
    } catch (DeadlockException e) {
      System.out.println("nobody lets the second through: " + e.getMessage().contains("'second'"));
    }
  }
}
