package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CarrierGroup;
import dev.coro.CarrierSettings;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.DeadlockException;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several carriers that take coroutines in turn. */
@Timeout(30)
class CarrierGroupIT {
  private static CarrierGroup open(int count) {
    return CarrierGroup.open(CarrierSettings.named("group"), count);
  }

  @Test
  void oneCarrierForEachCore() {
    try (CarrierGroup group = CarrierGroup.open("cores")) {
      assertEquals(Runtime.getRuntime().availableProcessors(), group.carriers().size());
      assertEquals("cores-0", group.carriers().get(0).name());
    }
  }

  @Test
  void coroutinesStartInTurnAndStayWhereTheyAre() {
    try (CarrierGroup group = open(3)) {
      List<Coroutine<String>> started = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        started.add(group.start(() -> threadBeforeAndBehind(5)));
      }
      List<String> threads = started.stream().map(Coroutine::join).toList();
      assertEquals(
          List.of("group-0", "group-1", "group-2", "group-0", "group-1", "group-2"), threads);
    }
  }

  @Suspendable
  private static String threadBeforeAndBehind(int yields) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < yields; i++) {
      names.add(Thread.currentThread().getName());
      Coroutine.yieldNow();
    }
    return String.join(" ", names);
  }

  /** On one thread they would wait for each other in vain. */
  @Test
  void carriersRunAtTheSameTime() {
    CyclicBarrier barrier = new CyclicBarrier(2);
    try (CarrierGroup group = open(2)) {
      Coroutine<Integer> one = group.start(() -> barrier.await(10, TimeUnit.SECONDS));
      Coroutine<Integer> other = group.start(() -> barrier.await(10, TimeUnit.SECONDS));
      assertEquals(1, one.join() + other.join());
    }
  }

  @Test
  void sharedChannelsConnectTheCarriers() {
    Channel<Integer> numbers = Channel.<Integer>buffered(4).shared();
    try (CarrierGroup group = open(2)) {
      group.start(
          "sender",
          () -> {
            for (int i = 1; i <= 1000; i++) {
              numbers.send(i);
            }
            numbers.close();
          });
      Coroutine<Integer> sum =
          group.start(
              () -> {
                int total = 0;
                for (int number : numbers) {
                  total += number;
                }
                return total;
              });
      assertEquals(500_500, sum.join());
    }
  }

  @Test
  void closedGroupTakesNoMore() {
    CarrierGroup group = open(2);
    group.close();
    String message =
        assertThrows(IllegalStateException.class, () -> group.start(() -> {})).getMessage();
    assertTrue(message.startsWith("[CO211]"), message);
    group.close();
  }

  @Test
  void shutdownCancelsWhatHasNotEndedInTime() {
    CarrierGroup group = open(2);
    List<Coroutine<Void>> sleepers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sleepers.add(group.start(() -> Coroutine.sleep(Duration.ofDays(1))));
    }
    group.shutdown(Duration.ofMillis(20));
    for (Coroutine<Void> sleeper : sleepers) {
      assertEquals(Coroutine.State.CANCELLED, sleeper.state());
      assertThrows(CancellationException.class, sleeper::join);
    }
  }

  @Test
  void shutdownOfAnIdleGroupDoesNotWait() {
    CarrierGroup group = open(2);
    group.start(() -> "ended").join();
    group.shutdown(Duration.ofDays(1));
    group.shutdown(Duration.ZERO);
  }

  @Test
  void misuseIsRefusedAndNothingIsClosed() {
    String none = assertThrows(IllegalArgumentException.class, () -> open(0)).getMessage();
    assertTrue(none.startsWith("[CO239] the number of carriers"), none);
    try (CarrierGroup group = open(2)) {
      String negative =
          assertThrows(IllegalArgumentException.class, () -> group.shutdown(Duration.ofSeconds(-1)))
              .getMessage();
      assertTrue(negative.startsWith("[CO227]"), negative);
      String inside =
          group
              .start(() -> Thrown.by(IllegalStateException.class, group::close).getMessage())
              .join();
      assertTrue(inside.startsWith("[CO216]"), inside);
      assertEquals("still open", group.start(() -> "still open").join());
    }
  }

  @Test
  void deadlockOfOneCarrierIsThrownAndTheOthersEnd() {
    CarrierGroup group = open(2);
    Coroutine<Integer> stuck =
        group.start(
            () -> {
              Channel<Integer> nobody = Channel.rendezvous();
              return nobody.receive();
            });
    Coroutine<String> fine = group.start(() -> "fine");
    DeadlockException thrown = assertThrows(DeadlockException.class, group::close);
    assertEquals("fine", fine.join());
    assertSame(thrown, assertThrows(DeadlockException.class, stuck::join));
  }
}
