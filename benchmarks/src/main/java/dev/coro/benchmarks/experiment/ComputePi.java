package dev.coro.benchmarks.experiment;

import dev.coro.Carrier;
import dev.coro.CarrierGroup;
import dev.coro.Coroutine;
import dev.coro.benchmarks.compare.VirtualThreads;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Eight tasks that compute pi, and never wait for anything. */
final class ComputePi implements Experiment {
  private static final int TASKS = 8;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The digits from the 991st to the 1,000th, for the checks. */
  private static final String LAST_OF_1000 = "2164201989";

  @Override
  public String id() {
    return "pi";
  }

  @Override
  public String title() {
    return "Computing: pi";
  }

  @Override
  public String claim() {
    return "For work that only computes, take several processes; threads do not help. (So it is"
        + " taught for Python.) Coroutines help with waiting, not with computing.";
  }

  private enum Way {
    ONE_AFTER_THE_OTHER("one after the other"),
    PROCESSES("processes"),
    PLATFORM_THREADS("platform threads"),
    VIRTUAL_THREADS("virtual threads"),
    ONE_CARRIER("coroutines, one carrier"),
    CARRIER_PER_CORE("coroutines, a carrier for each core");

    private final String label;

    Way(String label) {
      this.label = label;
    }
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    int rounds = lab.quick() ? 3 : 7;
    List<Table> tables = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    StringBuilder verdict = new StringBuilder();
    for (int digits : lab.quick() ? new int[] {1000, 2000} : new int[] {1000, 10_000}) {
      List<List<String>> rows = new ArrayList<>();
      List<Plot.Point> points = new ArrayList<>();
      double alone = 0;
      for (Way way : Way.values()) {
        if (way == Way.VIRTUAL_THREADS && VirtualThreads.factory().isEmpty()) {
          continue;
        }
        Samples millis = measure(lab, way, digits, rounds);
        if (way == Way.ONE_AFTER_THE_OTHER) {
          alone = millis.median();
        }
        double speedUp = alone / millis.median();
        rows.add(
            List.of(
                way.label,
                text("%.0f", millis.median()),
                text("%.0f..%.0f", millis.min(), millis.max()),
                text("%.2f", speedUp)));
        points.add(Plot.Point.bar(way.label, millis));
        verdict.append(
            way == Way.ONE_AFTER_THE_OTHER
                ? digits + " digits: "
                : way.label + text(" %.2f times as fast; ", speedUp));
      }
      tables.add(
          new Table(
              TASKS + " times " + digits + " digits",
              List.of("tasks are", "ms", "range", "times as fast"),
              rows));
      plots.add(
          new Plot(
              digits + " digits",
              Plot.Kind.BARS,
              "",
              "ms",
              false,
              false,
              List.of(new Plot.Series("time", points))));
    }
    verdict.append("on ").append(Runtime.getRuntime().availableProcessors());
    verdict.append(
        " cores. In Java threads compute at the same time; coroutines do where they have"
            + " several carriers.");
    return Finding.of(
        this,
        verdict.toString(),
        tables,
        plots,
        List.of(
            "Machin's formula in whole numbers; each result is checked.",
            "A process is a JVM of its own, without the agent, and its start counts. Threads and coroutines run in a JVM"
                + " that has computed the same before."));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static Samples measure(Lab lab, Way way, int digits, int rounds)
      throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    if (way == Way.PROCESSES) {
      // Starting so many JVMs takes long.
      for (int i = 0; i < (lab.quick() ? 1 : rounds); i++) {
        millis.add(processes(lab, digits));
      }
    } else {
      lab.run(LIMIT, List.of(), ComputePi.class, way.name(), "" + digits, "" + rounds)
          .checked()
          .lines()
          .forEach(line -> millis.add(Double.parseDouble(line)));
    }
    return Samples.of(millis);
  }

  private static double processes(Lab lab, int digits) throws IOException, InterruptedException {
    ExecutorService starters = Executors.newFixedThreadPool(TASKS);
    try {
      long began = System.nanoTime();
      Callable<String> one =
          () ->
              lab.runWithoutAgent(
                      LIMIT, List.of(), ComputePi.class, List.of(Way.PROCESSES.name(), "" + digits))
                  .checked();
      for (Future<String> process : starters.invokeAll(Collections.nCopies(TASKS, one))) {
        process.get();
      }
      return (System.nanoTime() - began) / 1e6;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      starters.shutdown();
    }
  }

  // ---- in the JVM that is measured

  /** Prints the milliseconds of each round. */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    int digits = Integer.parseInt(arguments[1]);
    if (way == Way.PROCESSES) {
      check(digits);
      return;
    }
    int rounds = Integer.parseInt(arguments[2]);
    long warmUpEnd = System.nanoTime() + 1_000_000_000;
    while (System.nanoTime() < warmUpEnd) {
      check(1000);
    }
    for (int i = 0; i < rounds; i++) {
      long began = System.nanoTime();
      runAll(way, digits);
      System.out.println((System.nanoTime() - began) / 1e6);
    }
  }

  private static void runAll(Way way, int digits) throws InterruptedException {
    switch (way) {
      case ONE_AFTER_THE_OTHER, PROCESSES -> {
        for (int i = 0; i < TASKS; i++) {
          check(digits);
        }
      }
      case PLATFORM_THREADS -> runThreads(Thread::new, digits);
      case VIRTUAL_THREADS -> runThreads(VirtualThreads.factory().orElseThrow(), digits);
      case ONE_CARRIER ->
          Carrier.run(
              () -> {
                for (int i = 0; i < TASKS; i++) {
                  Coroutine.start(() -> check(digits));
                }
              });
      case CARRIER_PER_CORE -> {
        try (CarrierGroup group = CarrierGroup.open("pi")) {
          for (int i = 0; i < TASKS; i++) {
            group.start(() -> check(digits));
          }
        }
      }
    }
  }

  private static void runThreads(ThreadFactory factory, int digits) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < TASKS; i++) {
      threads.add(factory.newThread(() -> check(digits)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void check(int digits) {
    String pi = digits(digits);
    if (!pi.startsWith("31415926535897932384") || !pi.startsWith(LAST_OF_1000, 991)) {
      throw new IllegalStateException("this is not pi: " + pi);
    }
  }

  /** The first digits of pi, 3 not counted: 16 arctan(1/5) - 4 arctan(1/239) (J. Machin, 1706). */
  static String digits(int count) {
    int guard = 10;
    BigInteger one = BigInteger.TEN.pow(count + guard);
    BigInteger pi =
        arctanOfInverse(5, one)
            .multiply(BigInteger.valueOf(16))
            .subtract(arctanOfInverse(239, one).multiply(BigInteger.valueOf(4)));
    return pi.divide(BigInteger.TEN.pow(guard)).toString();
  }

  private static BigInteger arctanOfInverse(int x, BigInteger one) {
    BigInteger square = BigInteger.valueOf((long) x * x);
    BigInteger power = one.divide(BigInteger.valueOf(x));
    BigInteger sum = power;
    for (int n = 3; power.signum() != 0; n += 2) {
      power = power.divide(square);
      BigInteger term = power.divide(BigInteger.valueOf(n));
      sum = n % 4 == 3 ? sum.subtract(term) : sum.add(term);
    }
    return sum;
  }
}
