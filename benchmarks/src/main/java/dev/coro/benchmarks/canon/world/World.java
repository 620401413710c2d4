package dev.coro.benchmarks.canon.world;

import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import java.time.Duration;

/** Runs the tasks of a program, and has what they need to talk to each other. */
public interface World extends AutoCloseable {
  /**
   * Runs a program as a task of this world. Blocks the calling thread.
   *
   * @return its result
   * @throws IllegalStateException if a task failed
   */
  long run(SuspendableCallable<Long> program);

  /** Starts a task where the calling task runs, as far as this world knows such a place. */
  void start(SuspendableRunnable task);

  /** Starts a task on any of the cores that this world uses. */
  void startAnywhere(SuspendableRunnable task);

  /**
   * A mailbox without room: whoever sends waits until somebody has received.
   *
   * @param <T> type of the messages
   */
  <T> Mailbox<T> rendezvous();

  /**
   * A mailbox with room for {@code capacity} messages; then senders wait.
   *
   * @param <T> type of the messages
   */
  <T> Mailbox<T> bounded(int capacity);

  /**
   * A mailbox whose senders never wait.
   *
   * @param <T> type of the messages
   */
  <T> Mailbox<T> unbounded();

  /** A lock, or what takes its place. */
  Guard guard();

  /** Lets the calling task wait for some time. */
  @Suspendable
  void sleep(Duration duration);

  /** Ends the threads that belong to this world. */
  @Override
  void close();
}
