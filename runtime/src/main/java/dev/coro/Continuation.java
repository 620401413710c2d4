package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.NotInstrumented;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A computation that can stop itself and be run on later: the unscheduled building block below
 * generators and coroutines.
 *
 * <pre>{@code
 * var c = new Continuation(() -> {
 *   System.out.print("a");
 *   Continuation.suspend();
 *   System.out.print("c");
 * });
 * c.resume(); // prints a
 * System.out.print("b");
 * c.resume(); // prints c
 * }</pre>
 *
 * <p>A continuation runs on the thread that calls {@link #resume}, which may be another one each
 * time if there is a happens-before edge from one call to the next. Continuations nest.
 */
@NotInstrumented
public final class Continuation extends ContinuationState {
  private @Nullable SuspendableRunnable body;

  /** Creates a continuation that has not begun; the first {@link #resume} begins {@code body}. */
  public Continuation(SuspendableRunnable body) {
    this.body = java.util.Objects.requireNonNull(body, "body");
  }

  /**
   * Runs the body on the calling thread until it suspends or ends. What the body throws, checked
   * exceptions included, comes out of this method, and the continuation has then ended.
   *
   * <p>Suspends the caller only if the body suspends an enclosing coroutine or continuation. Not a
   * cancellation point by itself.
   *
   * @return true when the body has suspended, false when it has ended
   * @throws IllegalStateException if this continuation is running or has ended
   */
  @Suspendable
  public boolean resume() {
    return run();
  }

  /** Whether the body has ended, by returning or by throwing. Never suspends. */
  public boolean isDone() {
    return hasEnded();
  }

  /**
   * Where the body stands: its activations as rows of a stack trace, the innermost first, as if all
   * of them were on a stack. Empty before the body begins, while it runs, and when it has ended; a
   * body that was suspended by an enclosing continuation or coroutine counts as running, and its
   * rows are part of that one's. Never suspends. For the thread that may resume this; seen from
   * another one, the answer may be outdated.
   */
  public List<StackTraceElement> stackTrace() {
    return logicalStack();
  }

  /**
   * Suspends the innermost continuation that the caller runs in; its {@link #resume} returns true.
   * A later {@code resume} goes on behind this call. Generators and coroutines in between are
   * suspended with it. Always suspends; never a cancellation point.
   *
   * @throws NotSuspendableException if the caller runs in no continuation, or an activation in
   *     between cannot be saved; nothing is unwound then
   */
  @Suspendable
  public static void suspend() {
    ContinuationState innermost = CurrentContinuation.get();
    ContinuationState target = innermost;
    while (!(target instanceof Continuation)) {
      target = target.enclosing();
      if (target == null) {
        throw Diagnosis.outside(
            "Continuation.suspend()", "continuation", "new Continuation(...).resume()");
      }
    }
    innermost.suspendTo(target);
  }

  @Override
  @Suspendable
  protected void begin() throws Exception {
    SuspendableRunnable task = java.util.Objects.requireNonNull(body);
    body = null;
    task.run();
  }

  @Override
  protected String describe() {
    return "a continuation";
  }
}
