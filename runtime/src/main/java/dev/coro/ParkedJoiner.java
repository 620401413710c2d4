package dev.coro;

/**
 * A coroutine that is parked in join(). The joined coroutine may belong to another carrier; the
 * joiner is then resumed through the inbox of its own.
 */
final class ParkedJoiner extends JoinWaiter implements Runnable {
  private final CoroutineContinuation joiner;
  private final Coroutine<?> joined;

  ParkedJoiner(CoroutineContinuation joiner, Coroutine<?> joined) {
    this.joiner = joiner;
    this.joined = joined;
  }

  private boolean crossesCarriers() {
    return joiner.loop != joined.loop();
  }

  /** Called when the joiner has parked: how it can be resumed. */
  void parked() {
    if (crossesCarriers()) {
      joiner.loop.expectOutsider();
    }
  }

  @Override
  void ended() {
    if (crossesCarriers()) {
      joiner.loop.post(this);
    } else {
      resumeJoiner();
    }
  }

  /** Runs on the joiner's carrier, when the joined coroutine has ended on another one. */
  @Override
  public void run() {
    joiner.loop.outsiderArrived();
    resumeJoiner();
  }

  private void resumeJoiner() {
    Object outcome = joined.outcome();
    if (outcome instanceof Failure failure) {
      failure.markKnown();
      joiner.unparkWithFailure(failure.thrown);
    } else {
      joiner.unpark(outcome);
    }
  }

  /** What the joiner waits for, for messages. */
  @Override
  public String toString() {
    return "join() of '" + joined.name() + "'";
  }
}
