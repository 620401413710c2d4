package dev.coro;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by operations of a {@link Channel} that was closed; the cause is the one it was closed
 * with, if any.
 */
public final class ChannelClosedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ChannelClosedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
