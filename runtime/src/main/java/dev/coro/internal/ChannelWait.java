package dev.coro.internal;

import dev.coro.Suspendable;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The operations of one direction of a channel, one after the other. */
@NotInstrumented
public final class ChannelWait extends IoOperation {
  private final int ops;
  private @Nullable Transfer transfer;

  /** Operations of a channel that wait until it is ready for {@code ops}. */
  public ChannelWait(IoHandle handle, int ops) {
    super(handle, ops);
    this.ops = ops;
  }

  /** Does it; suspends while it would block. */
  @Suspendable
  public long run(Transfer what) throws IOException {
    IoParty party = begin();
    transfer = what;
    return run(party);
  }

  @Override
  protected long attempt() throws IOException {
    try {
      return Objects.requireNonNull(transfer).attempt();
    } catch (ClosedChannelException e) {
      if (handle().isOpen() || e instanceof AsynchronousCloseException) {
        throw e;
      }
      throw new AsynchronousCloseException(); // It was open when this began.
    }
  }

  @Override
  protected void forget() {
    transfer = null;
  }

  @Override
  public String toString() {
    String what =
        switch (ops) {
          case SelectionKey.OP_READ -> "reading from ";
          case SelectionKey.OP_WRITE -> "writing to ";
          case SelectionKey.OP_ACCEPT -> "accepting from ";
          default -> "connecting ";
        };
    return what + handle();
  }
}
