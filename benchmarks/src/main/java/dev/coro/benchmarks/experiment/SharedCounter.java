package dev.coro.benchmarks.experiment;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.VirtualThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/**
 * Eight tasks add to one counter, and sell one stock of tickets after having looked whether there
 * are any: without locks.
 */
final class SharedCounter implements Experiment {
  private static final int TASKS = 8;

  @Override
  public String id() {
    return "sharing";
  }

  @Override
  public String title() {
    return "Sharing without locks";
  }

  @Override
  public String claim() {
    return "Threads share memory easily and race for it; between two suspension points a coroutine"
        + " cannot be disturbed, so coroutines of one thread need no locks there.";
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    int steps = lab.quick() ? 10_000_000 : 50_000_000;
    int rounds = lab.quick() ? 5 : 20;
    List<List<String>> rows = new ArrayList<>();
    List<Plot.Point> lost = new ArrayList<>();
    StringBuilder verdict = new StringBuilder();
    for (Way way : Way.values()) {
      if (way == Way.VIRTUAL_THREADS && VirtualThreads.factory().isEmpty()) {
        continue;
      }
      List<String> figures =
          List.of(
              lab.run(
                      Duration.ofMinutes(3),
                      List.of(),
                      SharedCounter.class,
                      way.name(),
                      "" + steps,
                      "" + rounds)
                  .checked()
                  .strip()
                  .split(" ", -1));
      double share = Double.parseDouble(figures.get(0));
      rows.add(
          List.of(
              way.label,
              String.format(Locale.ROOT, "%.2f %%", 100 * share),
              figures.get(1) + " of " + rounds,
              figures.get(2) + " of " + rounds));
      lost.add(Plot.Point.bar(way.label, Samples.of(100 * share)));
      verdict.append(way.verdict(share, Integer.parseInt(figures.get(2)))).append(' ');
    }
    Table table =
        new Table(
            TASKS + " tasks, " + steps + " additions each, " + rounds + " rounds",
            List.of("tasks are", "additions lost", "rounds that lost some", "rounds that oversold"),
            rows);
    Plot plot =
        new Plot(
            "Additions lost",
            Plot.Kind.BARS,
            "",
            "% of all",
            false,
            false,
            List.of(new Plot.Series("lost", lost)));
    return Finding.of(
        this,
        verdict.toString().strip(),
        List.of(table),
        List.of(plot),
        List.of(
            "The counter is a plain field: counter = counter + 1. The stock is sold by 'if (stock >"
                + " 0) { stock = stock - 1; }', with a yield between look and sale in the last row.",
            "Processes share nothing by themselves: each adds to a counter of its own, and somebody"
                + " has to send the sums."));
  }

  private enum Way {
    PLATFORM_THREADS("platform threads"),
    VIRTUAL_THREADS("virtual threads"),
    COROUTINES("coroutines of one carrier"),
    COROUTINES_THAT_YIELD("the same, yielding in between");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    String verdict(double share, int oversold) {
      String lost =
          share == 0
              ? "lost nothing"
              : String.format(Locale.ROOT, "lost %.1f %% of their additions", 100 * share);
      return Character.toUpperCase(label.charAt(0))
          + label.substring(1)
          + " "
          + lost
          + (oversold > 0 ? " and oversold." : " and sold right.");
    }
  }

  // ---- in the JVM that is measured

  /** So that all begin at once. */
  private final CountDownLatch ready = new CountDownLatch(TASKS);

  private long counter;
  private int stock;
  private int sold;

  /** Prints the share of additions lost, how many rounds lost some, and how many oversold. */
  public static void main(String[] arguments) throws InterruptedException {
    Way way = Way.valueOf(arguments[0]);
    int steps = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    long lost = 0;
    int roundsWithLoss = 0;
    int oversold = 0;
    for (int i = 0; i < rounds; i++) {
      SharedCounter round = new SharedCounter();
      round.stock = steps;
      round.runAll(way, steps);
      long missing = (long) TASKS * steps - round.counter;
      lost += missing;
      roundsWithLoss += missing != 0 ? 1 : 0;
      oversold += round.sold > steps ? 1 : 0;
    }
    double share = (double) lost / ((double) TASKS * steps * rounds);
    System.out.println(share + " " + roundsWithLoss + " " + oversold);
  }

  private void runAll(Way way, int steps) throws InterruptedException {
    switch (way) {
      case PLATFORM_THREADS -> runThreads(Thread::new, steps);
      case VIRTUAL_THREADS -> runThreads(VirtualThreads.factory().orElseThrow(), steps);
      case COROUTINES -> runCoroutines(steps, false);
      case COROUTINES_THAT_YIELD -> runCoroutines(steps, true);
    }
  }

  private void runThreads(ThreadFactory factory, int steps) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      threads.add(factory.newThread(() -> work(steps)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work(int steps) {
    ready.countDown();
    try {
      ready.await();
    } catch (InterruptedException e) {
      return;
    }
    int mine = 0;
    for (int i = 0; i < steps; i++) {
      counter = counter + 1;
      if (stock > 0) {
        stock = stock - 1;
        mine++;
      }
    }
    addSold(mine);
  }

  private synchronized void addSold(int mine) {
    sold += mine;
  }

  private void runCoroutines(int steps, boolean yields) {
    Carrier.run(
        () -> {
          for (int i = 0; i < TASKS; i++) {
            Coroutine.start(() -> workInCoroutine(steps, yields));
          }
        });
  }

  @Suspendable
  private void workInCoroutine(int steps, boolean yields) {
    for (int i = 0; i < steps; i++) {
      counter = counter + 1;
      if (stock > 0) {
        if (yields && i % 100 == 0) {
          Coroutine.yieldNow(); // What was looked at may be another by now.
        }
        stock = stock - 1;
        sold++;
      }
      if (!yields && i % 1000 == 0) {
        Coroutine.yieldNow();
      }
    }
  }
}
