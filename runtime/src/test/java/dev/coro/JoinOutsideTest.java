package dev.coro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** A thread that would block in join() although it is the one that has to run the coroutine. */
class JoinOutsideTest {
  @Test
  void joinByTheOwnerOutsideOfACoroutineIsRefused() {
    EventLoop loop = new EventLoop(CarrierSettings.named("test"));
    loop.ownedBy(Thread.currentThread());
    Coroutine<Integer> coroutine = loop.start("waiting", (SuspendableCallable<Integer>) () -> 1);
    IllegalStateException thrown = assertThrows(IllegalStateException.class, coroutine::join);
    assertEquals(
        "[CO213] join() of coroutine 'waiting' (READY) called on the thread that owns its carrier,"
            + " outside of a coroutine: the carrier could never run it. Join it from a coroutine or"
            + " from another thread.",
        thrown.getMessage());
  }
}
