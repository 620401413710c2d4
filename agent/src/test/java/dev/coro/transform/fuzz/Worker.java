package dev.coro.transform.fuzz;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Checks programs on a thread of its own, which is given up when a program does not end. */
final class Worker {
  private static final long TIMEOUT_SECONDS = 30;

  private ExecutorService thread = newThread();

  private static ExecutorService newThread() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread made = new Thread(task, "fuzz");
          made.setDaemon(true);
          return made;
        });
  }

  /** What is wrong with the program; null if nothing is. Blocks the calling thread. */
  Failure check(Program program, Statistics statistics) {
    Future<Failure> checked = thread.submit(() -> Oracle.check(program, statistics));
    try {
      return checked.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      thread.shutdown();
      thread = newThread();
      return new Failure(Failure.Sort.ENDLESS, "a run has not ended in time");
    } catch (ExecutionException e) {
      throw new IllegalStateException("seed " + program.seed(), e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends the thread. */
  void close() {
    thread.shutdown();
  }
}
