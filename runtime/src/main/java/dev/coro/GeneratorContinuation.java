package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.ContinuationState;
import dev.coro.rt.CurrentContinuation;
import dev.coro.rt.StateStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The running part of a {@link Generator}, with the two views of it: the body puts values in
 * through {@link Generator.Output}, the consumer takes them out through {@link Generator.Cursor}.
 *
 * <p>A value waits in {@code value} from the yield that put it there until {@link #next} takes it;
 * the body runs on only when it is gone.
 */
final class GeneratorContinuation<T extends @Nullable Object> extends ContinuationState
    implements Generator.Output<T>, Generator.Cursor<T>, Serializable {
  private static final long serialVersionUID = 1;

  /** Null once the body has begun, so that it keeps nothing alive. */
  private transient Generator.@Nullable Body<T> body;

  private transient @Nullable T value;

  /** Whether {@code value} waits to be taken; null is a value like any other. */
  private transient boolean hasValue;

  /** Whether close() was called: from then on nobody takes values. */
  private transient boolean closed;

  /**
   * The continuation that called yield: this one, or one that runs inside it. An exception for that
   * yield has to be delivered there.
   */
  private transient @Nullable ContinuationState yieldedIn;

  /** Whether a scope is open in the body: {@link ScopeHolders}. */
  transient boolean scopeOpen;

  GeneratorContinuation(Generator.Body<T> body) {
    this.body = body;
  }

  @Override
  @Suspendable
  protected void begin() throws Exception {
    Generator.Body<T> task = Objects.requireNonNull(body);
    body = null;
    task.run(this);
  }

  @Override
  @Suspendable
  public void yield(T value) {
    ContinuationState innermost = CurrentContinuation.get();
    if (innermost != this && !encloses(innermost)) {
      throw new IllegalStateException(
          ErrorCode.GENERATOR_OUTSIDE.message(Diagnosis.callerDescription()));
    }
    if (closed) {
      throw new IllegalStateException(
          ErrorCode.GENERATOR_YIELD_CLOSING.message(Diagnosis.callerDescription()));
    }
    if (scopeOpen) {
      throw new IllegalStateException(
          ErrorCode.SCOPE_OPEN_AT_YIELD.message("yield", Diagnosis.callerDescription()));
    }
    innermost.suspendTo(this);
    yieldedIn = innermost;
    this.value = value;
    hasValue = true;
  }

  private boolean encloses(ContinuationState innermost) {
    for (ContinuationState c = innermost; c != null; c = c.enclosing()) {
      if (c == this) {
        return true;
      }
    }
    return false;
  }

  @Override
  @Suspendable
  public boolean hasNext() {
    return hasValue || advance("hasNext()");
  }

  @Override
  @Suspendable
  @SuppressWarnings("NullAway") // hasValue says that the value is one of type T
  public T next() {
    if (!hasValue && !advance("next()")) {
      throw new NoSuchElementException("the generator has ended");
    }
    T taken = value;
    value = null;
    hasValue = false;
    return taken;
  }

  /** Runs the body until it yields or ends; returns whether it yielded. */
  @Suspendable
  private boolean advance(String operation) {
    if (closed || hasEnded()) {
      return false;
    }
    checkNotRunning(operation);
    run();
    return hasValue;
  }

  /** See {@link Generator#close}. */
  @Suspendable
  void close() {
    if (closed || hasEnded()) {
      return;
    }
    checkNotRunning("close()");
    closed = true;
    hasValue = false;
    value = null;
    body = null;
    ContinuationState yielded = yieldedIn;
    if (yielded != null) {
      GeneratorExit exit = new GeneratorExit();
      yielded.deliverFailure(exit);
      finish(exit);
    }
  }

  @Suspendable
  private void finish(GeneratorExit exit) {
    try {
      run();
    } catch (GeneratorExit thrown) {
      // The body should let its own pass; that of another generator is not for this one.
      if (thrown != exit) {
        throw thrown;
      }
    }
  }

  private void checkNotRunning(String operation) {
    if (isRunning()) {
      throw new IllegalStateException(
          ErrorCode.GENERATOR_BUSY.message(operation, Diagnosis.callerDescription()));
    }
  }

  @Override
  protected String describe() {
    return "a generator";
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    StateStream.write(this, out);
    out.writeBoolean(hasValue);
    out.writeBoolean(closed);
    StateStream.writeValue(out, body, this, "its body");
    StateStream.writeValue(out, value, this, "the element that it has yielded");
    out.writeObject(yieldedIn);
  }

  @SuppressWarnings("unchecked") // Only writeObject could have written another type of element.
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    StateStream.read(this, in);
    hasValue = in.readBoolean();
    closed = in.readBoolean();
    body = (Generator.Body<T>) StateStream.readValue(in, Generator.Body.class);
    value = (T) StateStream.readValue(in, Object.class);
    yieldedIn = StateStream.readValue(in, ContinuationState.class);
  }
}
