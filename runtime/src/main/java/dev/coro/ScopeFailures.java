package dev.coro;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has failed in a task scope. Each failure is thrown, suppressed in another, or reported. */
final class ScopeFailures {
  /** The one that has cancelled the scope, or that the joiner has thrown. */
  private @Nullable Throwable first;

  /** Whether the owner was thrown the first one. */
  private boolean ownerKnows;

  /** Those behind the one that has cancelled the scope. */
  private final List<Throwable> later = new ArrayList<>();

  void setFirst(Throwable failure) {
    first = failure;
  }

  void addLater(Throwable failure) {
    later.add(failure);
  }

  @Nullable Throwable first() {
    return first;
  }

  void markOwnerKnows() {
    ownerKnows = true;
  }

  boolean ownerKnows() {
    return ownerKnows;
  }

  /** Suppresses in {@code holder} what nobody has been shown. */
  void suppressIn(Throwable holder) {
    if (first != null && !ownerKnows && first != holder.getCause()) {
      holder.addSuppressed(first);
    }
    for (Throwable failure : later) {
      if (failure != holder && failure != holder.getCause()) {
        holder.addSuppressed(failure);
      }
    }
  }

  /** Reports those behind the first, which nobody can be thrown any more. */
  void reportLater(CoroutineContinuation owner) {
    for (Throwable failure : later) {
      owner.loop.failures.add(owner.coroutine, new Failure(failure));
    }
  }
}
