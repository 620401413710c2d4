package dev.coro.internal;

import dev.coro.rt.ContinuationState;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A coroutine, as what waits for I/O sees it. Used on the thread of its carrier. */
public interface IoParty {
  /** The coroutine that {@code innermost} is part of; null if it is part of none. */
  static @Nullable IoParty enclosing(ContinuationState innermost) {
    for (ContinuationState c = innermost; c != null; c = c.enclosing()) {
      if (c instanceof IoParty found) {
        return found;
      }
    }
    return null;
  }

  /** Its name, for messages. */
  String partyName();

  /** The selector of its carrier, which is opened for the first who asks. */
  IoPoller poller() throws IOException;

  /** The event loop of its carrier. */
  CarrierLoop carrierLoop();

  /** Whether cancellation points throw. */
  boolean isCancelled();

  /** What they throw. */
  RuntimeException cancellation();

  /**
   * Begins to suspend it until one of the methods below is called, or until it is cancelled and
   * {@link IoOperation#abandon} agrees; nothing has changed if it throws.
   */
  void parkForIo(ContinuationState innermost, IoOperation operation);

  /** Ends {@link #parkForIo}; the operation returns a number. */
  void ioReturned(long result);

  /** Ends {@link #parkForIo}; the operation returns an object. */
  void ioReturned(Object result);

  /** Ends {@link #parkForIo}; the operation throws. */
  void ioFailed(Throwable thrown);
}
