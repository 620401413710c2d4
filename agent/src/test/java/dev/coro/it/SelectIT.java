package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.ChannelClosedException;
import dev.coro.Coroutine;
import dev.coro.Select;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Select over channels, joins and time. */
@Timeout(30)
class SelectIT {
  private static final Duration SHORT = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofDays(1);

  private final List<Object> ran = new ArrayList<>();

  @Test
  void theFirstThatIsPossibleIsDoneAndNothingElse() {
    Carrier.run(
        () -> {
          Channel<Integer> a = Channel.rendezvous();
          Channel<Integer> b = Channel.rendezvous();
          Coroutine.start(() -> b.send(2));
          String got =
              Select.<String>of()
                  .onReceive(a, number -> "a" + number)
                  .onReceive(b, number -> "b" + number)
                  .run();
          assertEquals("b2", got);
          // The clause that was not chosen does not wait any more.
          assertFalse(a.trySend(1));
        });
  }

  @Test
  void itSendsToWhoeverReceivesFirst() {
    Carrier.run(
        () -> {
          Channel<Integer> a = Channel.rendezvous();
          Channel<Integer> b = Channel.rendezvous();
          var receiver = Coroutine.start(() -> b.receive());
          String sent =
              Select.<String>of().onSend(a, 1, () -> "to a").onSend(b, 2, () -> "to b").run();
          assertEquals("to b", sent);
          assertEquals(2, receiver.join());
          assertEquals(Optional.empty(), a.tryReceive());
        });
  }

  @Test
  void twoSelectsMeet() {
    Carrier.run(
        () -> {
          Channel<Integer> a = Channel.rendezvous();
          Channel<Integer> b = Channel.rendezvous();
          var sender =
              Coroutine.start(
                  () ->
                      Select.<String>of()
                          .onSend(a, 1, () -> "sent a")
                          .onSend(b, 2, () -> "sent b")
                          .run());
          String got =
              Select.<String>of()
                  .onReceive(b, number -> "b" + number)
                  .onReceive(a, number -> "a" + number)
                  .run();
          assertEquals("sent " + got.charAt(0), sender.join());
          assertEquals(got.equals("a1"), !got.equals("b2"));
        });
  }

  @Test
  void timeAndTheDefaultAreClausesToo() {
    Carrier.run(
        () -> {
          Channel<Integer> never = Channel.rendezvous();
          assertEquals(
              "late",
              Select.<String>of()
                  .onReceive(never, String::valueOf)
                  .onTimeout(SHORT, () -> "late")
                  .run());
          assertEquals(
              "nothing",
              Select.<String>of()
                  .onReceive(never, String::valueOf)
                  .onTimeout(LONG, () -> "late")
                  .orElse(() -> "nothing")
                  .run());
        });
  }

  @Test
  void itJoinsTheCoroutineThatEndsFirst() {
    Carrier.run(
        () -> {
          var slow = Coroutine.start(() -> Coroutine.sleep(Duration.ofMillis(50)));
          var quick =
              Coroutine.start(
                  () -> {
                    Coroutine.yieldNow();
                    return 5;
                  });
          var first = Select.<Object>of().onJoin(slow, none -> "slow").onJoin(quick, n -> n).run();
          assertEquals(5, first);
          var failing =
              Coroutine.start(
                  () -> {
                    Coroutine.yieldNow();
                    throw new IOException("bad");
                  });
          Thrown.by(IOException.class, () -> Select.of().onJoin(failing, n -> n).run());
        });
  }

  @Test
  void aCoroutineOfAnotherCarrierCanBeJoined() {
    try (Carrier carrier = Carrier.open("other")) {
      var remote =
          carrier.start(
              () -> {
                Coroutine.sleep(SHORT);
                return 7;
              });
      int got =
          Carrier.<Integer>run(
              () -> Select.<Integer>of().onJoin(remote, n -> n).onTimeout(LONG, () -> -1).run());
      assertEquals(7, got);
    }
  }

  @Test
  void inOrderPrefersTheFirstAndOtherwiseNoneStarves() {
    Carrier.run(
        () -> {
          Channel<Integer> a = Channel.unlimited();
          Channel<Integer> b = Channel.unlimited();
          for (int i = 0; i < 1000; i++) {
            a.send(0);
            b.send(1);
          }
          int fromB = 0;
          var fair = Select.<Integer>of().onReceive(a, n -> n).onReceive(b, n -> n);
          for (int i = 0; i < 500; i++) {
            fromB += fair.run();
          }
          int seen = fromB;
          assertTrue(seen > 150 && seen < 350, () -> "from b: " + seen);
          var preferring = Select.<Integer>of().onReceive(a, n -> n).onReceive(b, n -> n).inOrder();
          for (int i = 0; i < 100; i++) {
            assertEquals(0, preferring.run());
          }
        });
  }

  @Test
  void closedChannelsAreHandledOrThrow() {
    Carrier.run(
        () -> {
          Channel<Integer> closing = Channel.rendezvous();
          Channel<Integer> other = Channel.rendezvous();
          var waiting =
              Coroutine.start(
                  () ->
                      Select.<String>of()
                          .onReceive(closing, String::valueOf, () -> "closed")
                          .onReceive(other, String::valueOf)
                          .run());
          Coroutine.yieldNow();
          closing.close();
          assertEquals("closed", waiting.join());
          Thrown.by(
              ChannelClosedException.class, () -> Select.of().onReceive(closing, n -> n).run());
          Thrown.by(
              ChannelClosedException.class, () -> Select.of().onSend(closing, 1, () -> 0).run());
        });
  }

  @Test
  void aCancelledSelectDoesNothing() {
    Carrier.run(
        () -> {
          Channel<Integer> a = Channel.rendezvous();
          assertFalse(
              CancelScope.moveOnAfter(SHORT, () -> Select.of().onReceive(a, ran::add).run()));
          assertFalse(a.trySend(1));
        });
    assertEquals(List.of(), ran);
  }

  @Test
  void handlersMaySuspend() {
    Carrier.run(
        () -> {
          Channel<Integer> a = Channel.buffered(1);
          a.send(1);
          int result =
              Select.<Integer>of()
                  .onReceive(
                      a,
                      n -> {
                        Coroutine.yieldNow();
                        return n + 1;
                      })
                  .run();
          assertEquals(2, result);
        });
  }

  @Test
  void selectsOfTwoCarriersMeetAtSharedChannels() {
    Channel<Integer> a = Channel.<Integer>rendezvous().shared();
    Channel<Integer> b = Channel.<Integer>rendezvous().shared();
    int count = 2000;
    try (Carrier carrier = Carrier.open("sender")) {
      var sender =
          carrier.start(
              () -> {
                for (int i = 0; i < count; i++) {
                  int number = i;
                  Select.of().onSend(a, number, () -> 0).onSend(b, number, () -> 0).run();
                }
              });
      long sum =
          Carrier.<Long>run(
              () -> {
                long total = 0;
                for (int i = 0; i < count; i++) {
                  total += Select.<Integer>of().onReceive(b, n -> n).onReceive(a, n -> n).run();
                }
                return total;
              });
      assertEquals((long) count * (count - 1) / 2, sum);
      sender.join();
    }
  }

  @Test
  void misuseIsRefused() {
    Carrier.run(
        () -> {
          var empty = Thrown.by(IllegalStateException.class, () -> Select.of().run());
          assertTrue(empty.getMessage().startsWith("[CO237]"), empty::getMessage);
          Channel<Integer> a = Channel.rendezvous();
          var select = Select.<Integer>of().onReceive(a, n -> n);
          var first = Coroutine.start(() -> select.run());
          Coroutine.yieldNow();
          var again = Thrown.by(IllegalStateException.class, () -> select.run());
          assertTrue(again.getMessage().startsWith("[CO238]"), again::getMessage);
          a.send(1);
          assertEquals(1, first.join());
        });
    assertThrows(IllegalStateException.class, () -> Select.of().onTimeout(SHORT, () -> 0));
  }
}
