package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.Rethrow;
import dev.coro.rt.CurrentContinuation;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that belongs to a coroutine and to those that it starts: what a {@link ThreadLocal} is to
 * threads, but bound to a stretch of code, as with the JDK's {@code ScopedValue}.
 *
 * <pre>{@code
 * static final CoroutineLocal<User> USER = CoroutineLocal.withDefault(() -> User.NOBODY);
 *
 * USER.where(user, () -> handle(request));   // in here, USER.get() is user
 * }</pre>
 *
 * <p>A coroutine inherits the bindings that are in force where it is started or forked; one that a
 * thread starts on a carrier has none. Nothing here suspends by itself.
 *
 * @param <T> type of the value
 */
public final class CoroutineLocal<T extends @Nullable Object> {
  private final Supplier<? extends T> byDefault;

  private CoroutineLocal(Supplier<? extends T> byDefault) {
    this.byDefault = byDefault;
  }

  /**
   * A value that is {@code byDefault} where it is not bound; computed at each {@link #get}.
   *
   * @param <T> type of the value
   */
  public static <T extends @Nullable Object> CoroutineLocal<T> withDefault(
      Supplier<? extends T> byDefault) {
    return new CoroutineLocal<>(Objects.requireNonNull(byDefault, "byDefault"));
  }

  /** The value in force; the default outside of coroutines, too. Never suspends. */
  @SuppressWarnings({"unchecked", "NullAway"}) // where binds nothing else
  public T get() {
    CoroutineContinuation caller = CoroutineContinuation.enclosing(CurrentContinuation.get());
    for (Binding b = caller == null ? null : caller.bindings; b != null; b = b.outer) {
      if (b.local == this) {
        return (T) b.value;
      }
    }
    return byDefault.get();
  }

  /**
   * Runs {@code task} with another value. Suspends and is a cancellation point where the task is.
   * What the task throws comes out. In the body of a generator it may not yield (CO260): the
   * consumer would see the value, too.
   *
   * @throws NotSuspendableException if called outside of a coroutine
   */
  @Suspendable
  public void where(T value, SuspendableRunnable task) {
    CoroutineContinuation caller = bind(value);
    try {
      task.run();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      unbind(caller);
    }
  }

  /**
   * As {@link #where(Object, SuspendableRunnable)}, for a task with a result.
   *
   * @param <R> type of the result
   */
  @Suspendable
  public <R extends @Nullable Object> R where(T value, SuspendableCallable<R> task) {
    CoroutineContinuation caller = bind(value);
    try {
      return task.call();
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    } finally {
      unbind(caller);
    }
  }

  private CoroutineContinuation bind(T value) {
    CoroutineContinuation caller = CoroutineContinuation.enclosing(CurrentContinuation.get());
    if (caller == null) {
      throw Diagnosis.outside("CoroutineLocal.where(...)", "coroutine", "Carrier.run(...)");
    }
    caller.bindings = new Binding(this, value, ScopeHolders.begin(caller), caller.bindings);
    return caller;
  }

  private static void unbind(CoroutineContinuation caller) {
    Binding ending = Objects.requireNonNull(caller.bindings);
    caller.bindings = ending.outer;
    if (ending.holders != null) {
      ending.holders.end(caller);
    }
  }

  /** A value in force, and those that were before: shared by all coroutines that inherit them. */
  static final class Binding {
    final CoroutineLocal<?> local;
    final @Nullable Object value;

    /** Generators and continuations in whose bodies it was bound; null if there are none. */
    final @Nullable ScopeHolders holders;

    final @Nullable Binding outer;

    Binding(
        CoroutineLocal<?> local,
        @Nullable Object value,
        @Nullable ScopeHolders holders,
        @Nullable Binding outer) {
      this.local = local;
      this.value = value;
      this.holders = holders;
      this.outer = outer;
    }
  }
}
