package dev.coro;

/** A coroutine or thread that waits in {@link Coroutine#join}. */
final class JoinWaiter extends Waiter implements EndListener {
  private final Coroutine<?> joined;

  JoinWaiter(Coroutine<?> joined, boolean shared) {
    super(shared);
    this.joined = joined;
  }

  @Override
  public void ended(Coroutine<?> coroutine) {
    Object outcome = coroutine.outcome();
    if (outcome instanceof Failure failure) {
      if (wakeWithFailure(failure.thrownToJoiner())) {
        failure.markKnown();
      }
    } else {
      wake(outcome);
    }
  }

  @Override
  protected void abandoned() {
    joined.removeListener(this);
  }

  @Override
  protected String wokenBy() {
    return "the end of '" + joined.name() + "'";
  }

  /** What is waited for, for messages. */
  @Override
  public String toString() {
    return "join() of '" + joined.name() + "'";
  }
}
