package dev.coro;

import dev.coro.internal.Rethrow;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Between coroutines and futures. The other direction is {@link Coroutine#asCompletableFuture}. */
public final class Futures {
  private Futures() {}

  /**
   * Waits for a stage and returns its result, or throws what it has failed with, checked exceptions
   * included and without a {@link CompletionException} around it. Suspends unless it is complete;
   * always a cancellation point. Cancelling the wait leaves the stage alone.
   *
   * @param <T> type of the result
   * @throws java.util.concurrent.CancellationException if the stage was cancelled
   */
  @Suspendable
  @SuppressWarnings({"unchecked", "NullAway"}) // what the stage gives is of type T
  public static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    Coroutine.checkCancelled();
    StageWaiter waiter = new StageWaiter(stage);
    stage.whenComplete(waiter::complete);
    return (T) waiter.await();
  }

  /**
   * Waits for a future of any kind. One that is no {@link CompletionStage} can only be waited for
   * by a thread: that is one of {@link Blocking}. Suspends unless it is done; always a cancellation
   * point.
   *
   * @param <T> type of the result
   * @throws java.util.concurrent.CancellationException if the future was cancelled
   */
  @Suspendable
  @SuppressWarnings("unchecked")
  public static <T extends @Nullable Object> T get(Future<T> future) {
    if (future instanceof CompletionStage<?> stage) {
      return (T) await(stage);
    }
    Coroutine.checkCancelled();
    return future.isDone() ? block(future) : Blocking.callAbandonable(() -> block(future));
  }

  private static <T extends @Nullable Object> T block(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Rethrow.unchecked(e.getCause() != null ? e.getCause() : e);
    } catch (InterruptedException e) {
      throw Rethrow.unchecked(e);
    }
  }

  /** Whoever waits for a stage, which any thread may complete. */
  private static final class StageWaiter extends Waiter {
    private final CompletionStage<?> stage;

    StageWaiter(CompletionStage<?> stage) {
      super(true);
      this.stage = stage;
    }

    void complete(@Nullable Object result, @Nullable Throwable thrown) {
      if (thrown == null) {
        wake(result);
      } else {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : null;
        wakeWithFailure(cause != null ? cause : thrown);
      }
    }

    @Override
    protected void abandoned() {
      // A stage has no way to be told; its completion finds nobody who waits.
    }

    @Override
    public String toString() {
      return stage.toString();
    }
  }

  /** See {@link Coroutine#asCompletableFuture}. */
  static final class OfCoroutine<T extends @Nullable Object> extends CompletableFuture<T>
      implements EndListener {
    private final Coroutine<T> coroutine;

    OfCoroutine(Coroutine<T> coroutine) {
      this.coroutine = coroutine;
    }

    @Override
    public void ended(Coroutine<?> ended) {
      if (ended.outcome() instanceof Failure failure) {
        failure.markKnown();
        completeExceptionally(failure.thrownToJoiner());
      } else {
        complete(coroutine.takeOutcome());
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      coroutine.cancel("its future was cancelled");
      return super.cancel(mayInterruptIfRunning);
    }

    /** So that stages that depend on this do not become cancellers of the coroutine. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new CompletableFuture<>();
    }
  }
}
