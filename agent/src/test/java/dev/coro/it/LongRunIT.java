package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.DeadlineExceededException;
import dev.coro.Joiner;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.sync.Mutex;
import dev.coro.sync.Semaphore;
import dev.coro.testing.Exploration;
import dev.coro.testing.SeededRandom;
import dev.coro.testing.SimulationContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/**
 * 24 hours of virtual time with many coroutines that wait for locks, permits, elements and each
 * other, while time-outs and cancellation strike at random: nothing is lost, nothing is stuck.
 *
 * <p>The short form runs a few seeds; docs/testing.md has the command of the long one.
 */
class LongRunIT {
  private static final int SEEDS = Integer.getInteger("coro.longrun.seeds", 2);
  private static final long FIRST_SEED = Long.getLong("coro.longrun.first", 1);
  private static final boolean REPLAYS = Boolean.getBoolean("coro.longrun.replay");
  private static final int COROUTINES = Integer.getInteger("coro.longrun.coroutines", 1000);
  private static final Duration DAY = Duration.ofHours(24);
  private static final int PERMITS = 50;

  @Test
  void nothingIsLostNorStuckInADay() {
    long began = System.nanoTime();
    Exploration exploration = Exploration.ofSeeds(SEEDS).withFirstSeed(FIRST_SEED);
    Exploration.Report report =
        (REPLAYS ? exploration.withReplayOfAll() : exploration)
            .explore(context -> new Day(context).run());
    System.out.printf(
        "%d coroutines: %s in %d s%n",
        COROUTINES, report, Duration.ofNanos(System.nanoTime() - began).toSeconds());
    assertEquals(SEEDS, report.schedules());
    assertTrue(report.virtualTime().compareTo(DAY.multipliedBy(SEEDS)) >= 0, report.toString());
  }

  /** One run. */
  private static final class Day {
    private final SimulationContext context;
    private final SeededRandom random;
    private final List<Coroutine<?>> workers = new ArrayList<>();
    private final Mutex mutex = new Mutex();
    private final Semaphore permits = new Semaphore(PERMITS);
    private final Channel<Integer> channel = Channel.buffered(100);
    private int insideMutex;
    private int held;
    private int sent;
    private int received;

    Day(SimulationContext context) {
      this.context = context;
      random = context.random();
    }

    @Suspendable
    void run() {
      for (int i = 0; i < COROUTINES; i++) {
        workers.add(Coroutine.start(this::work));
      }
      Coroutine<?> canceller = Coroutine.start("canceller", this::cancelSome);
      for (Coroutine<?> worker : workers) {
        try {
          worker.join();
        } catch (CancellationException e) {
          assertEquals(Coroutine.State.CANCELLED, worker.state());
        }
      }
      canceller.cancel();
      checkThatAllIsGivenBack();
    }

    @Suspendable
    private void checkThatAllIsGivenBack() {
      assertEquals(0, held);
      assertEquals(0, insideMutex);
      mutex.lock(); // Nobody has kept it.
      mutex.unlock();
      for (int i = 0; i < PERMITS; i++) {
        permits.acquire();
      }
      for (int i = 0; i < PERMITS; i++) {
        permits.release();
      }
      channel.close();
      int left = 0;
      for (Integer element = pollChannel(); element != null; element = pollChannel()) {
        left++;
      }
      assertEquals(sent, received + left);
    }

    @Suspendable
    private Integer pollChannel() {
      try {
        return channel.receive();
      } catch (dev.coro.ChannelClosedException e) {
        return null;
      }
    }

    private boolean dayIsOver() {
      return context.time().elapsed().compareTo(DAY) >= 0;
    }

    @Suspendable
    private void cancelSome() {
      while (!dayIsOver()) {
        Coroutine.sleep(Duration.ofSeconds(1 + random.nextInt(1200)));
        workers.get(random.nextInt(workers.size())).cancel();
      }
    }

    @Suspendable
    private void work() {
      while (!dayIsOver()) {
        Coroutine.sleep(Duration.ofSeconds(1 + random.nextInt(4 * 3600)));
        try {
          CancelScope.failAfter(Duration.ofMillis(1 + random.nextInt(2000)), this::workOnce);
        } catch (DeadlineExceededException e) {
          // One of the time-outs.
        }
      }
    }

    @Suspendable
    private void workOnce() {
      switch (random.nextInt(5)) {
        case 0 -> inMutex();
        case 1 -> withPermit();
        case 2 -> send();
        case 3 -> receive();
        default -> fork();
      }
    }

    @Suspendable
    private void inMutex() {
      mutex.lock();
      try {
        assertEquals(1, ++insideMutex);
        Coroutine.sleep(Duration.ofMillis(random.nextInt(500)));
      } finally {
        insideMutex--;
        mutex.unlock();
      }
    }

    @Suspendable
    private void withPermit() {
      permits.acquire();
      try {
        held++;
        assertTrue(held <= PERMITS);
        Coroutine.sleep(Duration.ofMillis(random.nextInt(3000)));
      } finally {
        held--;
        permits.release();
      }
    }

    @Suspendable
    private void send() {
      channel.send(1);
      sent++;
    }

    @Suspendable
    private void receive() {
      channel.receive();
      received++;
    }

    @Suspendable
    private void fork() {
      int[] running = {0};
      try (var scope = TaskScope.open(Joiner.<Void>awaitAll())) {
        for (int i = 0; i < 3; i++) {
          scope.fork(
              () -> {
                running[0]++;
                try {
                  Coroutine.sleep(Duration.ofMillis(random.nextInt(1500)));
                } finally {
                  running[0]--;
                }
              });
        }
        scope.join();
      } catch (CancelledException e) {
        assertEquals(0, running[0], "the scope was left before its children");
        throw e;
      } finally {
        assertEquals(0, running[0]);
      }
    }
  }
}
