package dev.coro;

import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generators and continuations in whose bodies a scope is open. None of them may suspend by
 * itself meanwhile: the scope, which belongs to the coroutine, would go on in the consumer and
 * cancel what that does between two values. So each has a flag, which a yield or {@link
 * Continuation#suspend} looks at. A flag rather than a number: with that, a parked continuation
 * would take eight bytes more.
 */
final class ScopeHolders {
  /** From the innermost outwards; each is a Generator's or a Continuation. */
  private final List<ContinuationState> holders = new ArrayList<>(1);

  private ScopeHolders() {}

  /**
   * Notes that the caller, who runs in {@code coroutine}, opens a scope.
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
      mark(c, true);
    }
    return found;
  }

  /**
   * The scope is closed.
   *
   * @param around the holders of the scope around it, which is still open
   */
  void end(@Nullable ScopeHolders around) {
    for (ContinuationState holder : holders) {
      mark(holder, around != null && around.holders.contains(holder));
    }
  }

  private static void mark(ContinuationState holder, boolean scopeOpen) {
    if (holder instanceof GeneratorContinuation<?> generator) {
      generator.scopeOpen = scopeOpen;
    } else if (holder instanceof Continuation continuation) {
      continuation.scopeOpen = scopeOpen;
    }
  }
}
