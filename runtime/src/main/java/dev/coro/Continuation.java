package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.NotInstrumented;
import dev.coro.rt.StateStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
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
 *
 * <p>A parked continuation is a value: {@link #fork} copies it, and Java serialisation writes it to
 * a stream and reads it in another JVM, which has the same code and the agent. It is written as its
 * activations with their variables, all of which have to be serialisable; one that has not begun,
 * as its body. It can be resumed where it was written as well. One that is running, or holds
 * monitors, is refused. Never let anybody whom you do not trust write what you read: see {@link
 * dev.coro.serial.ParkedContinuation}, which is also for other formats.
 */
@NotInstrumented
public final class Continuation extends ContinuationState implements Serializable {
  private static final long serialVersionUID = 1;

  /** What to begin with; null once it has begun. */
  private transient @Nullable SuspendableRunnable body;

  /** Whether a scope is open in the body: {@link ScopeHolders}. */
  transient boolean scopeOpen;

  /** Creates a continuation that has not begun; the first {@link #resume} begins {@code body}. */
  public Continuation(SuspendableRunnable body) {
    this.body = java.util.Objects.requireNonNull(body, "body");
  }

  /** For a copy, of which another state may follow. */
  private Continuation(@Nullable SuspendableRunnable body, ContinuationState original) {
    this.body = body;
    original.forkInto(this);
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

  /**
   * A new continuation in the state of this one; both go on from there, independently and on any
   * thread. Can be repeated at will. Never suspends; takes the same time at every depth.
   *
   * <p><b>Copied</b> are the activations with their local variables, those of primitive type by
   * value and references as references; in fact only when one of the continuations gets there.
   * <b>Shared</b> is every object that a variable refers to: arrays, what lambdas have captured,
   * and other continuations and generators, which keep running once for all copies.
   *
   * <p>The copy of one that has not begun begins the same body; that of one that has ended has
   * ended. The caller must be the thread that may resume this.
   *
   * @throws IllegalStateException if this is running (CO250), holds a monitor (CO251), or was
   *     suspended by a continuation or generator that runs inside it (CO252); nothing changes then
   */
  public Continuation fork() {
    return new Continuation(body, this);
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
   * @throws IllegalStateException if a {@link CancelScope} or {@link TaskScope} is open that was
   *     opened inside that continuation (CO260)
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
    if (((Continuation) target).scopeOpen) {
      throw new IllegalStateException(
          ErrorCode.SCOPE_OPEN_AT_YIELD.message(
              "Continuation.suspend()", Diagnosis.callerDescription()));
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

  private void writeObject(ObjectOutputStream out) throws IOException {
    StateStream.write(this, out);
    StateStream.writeValue(out, body, this, "its body");
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    StateStream.read(this, in);
    body = StateStream.readValue(in, SuspendableRunnable.class);
  }
}
