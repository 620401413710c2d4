package dev.coro;

import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generators and continuations in whose bodies a scope, or a binding of a {@link
 * CoroutineLocal}, is open. None of them may suspend by itself meanwhile: the scope, which belongs
 * to the coroutine, would go on in the consumer and cancel what that does between two values. So
 * each has a flag, which a yield or {@link Continuation#suspend} looks at. A flag rather than a
 * number: with that, a parked continuation would take eight bytes more.
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

  /** The scope, which was the innermost one of {@code coroutine}, is closed. */
  void end(CoroutineContinuation coroutine) {
    CancelScope scope = coroutine.scope;
    CoroutineLocal.Binding binding = coroutine.bindings;
    for (ContinuationState holder : holders) {
      boolean another =
          (scope != null && isIn(scope.holders(), holder))
              || (binding != null && isIn(binding.holders, holder));
      mark(holder, another);
    }
    holders.clear(); // Coroutines that have inherited a binding must not keep them alive.
  }

  private static boolean isIn(@Nullable ScopeHolders of, ContinuationState holder) {
    return of != null && of.holders.contains(holder);
  }

  private static void mark(ContinuationState holder, boolean scopeOpen) {
    if (holder instanceof GeneratorContinuation<?> generator) {
      generator.scopeOpen = scopeOpen;
    } else if (holder instanceof Continuation continuation) {
      continuation.scopeOpen = scopeOpen;
    }
  }
}
