package dev.coro;

import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generators and continuations in whose bodies a scope is open. None of them may suspend by
 * itself meanwhile: the scope, which belongs to the coroutine, would go on in the consumer and
 * cancel what that does between two values. So each counts the scopes that are open inside it, and
 * a yield or {@link Continuation#suspend} looks at that count.
 */
final class ScopeHolders {
  /** From the innermost outwards; each is a Generator's or a Continuation. */
  private final List<ContinuationState> holders = new ArrayList<>(1);

  private ScopeHolders() {}

  /**
   * Counts a scope that the caller, who runs in {@code coroutine}, opens.
   *
   * @return null if nothing is in between
   */
  static @Nullable ScopeHolders begin(CoroutineContinuation coroutine) {
    ContinuationState innermost = CurrentContinuation.get();
    if (innermost == coroutine) {
      return null;
    }
    ScopeHolders found = new ScopeHolders();
    for (ContinuationState c = innermost; c != null && c != coroutine; c = c.enclosing()) {
      found.holders.add(c);
    }
    found.count(1);
    return found;
  }

  /** The scope is closed. */
  void end() {
    count(-1);
  }

  private void count(int difference) {
    for (ContinuationState holder : holders) {
      if (holder instanceof GeneratorContinuation<?> generator) {
        generator.openScopes += difference;
      } else if (holder instanceof Continuation continuation) {
        continuation.openScopes += difference;
      }
    }
  }
}
