package dev.coro;

import dev.coro.internal.Rethrow;
import dev.coro.rt.CurrentContinuation;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The calls of one {@link Blocking}: at most a number of them at a time, the others in order. */
final class BlockingJobs {
  private static final long IDLE_SECONDS = 60;

  /** What cancellation does to a call that has begun. */
  enum Cancellation {
    /** Interrupts its thread and waits until it has ended. */
    INTERRUPTS,

    /** Interrupts its thread and does not wait. */
    ABANDONS,

    /** Waits until it has ended. */
    WAITS
  }

  private final int limit;
  private final Executor threads;

  /** Guarded by this. */
  private final Queue<Job<?>> waiting = new ArrayDeque<>();

  /** Guarded by this. */
  private int running;

  BlockingJobs(String name, int limit) {
    this(limit, threads(name));
  }

  /** With the executor whose threads may block. */
  BlockingJobs(int limit, Executor threads) {
    this.limit = limit;
    this.threads = threads;
  }

  /** Threads without a limit, since the limit is kept here. */
  private static Executor threads(String name) {
    Executor virtual = virtualThreads();
    if (virtual != null) {
      return virtual;
    }
    AtomicInteger count = new AtomicInteger();
    ThreadFactory factory =
        task -> {
          Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        };
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  /** By reflection, since this is compiled for JDK 17; null if the JDK has none. */
  private static @Nullable Executor virtualThreads() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** See the methods of {@link Blocking}. */
  @Suspendable
  @SuppressWarnings({"unchecked", "NullAway"}) // what the job gives is of type T
  <T extends @Nullable Object> T run(Callable<T> task, Cancellation cancellation) {
    Coroutine.checkCancelled();
    if (CoroutineContinuation.enclosing(CurrentContinuation.get()) == null) {
      return callHere(task);
    }
    Job<T> job = new Job<>(task);
    JobWaiter waiter = new JobWaiter(job);
    job.waiter = waiter;
    begin(job);
    try {
      return (T) waiter.await();
    } catch (RuntimeException e) {
      // Cancellation may also come as the failure of a task scope; the job can throw anything, too.
      if (!waiter.abandoned || takeBack(job)) {
        throw e;
      } else if (cancellation != Cancellation.WAITS) {
        job.interrupt();
      }
      if (cancellation == Cancellation.ABANDONS) {
        throw e;
      }
    }
    return endOf(job);
  }

  private static <T extends @Nullable Object> T callHere(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    }
  }

  /** Waits for a job, though the caller is cancelled. */
  @Suspendable
  @SuppressWarnings({"unchecked", "NullAway"}) // what the job gives is of type T
  private <T extends @Nullable Object> T endOf(Job<T> job) {
    JobWaiter waiter = new JobWaiter(job);
    try {
      if (!job.awaitedBy(waiter)) {
        return (T) job.outcome();
      }
      return (T) waiter.awaitUncancellable();
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Coroutine.checkCancelled(); // What the interrupt stands for.
      }
      throw Rethrow.unchecked(e);
    }
  }

  private void begin(Job<?> job) {
    synchronized (this) {
      if (running == limit) {
        waiting.add(job);
        return;
      }
      running++;
    }
    threads.execute(() -> work(job));
  }

  /** Runs a job, then those that wait. */
  private void work(Job<?> first) {
    for (Job<?> job = first; job != null; job = next()) {
      job.run();
    }
  }

  private synchronized @Nullable Job<?> next() {
    Job<?> next = waiting.poll();
    if (next == null) {
      running--;
    }
    return next;
  }

  /** Takes a job back; returns whether it will not begin. */
  private synchronized boolean takeBack(Job<?> job) {
    return waiting.remove(job);
  }

  /** One call. */
  private static final class Job<T extends @Nullable Object> {
    private final Callable<T> task;

    /** Who waits for it; before it begins, and then guarded by this. */
    @Nullable JobWaiter waiter;

    /** The thread that runs it; guarded by this. */
    private @Nullable Thread thread;

    private boolean stopped;
    private boolean ended;
    private @Nullable Object result;
    private @Nullable Throwable thrown;

    Job(Callable<T> task) {
      this.task = task;
    }

    void run() {
      boolean begins;
      synchronized (this) {
        thread = Thread.currentThread();
        begins = !stopped;
      }
      Object value = null;
      Throwable failure = null;
      try {
        if (!begins) {
          throw new InterruptedException("interrupted before it began");
        }
        value = task.call();
      } catch (Throwable t) {
        failure = t;
      }
      JobWaiter known;
      synchronized (this) {
        thread = null;
        ended = true;
        result = value;
        thrown = failure;
        known = waiter;
      }
      boolean unused = Thread.interrupted(); // Not for the next job.
      if (known != null) {
        tell(known);
      }
    }

    private void tell(JobWaiter known) {
      if (thrown != null) {
        known.wakeWithFailure(thrown);
      } else {
        known.wake(result);
      }
    }

    /** Interrupts the thread; a job that waits for its thread to start will not begin. */
    synchronized void interrupt() {
      stopped = true;
      if (thread != null) {
        thread.interrupt();
      }
    }

    /** Has another one wait for it; returns false if it has ended. */
    synchronized boolean awaitedBy(JobWaiter another) {
      if (!ended) {
        waiter = another;
      }
      return !ended;
    }

    /** How it has ended. */
    synchronized @Nullable Object outcome() {
      if (thrown != null) {
        throw Rethrow.unchecked(thrown);
      }
      return result;
    }
  }

  private static final class JobWaiter extends Waiter {
    private final Job<?> job;

    /** Whether the caller has given up the wait. */
    boolean abandoned;

    JobWaiter(Job<?> job) {
      super(true);
      this.job = job;
    }

    @Override
    protected void abandoned() {
      abandoned = true; // The caller goes on to stop the job.
    }

    @Override
    public String toString() {
      return "a blocking call of " + job.task.getClass().getName();
    }
  }
}
