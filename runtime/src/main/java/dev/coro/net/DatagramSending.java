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

/** Sending datagrams. */
@NotInstrumented
final class DatagramSending extends IoOperation {
  private final DatagramChannel channel;
  private @Nullable ByteBuffer source;

  /** Null for the one whom the channel is connected to. */
  private @Nullable SocketAddress receiver;

  DatagramSending(IoHandle handle, DatagramChannel channel) {
    super(handle, SelectionKey.OP_WRITE);
    this.channel = channel;
  }

  @Suspendable
  void send(ByteBuffer buffer, @Nullable SocketAddress to) throws IOException {
    IoParty party = begin();
    source = buffer;
    receiver = to;
    run(party);
  }

  @Override
  protected long attempt() throws IOException {
    ByteBuffer buffer = Objects.requireNonNull(source);
    boolean empty = !buffer.hasRemaining();
    int sent = receiver == null ? channel.write(buffer) : channel.send(buffer, receiver);
    // Nobody can tell whether there was room for an empty one; it may get lost like any.
    return sent == 0 && !empty ? PENDING : sent;
  }

  @Override
  protected void forget() {
    source = null;
    receiver = null;
  }

  @Override
  public String toString() {
    return "sending from " + handle();
  }
}
