package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Coroutine.State;
import dev.coro.DeadlockException;
import dev.coro.TimeSource;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Carriers that are guests, shut down, or have another clock or order. */
@Timeout(30)
class CarriersIT {
  private static final Duration SHORT = Duration.ofMillis(2);
  private static final Duration LONG = Duration.ofDays(365);

  private final List<Object> ran = Collections.synchronizedList(new ArrayList<>());

  // ---- guests

  @Test
  void aGuestSharesTheThreadOfItsHost() throws Exception {
    ExecutorService host = Executors.newSingleThreadExecutor();
    Thread hostThread = host.submit(Thread::currentThread).get();
    try (Carrier carrier = Carrier.on("guest", host)) {
      var coroutine =
          carrier.start(
              () -> {
                for (int i = 0; i < 3; i++) {
                  Coroutine.sleep(SHORT);
                  assertSame(hostThread, Thread.currentThread());
                }
                return "slept";
              });
      host.submit(() -> ran.add("a task of the host")).get();
      assertEquals("slept", coroutine.join());
    } finally {
      host.shutdown();
    }
    assertEquals(List.of("a task of the host"), ran);
  }

  @Test
  void aBusyGuestLetsTheTasksOfItsHostRun() throws Exception {
    ExecutorService host = Executors.newSingleThreadExecutor();
    AtomicInteger yields = new AtomicInteger();
    try (Carrier carrier = Carrier.on("guest", host)) {
      var busy =
          carrier.start(
              () -> {
                while (true) {
                  yields.incrementAndGet();
                  Coroutine.yieldNow();
                }
              });
      for (int i = 0; i < 10; i++) {
        host.submit(() -> {}).get();
      }
      busy.cancel();
    } finally {
      host.shutdown();
    }
    assertTrue(yields.get() > 10);
  }

  @Test
  void tasksOfTheHostWakeCoroutinesOfTheGuest() throws Exception {
    ExecutorService host = Executors.newSingleThreadExecutor();
    try (Carrier carrier = Carrier.on("guest", host)) {
      AtomicReference<Channel<String>> made = new AtomicReference<>();
      var receiver =
          carrier.start(
              () -> {
                Channel<String> channel = Channel.rendezvous();
                made.set(channel);
                return channel.receive();
              });
      while (made.get() == null || receiver.state() != State.PARKED) {
        Thread.onSpinWait();
      }
      assertTrue(host.submit(() -> made.get().trySend("from a task")).get());
      assertEquals("from a task", receiver.join());
    } finally {
      host.shutdown();
    }
  }

  @Test
  void swingsEventThreadIsAHost() throws Exception {
    try (Carrier carrier = Carrier.on("swing", SwingUtilities::invokeLater)) {
      var coroutine =
          carrier.start(
              () -> {
                Coroutine.sleep(SHORT);
                return SwingUtilities.isEventDispatchThread();
              });
      assertTrue(coroutine.join());
    }
  }

  @Test
  void anEventLoopOfNettyIsAHost() throws Exception {
    EventLoop host = new DefaultEventLoop();
    try (Carrier carrier = Carrier.on("netty", host)) {
      Channel<String> lines = Channel.<String>rendezvous().shared();
      var reader =
          carrier.start(
              () -> {
                Coroutine.sleep(SHORT);
                return lines.receive() + ", in its event loop: " + host.inEventLoop();
              });
      host.submit(() -> ran.add("a task of Netty")).get();
      lines.send("a line");
      assertEquals("a line, in its event loop: true", reader.join());
    } finally {
      host.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
    }
    assertEquals(List.of("a task of Netty"), ran);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void aVirtualThreadRunsACarrier() throws Exception {
    ExecutorService threads =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    int sum =
        threads
            .submit(
                () ->
                    Carrier.<Integer>run(
                        () -> {
                          Channel<Integer> channel = Channel.rendezvous();
                          Coroutine.start(() -> channel.send(20));
                          Coroutine.sleep(SHORT);
                          return channel.receive() + 22;
                        }))
            .get();
    assertEquals(42, sum);
    threads.shutdown();
  }

  @Test
  void aGuestReportsADeadlockWhenItIsClosed() {
    ExecutorService host = Executors.newSingleThreadExecutor();
    Carrier carrier = Carrier.on("guest", host);
    carrier.start("waiter", () -> Channel.<String>rendezvous().receive());
    var thrown = assertThrows(DeadlockException.class, carrier::close);
    assertTrue(thrown.getMessage().contains("'waiter'"), thrown::getMessage);
    host.shutdown();
  }

  // ---- shutting down

  @Test
  void shutdownWaitsForTheGracePeriodAndThenCancels() {
    Carrier carrier = Carrier.open("carrier");
    var quick =
        carrier.start(
            () -> {
              Coroutine.sleep(SHORT);
              return "done";
            });
    var slow =
        carrier.start(
            () -> {
              try {
                Coroutine.sleep(LONG);
              } finally {
                ran.add("cleaned");
              }
            });
    carrier.shutdown(Duration.ofMillis(100));
    assertEquals("done", quick.join());
    assertSame(State.CANCELLED, slow.state());
    assertEquals(List.of("cleaned"), ran);
    assertThrows(IllegalStateException.class, () -> carrier.start(() -> 1));
    assertThrows(IllegalArgumentException.class, () -> carrier.shutdown(SHORT.negated()));
  }

  // ---- clocks and orders

  /** Time that passes only when everybody waits. */
  private static final class Skipping implements TimeSource {
    private long now;

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public boolean skipTo(long nanoTime) {
      now = nanoTime;
      return true;
    }
  }

  @Test
  void onAnotherClockAYearPassesAtOnce() {
    Skipping clock = new Skipping();
    Carrier.run(
        CarrierSettings.named("virtual").withTimeSource(clock),
        () -> {
          Coroutine.start(
              () -> {
                Coroutine.sleep(LONG.multipliedBy(2));
                ran.add("two years");
              });
          assertFalse(CancelScope.moveOnAfter(LONG, () -> Coroutine.sleep(LONG.plusDays(1))));
          ran.add("a year");
        });
    assertEquals(List.of("a year", "two years"), ran);
    assertEquals(LONG.multipliedBy(2).toNanos(), clock.now);
  }

  @Test
  void anOrderDecidesWhoRunsNext() {
    Carrier.run(
        CarrierSettings.named("last first").withOrder(ready -> ready.size() - 1),
        () -> {
          for (int i = 0; i < 3; i++) {
            int number = i;
            Coroutine.start(() -> ran.add(number));
          }
        });
    assertEquals(List.of(2, 1, 0), ran);
  }

  @Test
  void wakeUpsGoFirstButNobodyStarves() {
    Skipping clock = new Skipping();
    CarrierSettings settings =
        CarrierSettings.named("priorities").withTimeSource(clock).withWakeUpsFirst(2);
    Carrier.run(
        settings,
        () -> {
          for (int i = 0; i < 5; i++) {
            Coroutine.start(
                () -> {
                  Coroutine.sleep(SHORT);
                  ran.add("woken");
                });
          }
          Coroutine.yieldNow();
          Coroutine.start(
              () -> {
                clock.now += SHORT.toNanos();
                for (int i = 0; i < 130; i++) {
                  Coroutine.yieldNow(); // Until the timers are looked at.
                }
                ran.add("usual");
              });
        });
    int usual = ran.indexOf("usual");
    assertEquals(5, usual, ran::toString);
  }

  @Test
  void badSettingsAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> CarrierSettings.named("x").withWakeUpsFirst(0));
    assertThrows(NullPointerException.class, () -> CarrierSettings.named(null));
  }
}
