package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.internal.IoHandle;
import dev.coro.internal.IoOperation;
import dev.coro.internal.IoParty;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** Connecting a channel, once. */
@NotInstrumented
final class ConnectOperation extends IoOperation {
  private final SocketChannel channel;
  private final SocketAddress address;

  /** Whether the system was asked. */
  private boolean begun;

  ConnectOperation(IoHandle handle, SocketChannel channel, SocketAddress address) {
    super(handle, SelectionKey.OP_CONNECT);
    this.channel = channel;
    this.address = address;
  }

  @Suspendable
  void connect() throws IOException {
    IoParty party = begin();
    run(party);
  }

  @Override
  protected long attempt() throws IOException {
    boolean connected = begun ? channel.finishConnect() : channel.connect(address);
    begun = true;
    return connected ? 0 : PENDING;
  }

  @Override
  protected void forget() {}

  @Override
  public String toString() {
    return "connecting to " + handle();
  }
}
