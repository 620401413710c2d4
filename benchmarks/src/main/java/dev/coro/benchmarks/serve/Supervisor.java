package dev.coro.benchmarks.serve;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.TaskScopeException;
import dev.coro.io.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a number of worker processes alive: a coroutine for each, all of them in one task scope.
 * One that ends is started again, after a pause that grows while it happens again and again.
 *
 * <p>A worker prints {@link #READY} on a line of its own when it serves, and ends when its standard
 * input does, which happens when the supervisor is killed.
 */
public final class Supervisor {
  /** What a worker prints when it serves. */
  public static final String READY = "coro-worker-ready";

  /** So many starts of a worker in a row may fail. */
  static final int MOST_FAILURES = 3;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** Whoever has served that long is not thought to end at once when it is started again. */
  private static final long LONG_NANOS = Duration.ofSeconds(10).toNanos();

  private final ProcessBuilder worker;
  private final int processes;
  private final Duration grace;
  private final Consumer<String> log;
  private final Runnable whenReady;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Coroutine<?> supervising; // guarded by this
  private boolean ending; // guarded by this
  private int missing; // of the carrier

  /**
   * Creates one.
   *
   * @param command starts a worker
   * @param processes how many there are
   * @param grace how long one may take to end
   * @param log gets the lines that workers print, and what happens to them
   * @param whenReady is called when all workers serve for the first time
   */
  public Supervisor(
      List<String> command,
      int processes,
      Duration grace,
      Consumer<String> log,
      Runnable whenReady) {
    worker = new ProcessBuilder(command).redirectErrorStream(true);
    this.processes = processes;
    this.grace = grace;
    this.log = log;
    this.whenReady = whenReady;
    missing = processes;
  }

  /** How a worker was: since when it served, 0 if it never did, and how it has ended. */
  private record Life(long pid, long readyNanos, int status) {
    boolean hasServed() {
      return readyNanos != 0;
    }

    boolean wasLong() {
      return hasServed() && System.nanoTime() - readyNanos > LONG_NANOS;
    }
  }

  /**
   * Runs until {@link #end}; no worker is left when this returns. Called by a thread that runs no
   * coroutine.
   *
   * @throws IOException if workers cannot be started, or end again and again before they serve
   */
  public void run() throws IOException {
    try (Carrier carrier = Carrier.open("supervise")) {
      Coroutine<?> all = carrier.start("supervise", this::keepAll);
      if (isEnding(all)) {
        all.cancel();
      }
      all.join();
    } catch (CancellationException e) {
      // By end().
    } catch (TaskScopeException e) {
      throw failure(e);
    } finally {
      ended.countDown();
    }
  }

  private static IOException failure(TaskScopeException e) {
    return e.getCause() instanceof IOException known ? known : new IOException(e);
  }

  private synchronized boolean isEnding(Coroutine<?> all) {
    supervising = all;
    return ending;
  }

  /** Ends all workers, each behind the responses that are under way, and waits for that. */
  public void end() throws InterruptedException {
    Coroutine<?> all;
    synchronized (this) {
      ending = true;
      all = supervising;
    }
    if (all != null) {
      all.cancel();
    }
    ended.await();
  }

  @Suspendable
  private void keepAll() {
    try (TaskScope<Object, ?> scope = TaskScope.open()) {
      for (int i = 1; i <= processes; i++) {
        int number = i;
        scope.fork(() -> keep(number));
      }
      scope.join();
    }
  }

  /** Has one worker after the other live, until it is cancelled. */
  @Suspendable
  private void keep(int number) throws IOException {
    int failures = 0;
    boolean first = true;
    Duration pause = FIRST_PAUSE;
    while (true) {
      Life life = live(number, first);
      first &= !life.hasServed();
      failures = life.hasServed() ? 0 : failures + 1;
      if (failures == MOST_FAILURES) {
        throw new IOException(
            "worker "
                + number
                + " has ended "
                + failures
                + " times in a row before it served, with status "
                + life.status());
      }
      if (life.wasLong()) {
        pause = FIRST_PAUSE;
      }
      log.accept(
          about(number, life.pid())
              + "has ended with status "
              + life.status()
              + "; another one follows in "
              + pause.toMillis()
              + " ms");
      Coroutine.sleep(pause);
      pause = pause.multipliedBy(2);
      if (pause.compareTo(LONGEST_PAUSE) > 0) {
        pause = LONGEST_PAUSE;
      }
    }
  }

  @Suspendable
  private Life live(int number, boolean first) throws IOException {
    try (ChildProcess process = ChildProcess.start(worker)) {
      process.setGrace(grace);
      long readyNanos = 0;
      OutputLines lines = new OutputLines(process.stdout());
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.equals(READY)) {
          readyNanos = System.nanoTime();
          log.accept(about(number, process.pid()) + "serves");
          serves(first);
        } else {
          log.accept(about(number, process.pid()) + line);
        }
      }
      return new Life(process.pid(), readyNanos, process.waitFor());
    }
  }

  private void serves(boolean first) {
    if (first && --missing == 0) {
      whenReady.run();
    }
  }

  private static String about(int number, long pid) {
    return "worker " + number + " (" + pid + ") ";
  }
}
