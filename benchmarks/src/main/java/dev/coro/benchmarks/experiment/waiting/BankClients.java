package dev.coro.benchmarks.experiment.waiting;

import dev.coro.Blocking;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.HdrHistogram.Histogram;

/** The JVM that is measured for {@link Database}. */
final class BankClients {
  private static final int WARM_UP = 2000;
  private static final int WARM_UP_CLIENTS = 10;

  private final Way way;
  private final Bank bank;

  /** Threads that coroutines call the database on; what a thread gives it runs at once. */
  private final Blocking blocking;

  private final boolean blocksCarrier;
  private long transfers;

  private BankClients(Way way, Bank bank, int connections, boolean blocksCarrier) {
    this.way = way;
    this.bank = bank;
    this.blocksCarrier = blocksCarrier;
    blocking = new Blocking("bank", connections);
  }

  /**
   * Arguments: a {@link Way}, the address of the database, how many connections there are, and
   * whether coroutines call it on their carrier. Each line says how many clients there are and how
   * many transfers each makes.
   */
  public static void main(String[] arguments) throws Exception {
    int connections = Integer.parseInt(arguments[2]);
    try (Bank bank = Bank.open(arguments[1], connections)) {
      BankClients clients =
          new BankClients(
              Way.valueOf(arguments[0]), bank, connections, Boolean.parseBoolean(arguments[3]));
      Round unused = clients.run(WARM_UP_CLIENTS, WARM_UP / WARM_UP_CLIENTS);
      Stopwatch.obey(
          line -> {
            String[] numbers = line.split(" ", -1);
            return clients.run(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
          });
    }
  }

  private Round run(int clients, int each) throws Exception {
    long[] nanos = new long[clients * each];
    Stopwatch watch = new Stopwatch();
    if (way.isCoroutines()) {
      Carrier.run(
          () -> {
            for (int i = 0; i < clients; i++) {
              int number = i;
              Coroutine.start(() -> be(number, each, nanos));
            }
          });
    } else {
      runThreads(clients, each, nanos);
    }
    Round round = watch.stop(nanos.length, Round.histogram());
    transfers += nanos.length;
    bank.check(transfers);
    Histogram micros = round.micros();
    for (long one : nanos) {
      micros.recordValue(one / 1000);
    }
    return round;
  }

  private void runThreads(int clients, int each, long[] nanos) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < clients; i++) {
      int number = i;
      Thread thread =
          way.threads()
              .newThread(
                  () -> {
                    try {
                      be(number, each, nanos);
                    } catch (Exception e) {
                      failures.add(e);
                    }
                  });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("a client has failed: " + failures.peek());
    }
  }

  /** One client: the same code on a thread and as a coroutine. */
  @Suspendable
  private void be(int number, int transfersOfIt, long[] nanos)
      throws SQLException, InterruptedException {
    SplittableRandom random = new SplittableRandom(number);
    for (int i = 0; i < transfersOfIt; i++) {
      long began = System.nanoTime();
      if (blocksCarrier) {
        bank.transfer(random);
      } else {
        blocking.submit(() -> transfer(random));
      }
      nanos[number * transfersOfIt + i] = System.nanoTime() - began;
      if (blocksCarrier) {
        Coroutine.yieldNow();
      }
    }
  }

  private boolean transfer(SplittableRandom random) throws SQLException, InterruptedException {
    bank.transfer(random);
    return true;
  }
}
