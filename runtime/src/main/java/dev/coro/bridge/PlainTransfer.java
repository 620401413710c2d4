package dev.coro.bridge;

import dev.coro.internal.Transfer;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;

/**
 * The original operation of a channel, on a thread. If the channel is non-blocking only since a
 * carrier {@linkplain Adoption waits for it}, the thread blocks as it would have.
 */
final class PlainTransfer {
  /** Closing a channel does not wake who waits at a selector, so one looks now and then. */
  private static final long LOOK_MILLIS = 50;

  private PlainTransfer() {}

  static long run(Channel channel, int ops, Transfer transfer) throws IOException {
    if (Thread.currentThread().isInterrupted() && Adoption.isEmulated(channel)) {
      throw interrupted(channel);
    }
    while (true) {
      long result = transfer.attempt();
      if (result != Transfer.PENDING) {
        return result;
      }
      if (!(channel instanceof SelectableChannel selectable) || !Adoption.isAdopted(selectable)) {
        return transfer.soFar();
      }
      await(selectable, ops);
    }
  }

  private static void await(SelectableChannel channel, int ops) throws IOException {
    try (Selector selector = channel.provider().openSelector()) {
      channel.register(selector, ops);
      while (selector.select(LOOK_MILLIS) == 0 && channel.isOpen()) {
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted(channel);
        }
      }
    } catch (IllegalBlockingModeException e) {
      return; // It blocks by itself again.
    } catch (ClosedChannelException e) {
      throw e instanceof ClosedByInterruptException ? e : new AsynchronousCloseException();
    }
    if (!channel.isOpen()) {
      throw new AsynchronousCloseException();
    }
  }

  /** What an interruptible channel does to an interrupted thread. */
  private static ClosedByInterruptException interrupted(Channel channel) throws IOException {
    channel.close();
    return new ClosedByInterruptException();
  }
}
