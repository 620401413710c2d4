package dev.coro.benchmarks.experiment.costs;

import com.sun.management.OperatingSystemMXBean;
import dev.coro.Carrier;
import dev.coro.CarrierGroup;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.NotMeasurableException;
import dev.coro.benchmarks.compare.ProcFs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Does its share of the chores whenever it is told to, and says what that took. */
final class CombinedMain {
  private final Inside inside;
  private final int first;
  private final int count;
  private final Chore chore;

  private CombinedMain(Inside inside, int first, int count, Chore chore) {
    this.inside = inside;
    this.first = first;
    this.count = count;
    this.chore = chore;
  }

  /** What the tasks of a process are. */
  enum Inside {
    THREADS("threads"),
    COROUTINES("coroutines"),
    CARRIERS("coroutines, a carrier for each core");

    private final String label;

    Inside(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * What a process did.
   *
   * @param sum of the results of its tasks
   * @param cpuNanos user and system time that it took
   * @param peakBytes the most memory that was ever resident
   */
  record Share(long sum, long cpuNanos, long peakBytes) {
    String line() {
      return sum + " " + cpuNanos + " " + peakBytes;
    }

    static Share of(String line) throws IOException {
      String[] fields = line.split(" ", -1);
      if (fields.length != 3) {
        throw new IOException("a process said: " + line);
      }
      return new Share(
          Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    }
  }

  /** Takes what the tasks are, the first one's number, their count, and the chore's figures. */
  public static void main(String[] arguments) throws Exception {
    CombinedMain main =
        new CombinedMain(
            Inside.valueOf(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            new Chore(
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                Integer.parseInt(arguments[5])));
    System.out.println("ready");
    BufferedReader words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (words.readLine() != null) {
      System.out.println(main.share().line());
    }
  }

  private Share share() throws InterruptedException, NotMeasurableException {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long before = system.getProcessCpuTime();
    long sum = runAll();
    return new Share(sum, system.getProcessCpuTime() - before, ProcFs.peakResidentBytes());
  }

  private long runAll() throws InterruptedException {
    return switch (inside) {
      case THREADS -> threads();
      case COROUTINES -> Carrier.run(this::coroutines);
      case CARRIERS -> carriers();
    };
  }

  private long threads() throws InterruptedException {
    AtomicLong sum = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = first + i;
      Thread thread = new Thread(() -> sum.addAndGet(runInThread(number)));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return sum.get();
  }

  private long runInThread(int number) {
    try {
      return chore.run(number);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts these", e);
    }
  }

  @Suspendable
  private long coroutines() {
    List<Coroutine<Long>> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = first + i;
      started.add(Coroutine.start(() -> chore.run(number)));
    }
    return sum(started);
  }

  private long carriers() {
    try (CarrierGroup group = CarrierGroup.open("cores")) {
      List<Coroutine<Long>> started = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = first + i;
        started.add(group.start(() -> chore.run(number)));
      }
      return sum(started);
    }
  }

  @Suspendable
  private static long sum(List<Coroutine<Long>> started) {
    long sum = 0;
    for (Coroutine<Long> coroutine : started) {
      sum += coroutine.join();
    }
    return sum;
  }
}
