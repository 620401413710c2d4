package dev.coro.internal;

import java.io.IOException;

/** What is done with a channel, as often as it takes. Does not block if its channel does not. */
public abstract class Transfer {
  /** In place of a result: it would have to block. */
  public static final long PENDING = Long.MIN_VALUE;

  /** Does what can be done; {@link #PENDING} if that is not enough for a blocking channel. */
  public abstract long attempt() throws IOException;

  /** What a non-blocking channel's method returns in place of {@link #PENDING}. */
  public long soFar() {
    return 0;
  }
}
