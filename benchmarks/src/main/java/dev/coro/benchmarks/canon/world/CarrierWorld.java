package dev.coro.benchmarks.canon.world;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import java.time.Duration;

/** A coroutine for each task, all on the calling thread. */
final class CarrierWorld implements World {
  @Override
  public long run(SuspendableCallable<Long> program) {
    return Carrier.<Long>run(program);
  }

  @Override
  public void start(SuspendableRunnable task) {
    Coroutine.start(task);
  }

  @Override
  public void startAnywhere(SuspendableRunnable task) {
    start(task);
  }

  @Override
  public <T> Mailbox<T> rendezvous() {
    return new ChannelMailbox<>(Channel.rendezvous());
  }

  @Override
  public <T> Mailbox<T> bounded(int capacity) {
    return new ChannelMailbox<>(Channel.buffered(capacity));
  }

  @Override
  public <T> Mailbox<T> unbounded() {
    return new ChannelMailbox<>(Channel.unlimited());
  }

  @Override
  public Guard guard() {
    // One thread runs all tasks, and an action cannot suspend: nobody can come in between.
    return Runnable::run;
  }

  @Override
  @Suspendable
  public void sleep(Duration duration) {
    Coroutine.sleep(duration);
  }

  @Override
  public void close() {
    // The thread belongs to the caller.
  }
}
