package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.sync.Mutex;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import dev.coro.testing.SimulationError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Simulations with channels and locks that are shared, and with carriers beside them. */
@Timeout(30)
class SharedSimulationIT {
  private final List<Object> ran = new ArrayList<>();

  @Suspendable
  private static void exchange(SimulationContext context) {
    Channel<Integer> channel = Channel.<Integer>rendezvous().shared();
    Mutex mutex = new Mutex().shared();
    for (int i = 0; i < 4; i++) {
      int number = i;
      Coroutine.start(() -> channel.send(number));
      Coroutine.start(
          () ->
              mutex.withLock(
                  () -> {
                    channel.receive();
                    Coroutine.yieldNow();
                  }));
    }
    for (int i = 0; i < 40; i++) {
      Coroutine.yieldNow();
    }
    assertFalse(context.time().hasWaitedForThreads());
  }

  @Test
  void sharedThingsThatNoOtherThreadUsesKeepARunDeterministic() {
    var first = Simulation.withSeed(3).run(SharedSimulationIT::exchange).trace();
    var again = Simulation.withSeed(3).run(SharedSimulationIT::exchange).trace();
    var other = Simulation.withSeed(4).run(SharedSimulationIT::exchange).trace();
    assertTrue(first.sameAs(again));
    assertFalse(first.sameAs(other));
  }

  @Test
  void whileACoroutineWaitsAtASharedThingTimeIsReal() {
    long began = System.nanoTime();
    Simulation.Report report =
        Simulation.withSeed(1)
            .run(
                context -> {
                  Channel<String> channel = Channel.<String>rendezvous().shared();
                  var receiver = Coroutine.start(() -> channel.receive());
                  Coroutine.sleep(Duration.ofMillis(30));
                  channel.send("now");
                  assertEquals("now", receiver.join());
                  assertTrue(context.time().hasWaitedForThreads());
                  // Nobody waits there any more: time jumps again.
                  Coroutine.sleep(Duration.ofDays(1));
                });
    assertEquals(Duration.ofDays(1).plusMillis(30), report.duration());
    assertTrue(System.nanoTime() - began >= 30_000_000);
  }

  @Test
  void onlyTheTimeoutEndsAWaitAtASharedLockThatNobodyReleases() {
    Simulation simulation = Simulation.withSeed(1).withTimeout(Duration.ofMillis(200));
    var thrown =
        assertThrows(
            SimulationError.class,
            () ->
                simulation.run(
                    () -> {
                      Mutex mutex = new Mutex().shared();
                      mutex.lock();
                      Coroutine.start("stuck", () -> mutex.lock()).join();
                    }));
    assertTrue(thrown.getMessage().startsWith("[CO245]"), thrown::getMessage);
    assertTrue(thrown.getMessage().contains("'stuck'"), thrown::getMessage);
  }

  @Test
  void aCarrierBesideASimulationKeepsItsOwnClockAndOrder() {
    ExecutorService host = Executors.newSingleThreadExecutor();
    try (Carrier guest = Carrier.on("guest", host)) {
      Channel<Integer> channel = Channel.<Integer>buffered(3).shared();
      Simulation.Report report =
          Simulation.withSeed(1)
              .run(
                  () -> {
                    var outside =
                        guest.start(
                            () -> {
                              for (int i = 0; i < 3; i++) {
                                Coroutine.sleep(Duration.ofMillis(2)); // real time
                                channel.send(i);
                              }
                              return "sent";
                            });
                    for (int i = 0; i < 3; i++) {
                      ran.add(channel.receive());
                    }
                    ran.add(outside.join());
                  });
      assertEquals(Duration.ZERO, report.duration());
    } finally {
      host.shutdown();
    }
    assertEquals(List.of(0, 1, 2, "sent"), ran);
  }
}
