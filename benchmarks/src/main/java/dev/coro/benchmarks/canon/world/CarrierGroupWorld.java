package dev.coro.benchmarks.canon.world;

import dev.coro.CarrierGroup;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.SuspendableRunnable;
import java.time.Duration;

/** A coroutine for each task, and a carrier for each core: mailboxes are shared(). */
final class CarrierGroupWorld implements World {
  private final CarrierGroup carriers = CarrierGroup.open("canon");

  @Override
  public long run(SuspendableCallable<Long> program) {
    return carriers.start(program).join();
  }

  @Override
  public void start(SuspendableRunnable task) {
    Coroutine.start(task);
  }

  @Override
  public void startAnywhere(SuspendableRunnable task) {
    carriers.start(task);
  }

  @Override
  public <T> Mailbox<T> rendezvous() {
    return new ChannelMailbox<>(Channel.<T>rendezvous().shared());
  }

  @Override
  public <T> Mailbox<T> bounded(int capacity) {
    return new ChannelMailbox<>(Channel.<T>buffered(capacity).shared());
  }

  @Override
  public <T> Mailbox<T> unbounded() {
    return new ChannelMailbox<>(Channel.<T>unlimited().shared());
  }

  @Override
  public Guard guard() {
    // An action cannot suspend, so a monitor does, and no carrier waits for it for long.
    Object monitor = new Object();
    return action -> {
      synchronized (monitor) {
        action.run();
      }
    };
  }

  @Override
  @Suspendable
  public void sleep(Duration duration) {
    Coroutine.sleep(duration);
  }

  @Override
  public void close() {
    carriers.close();
  }
}
