package dev.coro.bridge;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/**
 * The mode of channels as the program has set it: a carrier that waits for a channel has made it
 * non-blocking. Never suspend.
 */
public final class ChannelModes {
  private ChannelModes() {}

  /** {@link SelectableChannel#isBlocking}. */
  public static boolean isBlocking(SelectableChannel channel) {
    return Adoption.isBlocking(channel);
  }

  /** {@link SelectableChannel#configureBlocking}. */
  public static SelectableChannel configureBlocking(SelectableChannel channel, boolean block)
      throws IOException {
    return channel.isOpen() && Adoption.setMode(channel, block)
        ? channel
        : channel.configureBlocking(block);
  }

  /** {@link SelectableChannel#register(Selector, int)}. */
  public static SelectionKey register(SelectableChannel channel, Selector selector, int ops)
      throws ClosedChannelException {
    return register(channel, selector, ops, null);
  }

  /** {@link SelectableChannel#register(Selector, int, Object)}. */
  public static SelectionKey register(
      SelectableChannel channel, Selector selector, int ops, @Nullable Object attachment)
      throws ClosedChannelException {
    if (channel.isOpen() && Adoption.isAdopted(channel)) {
      throw new IllegalBlockingModeException();
    }
    return channel.register(selector, ops, attachment);
  }
}
