package dev.coro.it;

import static dev.coro.it.Loopback.anyPort;
import static dev.coro.it.Loopback.bytes;
import static dev.coro.it.Loopback.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.CoroutineDump;
import dev.coro.Suspendable;
import dev.coro.net.SocketSettings;
import dev.coro.net.UdpSocket;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams, which the loopback interface does not lose as long as there is room. */
@Timeout(30)
class UdpSocketIT {
  private static final Duration SHORT = Duration.ofMillis(20);

  /** Sends back what comes, to whom it came from. */
  @Suspendable
  private static void echo(UdpSocket socket) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(100);
    try {
      while (true) {
        SocketAddress from = socket.receive(buffer.clear());
        socket.send(buffer.flip(), from);
      }
    } catch (ClosedChannelException e) {
      // The end of the test.
    }
  }

  @Test
  void whatIsSentComesBackToTheSender() {
    Carrier.run(
        () -> {
          try (UdpSocket server = UdpSocket.bind(anyPort());
              UdpSocket one = UdpSocket.bind(anyPort());
              UdpSocket two = UdpSocket.open()) {
            Coroutine.start(() -> echo(server));
            ByteBuffer answer = ByteBuffer.allocate(100);
            for (int i = 0; i < 300; i++) {
              for (UdpSocket client : List.of(one, two)) {
                client.send(bytes(client + " " + i), server.localAddress());
                assertEquals(server.localAddress(), client.receive(answer.clear()));
                assertEquals(client + " " + i, text(answer));
              }
            }
            one.send(bytes(""), server.localAddress());
            assertEquals(server.localAddress(), one.receive(answer.clear()));
            assertEquals(0, answer.position());
          }
        });
  }

  @Test
  void datagramsStayApartAndWhatDoesNotFitIsLost() {
    Carrier.run(
        () -> {
          try (UdpSocket from = UdpSocket.bind(anyPort());
              UdpSocket to = UdpSocket.bind(anyPort())) {
            from.send(bytes("first"), to.localAddress());
            from.send(bytes("second"), to.localAddress());
            ByteBuffer four = ByteBuffer.allocate(4);
            to.receive(four);
            assertEquals("firs", text(four));
            to.receive(four.clear());
            assertEquals("seco", text(four));
            ByteBuffer much = ByteBuffer.allocate(70_000);
            Thrown.by(IOException.class, () -> from.send(much, to.localAddress()));
          }
        });
  }

  @Test
  void aConnectedOneSpeaksWithOneOtherOnly() {
    Carrier.run(
        () -> {
          try (UdpSocket server = UdpSocket.bind(anyPort());
              UdpSocket client = UdpSocket.bind(anyPort());
              UdpSocket stranger = UdpSocket.bind(anyPort())) {
            Thrown.by(NotYetConnectedException.class, () -> client.write(bytes("a")));
            client.connect(server.localAddress());
            Coroutine.start(() -> echo(server));
            stranger.send(bytes("I am somebody else"), client.localAddress());
            client.write(bytes("hello"));
            ByteBuffer answer = ByteBuffer.allocate(100);
            assertEquals(5, client.read(answer));
            assertEquals("hello", text(answer));
            Thrown.by(IllegalArgumentException.class, () -> client.write(bytes("")));
            client.disconnect();
            stranger.send(bytes("hello"), client.localAddress());
            assertEquals(stranger.localAddress(), client.receive(answer.clear()));
          }
        });
  }

  @Test
  void aConnectedOneHearsThatNobodyIsThere() {
    Carrier.run(
        () -> {
          UdpSocket gone = UdpSocket.bind(anyPort());
          gone.close();
          try (UdpSocket client = UdpSocket.bind(anyPort())) {
            client.connect(gone.localAddress());
            client.write(bytes("hello"));
            Thrown.by(
                PortUnreachableException.class, () -> client.receive(ByteBuffer.allocate(10)));
          }
        });
  }

  @Test
  void cancellationClosingAndOthersAreAsForConnections() {
    Carrier.run(
        () -> {
          UdpSocket socket = UdpSocket.bind(anyPort());
          ByteBuffer buffer = ByteBuffer.allocate(10);
          assertFalse(CancelScope.moveOnAfter(SHORT, () -> socket.receive(buffer)));
          var first = Coroutine.start("first", () -> socket.receive(buffer));
          var second = Coroutine.start("second", () -> socket.read(buffer));
          assertTrue(
              Thrown.by(IllegalStateException.class, second::join)
                  .getMessage()
                  .startsWith("[CO271] 'second' begins receiving at " + socket));
          assertTrue(CoroutineDump.here().toText().contains("receiving at " + socket));
          socket.close();
          Thrown.by(AsynchronousCloseException.class, first::join);
          Thrown.by(ClosedChannelException.class, () -> socket.receive(buffer));
          Thrown.by(ClosedChannelException.class, socket::disconnect);
          assertFalse(socket.isOpen());
        });
  }

  @Test
  void settingsAndAddressesAreChecked() {
    Carrier.run(
        () -> {
          SocketSettings sharing =
              SocketSettings.usual()
                  .withReusePort(true)
                  .withBroadcast(true)
                  .withBuffers(10_000, 10_000);
          try (UdpSocket first = UdpSocket.bind(anyPort(), sharing);
              UdpSocket second = UdpSocket.bind(first.localAddress(), sharing)) {
            assertEquals(first.localAddress(), second.localAddress());
            assertTrue(
                Thrown.by(BindException.class, () -> UdpSocket.bind(first.localAddress()))
                    .getMessage()
                    .startsWith("[CO276] cannot listen at " + first));
            var nowhere = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
            Thrown.by(BindException.class, () -> UdpSocket.bind(nowhere));
            var thrown =
                Thrown.by(IllegalArgumentException.class, () -> first.send(bytes("a"), nowhere));
            assertTrue(thrown.getMessage().startsWith("[CO278] " + first), thrown.getMessage());
          }
          // To the broadcast address of the loopback interface, which goes nowhere else.
          var all = new InetSocketAddress("127.255.255.255", 9);
          try (UdpSocket quiet = UdpSocket.bind(anyPort())) {
            Thrown.by(IOException.class, () -> quiet.send(bytes("a"), all));
          }
          try (UdpSocket loud = UdpSocket.bind(anyPort(), sharing)) {
            loud.send(bytes("a"), all);
          }
        });
  }
}
