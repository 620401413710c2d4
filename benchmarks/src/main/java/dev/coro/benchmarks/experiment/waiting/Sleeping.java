package dev.coro.benchmarks.experiment.waiting;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;

/** Tasks that only sleep: waiting without anything that one waits for. */
public final class Sleeping implements Experiment {
  private static final int TIMES = 10;
  private static final int MILLIS = 10;
  private static final int WARM_UP = 1000;
  private static final List<String> FLAGS = List.of("-Xmx1g", "-XX:ErrorFile=/dev/null");

  private final List<Integer> fixedNumbers;

  /** As large as the laboratory says. */
  public Sleeping() {
    this(List.of());
  }

  private Sleeping(List<Integer> numbers) {
    fixedNumbers = numbers;
  }

  /** With these numbers of tasks, even ones, in one round. */
  static Sleeping of(List<Integer> numbers) {
    return new Sleeping(numbers);
  }

  @Override
  public String id() {
    return "sleeping";
  }

  @Override
  public String title() {
    return "Waiting for the clock";
  }

  @Override
  public String claim() {
    return "sleep(n) can stand in for I/O that blocks: coroutines wait in the largest numbers at"
        + " the lowest cost, and threads become dear as their number grows.";
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    boolean usual = fixedNumbers.isEmpty();
    List<Integer> numbers =
        !usual
            ? fixedNumbers
            : lab.quick() ? List.of(100, 2000, 20_000) : List.of(100, 1000, 10_000, 100_000);
    int rounds = usual && !lab.quick() ? 3 : 1;
    Curves curves = new Curves("tasks", "sleeps", "Lateness");
    List<Way> ways = Way.all();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < ways.size(); i++) {
        Way way = ways.get((i + round) % ways.size());
        // Creating platform threads takes long: in a quick run few, and the most only once.
        boolean few = !way.isLight() && usual && (lab.quick() || round > 0);
        measure(lab, way, few ? numbers.subList(0, numbers.size() - 1) : numbers, curves);
      }
    }
    return Finding.of(
        this,
        verdict(curves),
        List.of(curves.table("Tasks that sleep " + TIMES + " times for " + MILLIS + " ms")),
        curves.plots(),
        notes(rounds));
  }

  private static String verdict(Curves curves) {
    return (curves.failures()
            + curves.judge(Way.COROUTINES.label, Way.THREADS.label)
            + curves.judge(Way.COROUTINES.label, Way.VIRTUAL_THREADS.label)
            + curves.judge(Way.PROCESSES_OF_COROUTINES.label, Way.PROCESSES_OF_THREADS.label)
            + curves.judge(Way.PROCESSES_OF_COROUTINES.label, Way.COROUTINES.label))
        .strip();
  }

  private static List<String> notes(int rounds) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "All run the same method, which calls Thread.sleep: in coroutines the agent leads it over"
            + " its bridge. All tasks of a round are created before the first of them sleeps, so"
            + " that so many exist at a time; creating them counts for sleeps a second, which are at"
            + " most "
            + 1000 / MILLIS
            + " times the tasks.");
    notes.add(
        rounds
            + " rounds, each with JVMs of its own (-Xmx1g) which begin with "
            + WARM_UP
            + " tasks; figures are medians. The times are how much later than asked a sleep ended,"
            + " all sleeps of a round together. Memory is the largest resident set until then, of"
            + " all processes together; processor time is told by the system in steps of 10 ms, so"
            + " it is rough where there are few tasks.");
    notes.add("The largest number of platform threads is tried in one round of the full run only.");
    notes.add(
        "On a machine that does other things, too, many threads are given a larger share of it than"
            + " the one thread of a carrier.");
    notes.addAll(Way.absences());
    return notes;
  }

  private static void measure(Lab lab, Way way, List<Integer> numbers, Curves curves)
      throws IOException, InterruptedException {
    try (Crew crew = Crew.start(lab, way, Duration.ofMinutes(4), FLAGS, Sleeping.class)) {
      for (int number : numbers) {
        if (!measure(crew, way, number, curves)) {
          return;
        }
      }
    }
  }

  private static boolean measure(Crew crew, Way way, int number, Curves curves)
      throws InterruptedException {
    try {
      curves.add(way.label, number, crew.ask("" + number / way.processes));
      return true;
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      curves.addAbsence(way.label, number, why.lines().findFirst().orElse("no answer"));
      return false;
    }
  }

  // ---- in the JVM that is measured

  /** Argument: a {@link Way}. Has as many tasks sleep as each line says. */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    Round unused = run(way, WARM_UP);
    Stopwatch.obey(line -> run(way, Integer.parseInt(line)));
  }

  private static Round run(Way way, int tasks) throws InterruptedException {
    long[] late = new long[tasks * TIMES];
    Stopwatch watch = new Stopwatch();
    if (way.isCoroutines()) {
      Carrier.run(
          () -> {
            CountDownLatch start = new CountDownLatch(1);
            for (int i = 0; i < tasks; i++) {
              int first = i * TIMES;
              Coroutine.start(() -> sleep(start, late, first));
            }
            start.countDown();
          });
    } else {
      runThreads(way, tasks, late);
    }
    Round round = watch.stop((long) tasks * TIMES, Round.histogram());
    Histogram micros = round.micros();
    for (long nanos : late) {
      micros.recordValue(Math.max(0, nanos) / 1000);
    }
    return round;
  }

  private static void runThreads(Way way, int tasks, long[] late) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < tasks; i++) {
        int first = i * TIMES;
        Thread thread = way.threads().newThread(() -> sleep(start, late, first));
        thread.start();
        threads.add(thread);
      }
    } catch (OutOfMemoryError e) {
      threads.forEach(Thread::interrupt);
      throw new IllegalStateException(
          "only " + threads.size() + " could be started (" + e.getMessage() + ")");
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Suspendable
  private static void sleep(CountDownLatch start, long[] late, int first) {
    try {
      start.await();
      for (int i = 0; i < TIMES; i++) {
        long began = System.nanoTime();
        Thread.sleep(MILLIS);
        late[first + i] = System.nanoTime() - began - MILLIS * 1_000_000L;
      }
    } catch (InterruptedException e) {
      // There was no room for all.
    }
  }
}
