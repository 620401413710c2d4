package dev.coro.sync;

import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.internal.Rethrow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed when it is first asked for, once; the computation may suspend, and those
 * who ask meanwhile wait.
 *
 * <p>What the computation throws comes out of the {@link #get} that ran it, and the next one tries
 * again; so it is when that coroutine is cancelled.
 *
 * @param <T> type of the value
 */
public final class Lazy<T extends @Nullable Object> {
  private final Mutex mutex = new Mutex();

  /** Null once the value is there. */
  private volatile @Nullable SuspendableCallable<? extends T> computation;

  private @Nullable T value;

  private Lazy(SuspendableCallable<? extends T> computation) {
    this.computation = computation;
  }

  /**
   * A value to be computed.
   *
   * @param <T> type of the value
   */
  public static <T extends @Nullable Object> Lazy<T> of(
      SuspendableCallable<? extends T> computation) {
    return new Lazy<>(Objects.requireNonNull(computation, "computation"));
  }

  /** Has any carrier and any thread ask for it; see {@link dev.coro.Meeting#shared}. */
  public Lazy<T> shared() {
    mutex.shared();
    return this;
  }

  /**
   * The value. Suspends while it is computed; always a cancellation point until the value is there,
   * then never.
   *
   * @throws IllegalStateException if the computation asks for the value itself (CO240)
   */
  @Suspendable
  @SuppressWarnings("NullAway") // the value is one of type T once the computation is gone
  public T get() {
    if (computation != null) {
      mutex.lock();
      try {
        SuspendableCallable<? extends T> pending = computation;
        if (pending != null) {
          value = pending.call();
          computation = null;
        }
      } catch (Exception e) {
        throw Rethrow.unchecked(e);
      } finally {
        mutex.unlock();
      }
    }
    return value;
  }

  /** Whether the value is there. Never suspends. */
  public boolean isComputed() {
    return computation == null;
  }

  /** Whether it is there, for messages. */
  @Override
  public String toString() {
    return isComputed() ? "lazy value " + value : "lazy value, not computed";
  }
}
