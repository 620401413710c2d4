package dev.coro.it.bridge;

import java.lang.reflect.Method;
import java.nio.channels.SelectableChannel;

/** Asks channels without a bridge in between. */
final class Unbridged {
  private Unbridged() {}

  static boolean isBlocking(SelectableChannel channel) {
    try {
      Method method = SelectableChannel.class.getMethod("isBlocking");
      return (Boolean) method.invoke(channel);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
