package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.internal.IoHandle;
import dev.coro.internal.IoOperation;
import dev.coro.internal.IoParty;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Receiving datagrams. */
@NotInstrumented
final class DatagramReceiving extends IoOperation {
  private final DatagramChannel channel;
  private @Nullable ByteBuffer target;

  /** Whether the caller wants to know the sender; if not, how much has come. */
  private boolean tellsSender;

  /** Who has sent what was received, on the way to the caller. */
  private @Nullable SocketAddress sender;

  DatagramReceiving(IoHandle handle, DatagramChannel channel) {
    super(handle, SelectionKey.OP_READ);
    this.channel = channel;
  }

  @Suspendable
  @SuppressWarnings("NullAway") // the value behind a suspension is never seen
  SocketAddress receive(ByteBuffer buffer) throws IOException {
    IoParty party = begin();
    target = buffer;
    tellsSender = true;
    run(party);
    return takeSender();
  }

  @Suspendable
  int read(ByteBuffer buffer) throws IOException {
    IoParty party = begin();
    target = buffer;
    tellsSender = false;
    return (int) run(party);
  }

  @Override
  protected long attempt() throws IOException {
    ByteBuffer buffer = Objects.requireNonNull(target);
    long before = buffer.position();
    // Not read: that does not tell an empty datagram from none.
    SocketAddress from = channel.receive(buffer);
    if (from == null) {
      return PENDING;
    }
    sender = tellsSender ? from : null;
    return buffer.position() - before;
  }

  private @Nullable SocketAddress takeSender() {
    SocketAddress taken = sender;
    sender = null;
    return taken;
  }

  @Override
  protected void deliver(IoParty party, long result) {
    SocketAddress from = takeSender();
    if (from != null) {
      party.ioReturned(from);
    } else {
      party.ioReturned(result);
    }
  }

  @Override
  protected void forget() {
    target = null;
  }

  @Override
  public String toString() {
    return "receiving at " + handle();
  }
}
