package dev.coro;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The joiners that {@link Joiner} offers. */
final class Joiners {
  private Joiners() {}

  /** See {@link Joiner#awaitAllSuccessfulOrThrow}. */
  static final class AwaitSuccessful<T extends @Nullable Object>
      implements Joiner<T, @Nullable Void> {
    private @Nullable Throwable failure;

    @Override
    public boolean onComplete(Subtask<? extends T> subtask) {
      if (subtask.state() == Subtask.State.FAILED && failure == null) {
        failure = subtask.exception();
      }
      return failure != null;
    }

    @Override
    @SuppressWarnings("NullAway") // R is nullable
    public @Nullable Void result() throws Throwable {
      if (failure != null) {
        throw failure;
      }
      return null;
    }
  }

  /** See {@link Joiner#allSuccessfulOrThrow}. */
  static final class AllSuccessful<T extends @Nullable Object> implements Joiner<T, List<T>> {
    private final List<Subtask<? extends T>> all = new ArrayList<>();
    private final AwaitSuccessful<T> waiting = new AwaitSuccessful<>();

    @Override
    public boolean onFork(Subtask<? extends T> subtask) {
      all.add(subtask);
      return false;
    }

    @Override
    public boolean onComplete(Subtask<? extends T> subtask) {
      return waiting.onComplete(subtask);
    }

    @Override
    public List<T> result() throws Throwable {
      if (waiting.failure != null) {
        throw waiting.failure;
      }
      List<T> results = new ArrayList<>(all.size());
      for (Subtask<? extends T> subtask : all) {
        results.add(subtask.get());
      }
      return results;
    }
  }

  /** See {@link Joiner#anySuccessfulOrThrow}. */
  static final class AnySuccessful<T extends @Nullable Object> implements Joiner<T, T> {
    private @Nullable Subtask<? extends T> first;
    private @Nullable Throwable failure;

    @Override
    public boolean onComplete(Subtask<? extends T> subtask) {
      if (subtask.state() == Subtask.State.SUCCESS) {
        first = subtask;
        return true;
      } else if (failure == null) {
        failure = subtask.exception();
      } else if (failure != subtask.exception()) {
        failure.addSuppressed(subtask.exception());
      }
      return false;
    }

    @Override
    public T result() throws Throwable {
      if (first != null) {
        return first.get();
      }
      throw failure != null ? failure : new NoSuchElementException("no subtask was forked");
    }
  }

  /** See {@link Joiner#allUntil}. */
  static final class AllUntil<T extends @Nullable Object> implements Joiner<T, List<Subtask<T>>> {
    private final List<Subtask<T>> all = new ArrayList<>();
    private final Predicate<Subtask<? extends T>> isDone;

    AllUntil(Predicate<Subtask<? extends T>> isDone) {
      this.isDone = isDone;
    }

    @Override
    @SuppressWarnings("unchecked") // a subtask only gives results
    public boolean onFork(Subtask<? extends T> subtask) {
      all.add((Subtask<T>) subtask);
      return false;
    }

    @Override
    public boolean onComplete(Subtask<? extends T> subtask) {
      return isDone.test(subtask);
    }

    @Override
    public List<Subtask<T>> result() {
      return List.copyOf(all);
    }
  }
}
