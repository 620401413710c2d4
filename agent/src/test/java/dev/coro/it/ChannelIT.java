package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.ChannelClosedException;
import dev.coro.Coroutine;
import dev.coro.DeadlockException;
import dev.coro.SuspendableConsumer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels within one carrier, between carriers and with threads. */
@Timeout(30)
class ChannelIT {
  private static final Duration SHORT = Duration.ofMillis(2);

  private final List<Object> ran = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  void elementsArriveInOrder(int capacity) {
    Carrier.run(
        () -> {
          Channel<Integer> numbers = Channel.buffered(capacity);
          Coroutine.start(
              () -> {
                for (int i = 0; i < 10; i++) {
                  numbers.send(i);
                }
                numbers.close();
              });
          numbers.consume(ran::add);
        });
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), ran);
  }

  @Test
  void aRendezvousMakesTheSenderWaitForTheReceiver() {
    Carrier.run(
        () -> {
          Channel<String> channel = Channel.rendezvous();
          Coroutine.start(
              () -> {
                channel.send("a");
                ran.add("sent a");
              });
          Coroutine.yieldNow();
          ran.add("receiving");
          ran.add(channel.receive());
          Coroutine.yieldNow();
        });
    assertEquals(List.of("receiving", "a", "sent a"), ran);
  }

  @Test
  void waitingSendersAndReceiversAreServedInOrder() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.rendezvous();
          for (int i = 0; i < 3; i++) {
            int number = i;
            Coroutine.start(() -> ran.add(number + " got " + channel.receive()));
          }
          Coroutine.yieldNow();
          for (int i = 0; i < 3; i++) {
            channel.send(10 + i);
          }
          Coroutine.yieldNow();
        });
    assertEquals(List.of("0 got 10", "1 got 11", "2 got 12"), ran);
  }

  @Test
  void aFullBufferMakesSendersWaitUntilThereIsRoom() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          assertTrue(channel.trySend(1));
          assertFalse(channel.trySend(2));
          Coroutine.start(
              () -> {
                channel.send(2);
                ran.add("sent 2");
              });
          Coroutine.yieldNow();
          assertEquals(1, channel.size());
          assertEquals(Optional.of(1), channel.tryReceive());
          assertEquals(1, channel.size());
          Coroutine.yieldNow();
          assertEquals(List.of("sent 2"), ran);
          assertEquals(2, channel.receive());
          assertEquals(Optional.empty(), channel.tryReceive());
        });
  }

  @Test
  void droppingChannelsKeepTheLastOrTheFirst() {
    Carrier.run(
        () -> {
          assertEquals(List.of(4), sentAndLeft(Channel::conflating));
          assertEquals(List.of(3, 4), sentAndLeft(() -> Channel.droppingOldest(2)));
          assertEquals(List.of(0, 1), sentAndLeft(() -> Channel.droppingNewest(2)));
          assertEquals(List.of(0, 1, 2, 3, 4), sentAndLeft(Channel::unlimited));
        });
  }

  private List<Integer> sentAndLeft(Supplier<Channel<Integer>> kind) {
    Channel<Integer> channel = kind.get();
    for (int i = 0; i < 5; i++) {
      assertTrue(channel.trySend(i));
    }
    channel.close();
    List<Integer> left = new ArrayList<>();
    while (channel.size() > 0) {
      channel.tryReceive().ifPresent(left::add);
    }
    return left;
  }

  // ---- closing: the table in the documentation of Channel

  @Test
  void aClosedChannelGivesWhatIsLeftAndThenEnds() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          var waiting =
              Coroutine.start(
                  () -> {
                    channel.send(2);
                    return "sent";
                  });
          Coroutine.yieldNow();
          channel.close();
          assertTrue(channel.isClosed());
          assertThrows(ChannelClosedException.class, () -> channel.trySend(3));
          Thrown.by(ChannelClosedException.class, () -> channel.send(3));
          assertEquals(1, channel.receive());
          assertEquals("sent", waiting.join());
          assertEquals(Optional.of(2), channel.tryReceive());
          assertThrows(ChannelClosedException.class, channel::tryReceive);
          var thrown = Thrown.by(ChannelClosedException.class, channel::receive);
          assertTrue(
              thrown.getMessage().matches("\\[CO236\\] channel of capacity 1@\\w+ is closed: .*"),
              thrown::getMessage);
          channel.consume(element -> ran.add(element));
          assertFalse(channel.close(new IOException("too late")));
        });
    assertEquals(List.of(), ran);
  }

  @Test
  void closingWakesWaitingReceivers() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.rendezvous();
          var receiver =
              Coroutine.start(
                  () -> Thrown.by(ChannelClosedException.class, channel::receive).getCause());
          var consumer =
              Coroutine.start(
                  () ->
                      Thrown.by(
                              ChannelClosedException.class,
                              () -> channel.consume((SuspendableConsumer<Integer>) ran::add))
                          .getCause());
          Coroutine.yieldNow();
          IOException cause = new IOException("torn");
          assertTrue(channel.close(cause));
          assertSame(cause, receiver.join());
          assertSame(cause, consumer.join());
        });
  }

  @Test
  void cancelDropsWhatIsLeftAndFailsWaitingSenders() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.buffered(1);
          channel.send(1);
          var sender =
              Coroutine.start(() -> Thrown.by(ChannelClosedException.class, () -> channel.send(2)));
          Coroutine.yieldNow();
          channel.cancel();
          sender.join();
          Thrown.by(ChannelClosedException.class, channel::receive);
        });
  }

  // ---- cancellation

  @Test
  void aCancelledReceiverTakesNothing() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.rendezvous();
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> ran.add(channel.receive())));
          var sender = Coroutine.start(() -> channel.send(1));
          Coroutine.yieldNow();
          assertFalse(sender.isDone());
          assertEquals(1, channel.receive());
        });
    assertEquals(List.of(), ran);
  }

  @Test
  void aCancelledSenderHasNotSent() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.rendezvous();
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> channel.send(1)));
          assertEquals(Optional.empty(), channel.tryReceive());
        });
  }

  @Test
  void sendAndReceiveAreCancellationPointsAlsoWhenTheyNeedNotWait() {
    Carrier.run(
        () -> {
          Channel<Integer> channel = Channel.buffered(2);
          channel.send(1);
          var scope = new CancelScope();
          boolean ended =
              scope.run(
                  () -> {
                    scope.cancel();
                    Thrown.by(CancelledException.class, () -> channel.send(2));
                    channel.receive();
                  });
          assertFalse(ended);
          assertEquals(1, channel.size());
        });
  }

  // ---- carriers and threads

  @Test
  void carriersAndThreadsMeetAtASharedChannel() throws Exception {
    Channel<Integer> there = Channel.<Integer>rendezvous().shared();
    Channel<Integer> back = Channel.<Integer>buffered(2).shared();
    int count = 2000;
    try (Carrier carrier = Carrier.open("doubler")) {
      var doubler =
          carrier.start(
              () -> {
                there.consume(number -> back.send(2 * number));
                back.close();
              });
      var source =
          new Thread(
              () -> {
                for (int i = 0; i < count; i++) {
                  there.send(i);
                }
                there.close();
              });
      source.start();
      long sum =
          Carrier.<Long>run(
              () -> {
                long[] total = new long[1];
                back.consume(number -> total[0] += number);
                return total[0];
              });
      assertEquals((long) count * (count - 1), sum);
      doubler.join();
      source.join();
    }
  }

  @Test
  void aBlockedThreadIsEndedByAnInterrupt() throws Exception {
    Channel<Integer> channel = Channel.<Integer>rendezvous().shared();
    Thread.currentThread().interrupt();
    assertThrows(CancelledException.class, channel::receive);
    assertTrue(Thread.interrupted());
  }

  @Test
  void aCapacityThatIsTooSmallIsRefused() {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> Channel.<Integer>droppingOldest(0));
    assertEquals(
        "[CO239] the capacity of a channel is 0: it has to be 1 or more.", thrown.getMessage());
    assertFalse(Channel.<Integer>droppingOldest(1).isShared());
  }

  @Test
  void aChannelThatIsNotSharedIsRefusedElsewhere() throws Exception {
    Channel<Integer> channel = Channel.buffered(1);
    Carrier.run(
        () -> {
          channel.send(1);
          var late = assertThrows(IllegalStateException.class, channel::shared);
          assertTrue(late.getMessage().startsWith("[CO235] shared() of channel"), late::getMessage);
        });
    AtomicReference<Throwable> elsewhere = new AtomicReference<>();
    Thread thread = new Thread(() -> channel.trySend(2));
    thread.setUncaughtExceptionHandler((t, e) -> elsewhere.set(e));
    thread.start();
    thread.join();
    var thrown = assertInstanceOf(IllegalStateException.class, elsewhere.get());
    assertTrue(thrown.getMessage().startsWith("[CO234] channel of capacity 1"), thrown::getMessage);
    assertThrows(IllegalStateException.class, () -> Channel.<Integer>rendezvous().trySend(2));
  }

  @Test
  void aDeadlockNamesTheChannel() {
    var thrown =
        assertThrows(
            DeadlockException.class,
            () -> Carrier.run(() -> ran.add(Channel.<Integer>rendezvous().receive())));
    assertTrue(
        thrown
            .getMessage()
            .contains("'main' PARKED, waits for an element from rendezvous channel@"),
        thrown::getMessage);
  }

  @Test
  void badCapacitiesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Channel.buffered(-1));
    assertThrows(IllegalArgumentException.class, () -> Channel.droppingOldest(0));
    assertThrows(IllegalArgumentException.class, () -> Channel.droppingNewest(0));
    Carrier.run(() -> Thrown.by(NullPointerException.class, () -> Channel.buffered(1).send(null)));
  }
}
