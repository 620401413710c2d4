package dev.coro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Waits that were cancelled leave nothing behind. */
class AbandonedWaitersIT {
  private static final Duration SHORT = Duration.ofMillis(1);

  @Test
  void aCancelledReceiverOrSenderLeavesTheQueueOfItsChannel() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.rendezvous();
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> channel.receive()));
          assertEquals(0, channel.receivers().size());
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> channel.send(1)));
          assertEquals(0, channel.senders().size());
        });
  }
}
