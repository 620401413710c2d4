package dev.coro.benchmarks.experiment;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.VirtualThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** One of three tasks fails, in three ways; who is still there afterwards? */
final class Crashes implements Experiment {
  /** In place of a failure. */
  private static final String NONE = "NONE";

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public String id() {
    return "crashes";
  }

  @Override
  public String title() {
    return "Who survives a crash";
  }

  @Override
  public String claim() {
    return "A process that crashes leaves the others alone; a thread that crashes takes its whole"
        + " process along.";
  }

  private enum Failure {
    EXCEPTION("an exception that nobody catches"),
    OUT_OF_MEMORY("an OutOfMemoryError"),
    NATIVE("a native crash (a write to address 0)");

    private final String label;

    Failure(String label) {
      this.label = label;
    }
  }

  private enum Way {
    PROCESSES("processes"),
    PLATFORM_THREADS("platform threads"),
    VIRTUAL_THREADS("virtual threads"),
    COROUTINES("coroutines of one carrier");

    private final String label;

    Way(String label) {
      this.label = label;
    }
  }

  /** How many of the two others were there afterwards, and how the one that failed has ended. */
  private record Outcome(int survivors, String end) {
    String text() {
      return survivors + " of the 2 others; " + end;
    }
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    List<List<String>> rows = new ArrayList<>();
    StringBuilder verdict = new StringBuilder();
    for (Failure failure : Failure.values()) {
      List<String> spared = new ArrayList<>();
      List<String> struck = new ArrayList<>();
      for (Way way : Way.values()) {
        if (way == Way.VIRTUAL_THREADS && VirtualThreads.factory().isEmpty()) {
          continue;
        }
        Outcome outcome = outcome(lab, way, failure);
        rows.add(List.of(failure.label, way.label, outcome.text()));
        (outcome.survivors() == 2 ? spared : struck).add(way.label);
      }
      verdict.append("After ").append(failure.label).append(" the others went on: ");
      verdict.append(spared.isEmpty() ? "nowhere" : String.join(", ", spared));
      verdict.append(struck.isEmpty() ? "" : "; they were lost, too: " + String.join(", ", struck));
      verdict.append(". ");
    }
    return Finding.of(
        this,
        verdict.toString().strip(),
        List.of(
            new Table(
                "Three tasks, one of which fails",
                List.of("failure", "tasks are", "what is left"),
                rows)),
        List.of(),
        List.of(
            "Each row is a JVM of its own (three for processes) with 64 MiB of heap; the survivors"
                + " report after the failure.",
            "The native crash is a real one: sun.misc.Unsafe.putAddress(0, 0)."));
  }

  private static Outcome outcome(Lab lab, Way way, Failure failure)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("coro-crash");
    List<String> flags =
        List.of(
            "-Xmx64m",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("crash.log"));
    try {
      if (way != Way.PROCESSES) {
        Lab.Outcome run = lab.run(LIMIT, flags, Crashes.class, way.name(), failure.name());
        long alive = run.out().lines().filter(line -> line.startsWith("alive ")).count();
        String end = run.status() == 0 ? "the process went on" : "the process " + end(run);
        return new Outcome((int) alive, end);
      }
      Lab.Outcome fails = lab.run(LIMIT, flags, Crashes.class, way.name(), failure.name());
      int alive = 0;
      for (int i = 0; i < 2; i++) {
        alive += lab.run(LIMIT, flags, Crashes.class, way.name(), NONE).status() == 0 ? 1 : 0;
      }
      return new Outcome(alive, "the one that fails " + end(fails));
    } finally {
      Files.deleteIfExists(folder.resolve("crash.log"));
      Files.delete(folder);
    }
  }

  private static String end(Lab.Outcome run) {
    String crash = run.out().contains("SIGSEGV") ? " after SIGSEGV" : "";
    return "ended with status " + run.status() + crash;
  }

  // ---- in the JVM that fails

  /** Runs three tasks, of which the second fails; each other says that it is alive afterwards. */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    if (arguments[1].equals(NONE)) {
      return;
    }
    Failure failure = Failure.valueOf(arguments[1]);
    switch (way) {
      case PROCESSES -> fail(failure);
      case PLATFORM_THREADS -> runThreads(Thread::new, failure);
      case VIRTUAL_THREADS -> runThreads(VirtualThreads.factory().orElseThrow(), failure);
      case COROUTINES -> runCoroutines(failure);
    }
  }

  private static void runThreads(ThreadFactory factory, Failure failure) throws Exception {
    Thread failing = factory.newThread(() -> failUnchecked(failure));
    failing.setUncaughtExceptionHandler((thread, thrown) -> {});
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int number = i;
      others.add(
          factory.newThread(
              () -> {
                try {
                  failing.join();
                } catch (InterruptedException e) {
                  return;
                }
                System.out.println("alive " + number);
              }));
    }
    failing.start();
    others.forEach(Thread::start);
    for (Thread other : others) {
      other.join();
    }
  }

  private static void runCoroutines(Failure failure) {
    Carrier.run(
        () -> {
          Coroutine<Void> failing =
              Coroutine.start(
                  () -> {
                    failUnchecked(failure);
                  });
          for (int i = 0; i < 2; i++) {
            int number = i;
            Coroutine.start(() -> reportAfter(failing, number));
          }
        });
  }

  @Suspendable
  private static void reportAfter(Coroutine<Void> failing, int number) {
    try {
      failing.join();
    } catch (Throwable expected) {
      System.out.println("alive " + number);
    }
  }

  private static void failUnchecked(Failure failure) {
    try {
      fail(failure);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void fail(Failure failure) throws ReflectiveOperationException {
    switch (failure) {
      case EXCEPTION -> throw new IllegalStateException("planned");
      case OUT_OF_MEMORY -> {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < 1000) {
          kept.add(new byte[1 << 20]);
        }
      }
      case NATIVE -> {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        var field = type.getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        type.getMethod("putAddress", long.class, long.class).invoke(unsafe, 0L, 0L);
      }
    }
  }
}
