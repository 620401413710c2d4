package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Blocking;
import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.ChannelClosedException;
import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Futures;
import dev.coro.Generator;
import dev.coro.Select;
import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import dev.coro.sync.Mutex;
import dev.coro.sync.Semaphore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads meet many times, with pauses of random length in between, and nothing may be lost: the
 * short form of the jcstress tests in {@code stress}, which runs with every build. A failure names
 * the round, whose number is the seed.
 */
@Timeout(60)
class MeetingIT {
  private static final int ROUNDS = Integer.getInteger("coro.meeting.rounds", 150);

  private static ExecutorService threads;

  @BeforeAll
  static void openThreads() {
    threads = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void closeThreads() {
    threads.shutdownNow();
  }

  /** One of those who meet. */
  private interface Party {
    void run(Random random) throws Exception;
  }

  /** Runs parties at once, each on its thread with its own random numbers. */
  private static void meet(int round, Party... parties) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < parties.length; i++) {
      Party party = parties[i];
      Random random = new Random(31L * round + i);
      Callable<Void> task =
          () -> {
            party.run(random);
            return null;
          };
      running.add(threads.submit(task));
    }
    for (Future<?> future : running) {
      try {
        future.get();
      } catch (Exception e) {
        throw new AssertionError("round " + round, e);
      }
    }
  }

  /** Lets up to some 10 microseconds pass. */
  private static void pause(Random random) {
    for (int i = random.nextInt(8) * random.nextInt(64); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  /** Runs a task that another coroutine of the carrier cancels somewhen; whether it has ended. */
  @Suspendable
  private static boolean cancelledAtRandom(Random random, SuspendableRunnable task) {
    CancelScope scope = new CancelScope();
    int steps = random.nextInt(4);
    var canceller =
        Coroutine.start(
            () -> {
              for (int i = 0; i < steps; i++) {
                pause(random);
                Coroutine.yieldNow();
              }
              scope.cancel();
            });
    boolean ended = scope.run(task);
    canceller.join();
    return ended;
  }

  // ---- channels

  /** What was sent and received, and by whom. */
  private static final class Mail {
    static final int EACH = 12;

    final Channel<Integer> first;
    final Channel<Integer> second;
    final List<Integer> sent = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> received = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger senders = new AtomicInteger(3);

    Mail(int capacity) {
      first = Channel.<Integer>buffered(capacity).shared();
      second = Channel.<Integer>buffered(capacity).shared();
    }

    /** Sends numbers in rising order. */
    @Suspendable
    void send(int sender, Random random, boolean inCoroutine) {
      for (int i = 0; i < EACH; i++) {
        int letter = 100 * sender + i;
        pause(random);
        boolean there = false;
        switch (random.nextInt(inCoroutine ? 4 : 3)) {
          case 0 -> there = first.trySend(letter);
          case 1 -> {
            first.send(letter);
            there = true;
          }
          case 2 ->
              there =
                  Select.<Boolean>of()
                      .onSend(second, letter, () -> true)
                      .onSend(first, letter, () -> true)
                      .run();
          default -> there = cancelledAtRandom(random, () -> second.send(letter));
        }
        if (there) {
          sent.add(letter);
        }
      }
      if (senders.decrementAndGet() == 0) {
        first.close();
        second.close();
      }
    }

    /** Receives until both channels are closed. */
    @Suspendable
    void receive(Random random, boolean inCoroutine) {
      try {
        while (true) {
          pause(random);
          switch (random.nextInt(inCoroutine ? 4 : 3)) {
            case 0 -> first.tryReceive().ifPresent(received::add);
            case 1 -> received.add(either());
            case 2 -> second.tryReceive().ifPresent(received::add);
            default -> {
              int[] got = {-1};
              cancelledAtRandom(random, () -> got[0] = either());
              if (got[0] >= 0) {
                received.add(got[0]);
              }
            }
          }
        }
      } catch (ChannelClosedException e) {
        first.consume(received::add);
        second.consume(received::add);
      }
    }

    @Suspendable
    private int either() {
      return Select.<Integer>of().onReceive(first, x -> x).onReceive(second, x -> x).run();
    }
  }

  @Test
  void whatWasSentIsReceivedOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Mail mail = new Mail(round % 3);
      meet(
          round,
          random -> mail.send(0, random, false),
          random -> Carrier.run(() -> mail.send(1, random, true)),
          random -> Carrier.run(() -> mail.send(2, random, true)),
          random -> mail.receive(random, false),
          random -> Carrier.run(() -> mail.receive(random, true)));
      Collections.sort(mail.sent);
      Collections.sort(mail.received);
      assertEquals(mail.sent, mail.received, "round " + round);
    }
  }

  @Test
  void theElementsOfOneSenderStayInOrder() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Channel<Integer> channel = Channel.<Integer>buffered(round % 3).shared();
      List<Integer> received = new ArrayList<>();
      meet(
          round,
          random ->
              Carrier.run(
                  () -> {
                    for (int i = 0; i < 30; i++) {
                      pause(random);
                      channel.send(i);
                    }
                    channel.close();
                  }),
          random ->
              channel.consume(
                  i -> {
                    pause(random);
                    received.add(i);
                  }));
      for (int i = 0; i < 30; i++) {
        assertEquals(i, received.get(i), "round " + round);
      }
    }
  }

  // ---- carriers

  @Test
  void aCarrierRunsAllThatItHasTakenOn() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      ExecutorService host = Executors.newSingleThreadExecutor();
      Carrier carrier = round % 2 == 0 ? Carrier.open("own") : Carrier.on("guest", host);
      AtomicInteger taken = new AtomicInteger();
      AtomicInteger ran = new AtomicInteger();
      Party starter =
          random -> {
            for (int i = 0; i < 20; i++) {
              pause(random);
              try {
                carrier.start(() -> ran.incrementAndGet());
              } catch (IllegalStateException e) {
                return;
              }
              taken.incrementAndGet();
            }
          };
      meet(
          round,
          starter,
          starter,
          random -> {
            for (int i = 0; i < 10; i++) {
              pause(random);
            }
            carrier.close();
          });
      host.shutdown();
      assertEquals(taken.get(), ran.get(), "round " + round);
    }
  }

  @Test
  void resultsOfOtherThreadsArriveOrTheWaitIsCancelled() throws Exception {
    Blocking two = new Blocking("two", 2);
    for (int round = 0; round < ROUNDS; round++) {
      CompletableFuture<Integer> future = new CompletableFuture<>();
      AtomicInteger inside = new AtomicInteger();
      meet(
          round,
          random -> {
            pause(random);
            future.complete(7);
          },
          random ->
              Carrier.run(
                  () -> {
                    cancelledAtRandom(random, () -> assertEquals(7, Futures.await(future)));
                    assertEquals(7, Futures.await(future));
                    for (int i = 0; i < 4; i++) {
                      int[] got = {0};
                      boolean ended =
                          cancelledAtRandom(random, () -> got[0] = two.submit(() -> count(inside)));
                      assertEquals(ended ? 5 : 0, got[0]);
                      assertEquals(0, inside.get(), "a call runs on");
                    }
                    assertEquals(5, two.submit(() -> count(inside)));
                  }));
    }
  }

  private static int count(AtomicInteger inside) {
    inside.incrementAndGet();
    try {
      for (int i = 0; i < 50; i++) {
        Thread.onSpinWait();
      }
      return 5;
    } finally {
      inside.decrementAndGet();
    }
  }

  // ---- locks

  @Test
  void locksAndPermitsAreNeitherLostNorDoubled() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Mutex mutex = new Mutex().shared();
      Semaphore permits = new Semaphore(2).shared();
      int[] counts = new int[2]; // guarded by mutex
      AtomicInteger holding = new AtomicInteger();
      Party carrier =
          random ->
              Carrier.run(
                  () -> {
                    for (int i = 0; i < 6; i++) {
                      cancelledAtRandom(
                          random,
                          () -> {
                            permits.withPermit(
                                () -> {
                                  assertTrue(holding.incrementAndGet() <= 2);
                                  pause(random);
                                  holding.decrementAndGet();
                                });
                            mutex.withLock(
                                () -> {
                                  counts[0]++;
                                  pause(random);
                                  counts[1]++;
                                });
                          });
                    }
                  });
      meet(
          round,
          carrier,
          carrier,
          random -> {
            for (int i = 0; i < 6; i++) {
              mutex.lock();
              try {
                assertEquals(counts[0], counts[1]);
                pause(random);
              } finally {
                mutex.unlock();
              }
            }
          });
      assertTrue(mutex.tryLock(), "round " + round);
      assertEquals(2, permits.available(), "round " + round);
    }
  }

  // ---- threads that are no carriers

  @Test
  void everyThreadFindsItsOwnContinuation() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      AtomicInteger right = new AtomicInteger();
      Thread[] fresh = new Thread[3];
      for (int i = 0; i < fresh.length; i++) {
        fresh[i] = new Thread(() -> right.addAndGet(sumOfNested() == 6 ? 1 : 0));
      }
      for (Thread thread : fresh) {
        thread.start();
      }
      for (Thread thread : fresh) {
        thread.join();
      }
      assertEquals(fresh.length, right.get(), "round " + round);
    }
  }

  private static int sumOfNested() {
    int[] sum = {0};
    Continuation outer =
        new Continuation(
            () -> {
              Generator<Integer> inner =
                  Generator.of(
                      out -> {
                        out.yield(1);
                        out.yield(2);
                        out.yield(3);
                      });
              for (int x : inner) {
                sum[0] += x;
                Continuation.suspend();
              }
            });
    while (!outer.isDone()) {
      outer.resume();
    }
    return sum[0];
  }
}
