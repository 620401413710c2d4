package dev.coro;

import dev.coro.internal.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several carriers, each on a thread of its own: coroutines that use several cores.
 *
 * <pre>{@code
 * try (CarrierGroup workers = CarrierGroup.open("workers")) {
 *   Coroutine<Long> a = workers.start(() -> count(first));
 *   Coroutine<Long> b = workers.start(() -> count(second));
 *   System.out.println(a.join() + b.join());
 * }
 * }</pre>
 *
 * <p>A coroutine stays on its carrier, so those of one carrier still need no locks among each
 * other. They meet those of other carriers at channels and locks that were created with {@code
 * shared()}. All methods may be called by any thread.
 */
public final class CarrierGroup implements AutoCloseable {
  private final List<Carrier> carriers;
  private final AtomicInteger next = new AtomicInteger();

  private CarrierGroup(List<Carrier> carriers) {
    this.carriers = List.copyOf(carriers);
  }

  /** Opens one carrier for each core that the JVM may use. Never suspends. */
  public static CarrierGroup open(String name) {
    return open(CarrierSettings.named(name), Runtime.getRuntime().availableProcessors());
  }

  /**
   * Opens carriers. Never suspends.
   *
   * @param settings of each; the carriers are called by its name and a number from 0 on
   * @throws IllegalArgumentException if {@code count} is less than 1 (CO239)
   */
  public static CarrierGroup open(CarrierSettings settings, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          ErrorCode.TOO_SMALL.message("the number of carriers", count, 1));
    }
    List<Carrier> opened = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        opened.add(Carrier.open(settings.withName(settings.name() + "-" + i)));
      }
    } catch (Throwable t) { // The system may have no thread left.
      opened.forEach(Carrier::close);
      throw t;
    }
    return new CarrierGroup(opened);
  }

  /**
   * Starts a coroutine on the next carrier, in turn. Never suspends.
   *
   * @param <T> type of the result
   * @throws IllegalStateException if the group was closed (CO211)
   */
  public <T extends @Nullable Object> Coroutine<T> start(SuspendableCallable<T> task) {
    return nextCarrier().start(task);
  }

  /** As {@link #start(SuspendableCallable)}, for a task without a result. */
  public Coroutine<@Nullable Void> start(SuspendableRunnable task) {
    return nextCarrier().start(task);
  }

  /**
   * As {@link #start(SuspendableCallable)}, with a name, which need not be unique.
   *
   * @param <T> type of the result
   */
  public <T extends @Nullable Object> Coroutine<T> start(String name, SuspendableCallable<T> task) {
    return nextCarrier().start(name, task);
  }

  /** As {@link #start(String, SuspendableCallable)}, for a task without a result. */
  public Coroutine<@Nullable Void> start(String name, SuspendableRunnable task) {
    return nextCarrier().start(name, task);
  }

  private Carrier nextCarrier() {
    return carriers.get(Math.floorMod(next.getAndIncrement(), carriers.size()));
  }

  /** The carriers, for coroutines that belong together: start them on the same one. */
  public List<Carrier> carriers() {
    return carriers;
  }

  /**
   * Ends the group: takes no more coroutines, waits until all have ended or {@code grace} is over,
   * then cancels the rest and waits for them. Blocks the calling thread.
   *
   * @throws IllegalArgumentException if {@code grace} is negative (CO227)
   * @throws IllegalStateException if called by code that a carrier of the group runs (CO216)
   */
  public void shutdown(Duration grace) {
    Carrier.checkGrace(grace);
    long end = System.nanoTime() + EventLoop.nanosOf(grace);
    refuseMore();
    endAll(carrier -> carrier.shutdown(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
  }

  private void refuseMore() {
    carriers.forEach(Carrier::checkOutside);
    carriers.forEach(Carrier::refuseMore);
  }

  /**
   * Takes no more coroutines, and waits until all have ended. Blocks the calling thread.
   *
   * @throws DeadlockException if those of one carrier wait for each other; for the first such one,
   *     the others are suppressed
   * @throws IllegalStateException if called by code that a carrier of the group runs (CO216)
   */
  @Override
  public void close() {
    refuseMore();
    endAll(Carrier::close);
  }

  /** Ends each carrier, whatever the others throw. */
  private void endAll(Consumer<Carrier> end) {
    RuntimeException thrown = null;
    for (Carrier carrier : carriers) {
      try {
        end.accept(carrier);
      } catch (RuntimeException e) {
        if (thrown == null) {
          thrown = e;
        } else {
          thrown.addSuppressed(e);
        }
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }
}
