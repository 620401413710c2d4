package dev.coro.serial;

import dev.coro.Continuation;
import dev.coro.rt.ParkedForms;
import java.util.List;

/**
 * What a parked {@link Continuation} consists of: a value that can be written in any format, and
 * from which the continuation can be made again, in this JVM or another one.
 *
 * <pre>{@code
 * ParkedContinuation parked = ParkedContinuation.of(continuation);
 * ... write its frames: names, numbers, and the references in whatever way fits them ...
 * Continuation again = parked.toContinuation(loader);
 * }</pre>
 *
 * <p>Java serialisation needs none of this: a {@code Continuation} is {@link java.io.Serializable}.
 * A reference may lead to another continuation, which is taken apart like this one, or back to the
 * same: then make a {@link #blank} one first, read the references, and {@link #restoreInto} it.
 *
 * <p>The frames name code by class, method and point. Whoever can change what is read can have any
 * suspendable method continue anywhere with any values: read only what you trust.
 *
 * @param frames the activations, innermost first
 * @param pins how many of them may have been called by code that does not expect a suspension; to
 *     be kept as it is
 */
public record ParkedContinuation(List<ParkedFrame> frames, int pins) {
  /** Describes a parked continuation; the list is copied. */
  public ParkedContinuation {
    frames = List.copyOf(frames);
  }

  /**
   * Takes a parked continuation apart. It stays as it is and can be resumed; the references are
   * those of its variables. Never suspends.
   *
   * @throws IllegalStateException if it is not parked, holds a monitor, or was suspended by one
   *     that runs inside it (CO253)
   */
  public static ParkedContinuation of(Continuation continuation) {
    return ParkedForms.describe(continuation);
  }

  /**
   * Makes a continuation that goes on where the one that was taken apart stands. Never suspends.
   *
   * @param loader finds the classes of the methods
   * @throws IllegalStateException if a class is missing (CO255), a method is missing or has changed
   *     (CO256), cannot be resumed here (CO257), or this describes nothing (CO258)
   */
  public Continuation toContinuation(ClassLoader loader) {
    Continuation made = blank();
    restoreInto(made, loader);
    return made;
  }

  /**
   * A continuation that is to be given its state by {@link #restoreInto}: something to refer to
   * while that state is being read. Never suspends.
   */
  public static Continuation blank() {
    return new Continuation(
        () -> {
          throw new IllegalStateException("resumed before its state was restored");
        });
  }

  /**
   * Gives a {@link #blank} continuation the state that this describes. Never suspends.
   *
   * @param loader finds the classes of the methods
   * @throws IllegalStateException as {@link #toContinuation}; or if {@code blank} has begun (CO258)
   */
  public void restoreInto(Continuation blank, ClassLoader loader) {
    ParkedForms.restore(blank, this, loader);
  }
}
