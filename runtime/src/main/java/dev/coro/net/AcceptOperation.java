package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.internal.IoHandle;
import dev.coro.internal.IoOperation;
import dev.coro.internal.IoParty;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accepting connections. */
@NotInstrumented
final class AcceptOperation extends IoOperation {
  private final ServerSocketChannel channel;
  private final SocketSettings settings;

  /** What was accepted, on its way to the caller. */
  private @Nullable StreamSocket accepted;

  AcceptOperation(IoHandle handle, ServerSocketChannel channel, SocketSettings settings) {
    super(handle, SelectionKey.OP_ACCEPT);
    this.channel = channel;
    this.settings = settings;
  }

  @Suspendable
  @SuppressWarnings("NullAway") // the value behind a suspension is never seen
  StreamSocket accept() throws IOException {
    run(begin());
    return take();
  }

  private @Nullable StreamSocket take() {
    StreamSocket taken = accepted;
    accepted = null;
    return taken;
  }

  @Override
  protected long attempt() throws IOException {
    SocketChannel client = channel.accept();
    if (client == null) {
      return PENDING;
    }
    try {
      SocketAddress remote = Objects.requireNonNull(client.getRemoteAddress());
      SocketOptions.apply(settings, client, !(remote instanceof InetSocketAddress));
      accepted = new StreamSocket(client, Objects.requireNonNull(client.getLocalAddress()), remote);
      return 0;
    } catch (Throwable t) {
      client.close();
      throw t;
    }
  }

  @Override
  protected void deliver(IoParty party, long result) {
    party.ioReturned(Objects.requireNonNull(take()));
  }

  @Override
  protected void forget() {}

  @Override
  public String toString() {
    return "accepting at " + handle();
  }
}
