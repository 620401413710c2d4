package dev.coro.it;

import static dev.coro.it.Loopback.bytes;
import static dev.coro.it.Loopback.echo;
import static dev.coro.it.Loopback.listen;
import static dev.coro.it.Loopback.read;
import static dev.coro.it.Loopback.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.it.Loopback.Pair;
import dev.coro.net.SocketSettings;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections by TCP and Unix domain sockets: what they carry, and where they come from. */
@Timeout(30)
class StreamSocketIT {
  // ---- reading and writing

  @Test
  void whatIsSentComesBackAndTheEndIsTold() {
    Carrier.run(
        () -> {
          StreamListener listener = listen();
          Coroutine.start(() -> echo(listener.accept()));
          StreamSocket socket = StreamSocket.connect(listener.localAddress());
          for (int i = 0; i < 1000; i++) {
            socket.writeAll(bytes("hello " + i));
            assertEquals("hello " + i, read(socket));
          }
          socket.shutdownOutput();
          assertEquals("end", read(socket));
          assertEquals("end", read(socket));
          assertTrue(socket.isOpen());
          socket.close();
          socket.close();
          assertFalse(socket.isOpen());
          listener.close();
        });
  }

  @Test
  void fourMegabytesGoBothWaysAtOnceThroughBuffersOfEachKind() {
    byte[] content = new byte[4 << 20];
    new Random(1).nextBytes(content);
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            ByteBuffer direct = ByteBuffer.allocateDirect(content.length).put(content).flip();
            var there = Coroutine.start(() -> pair.client().writeAll(direct));
            var back = Coroutine.start(() -> pair.server().writeAll(ByteBuffer.wrap(content)));
            var first = Coroutine.start(() -> readAll(pair.server(), content.length));
            ByteBuffer second = ByteBuffer.allocateDirect(content.length);
            pair.client().readFully(second);
            assertEquals(ByteBuffer.wrap(content), second.flip());
            assertEquals(ByteBuffer.wrap(content), first.join());
            there.join();
            back.join();
            assertFalse(direct.hasRemaining());
          }
        });
  }

  @Suspendable
  private static ByteBuffer readAll(StreamSocket socket, int count) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(count);
    while (target.hasRemaining()) {
      assertTrue(socket.read(target) > 0);
    }
    return target.flip();
  }

  @Test
  void severalBuffersAreWrittenAndReadOneAfterTheOther() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            ByteBuffer[] parts = {bytes("ab"), bytes(""), bytes("cdef")};
            assertEquals(6, pair.client().writeAll(parts));
            ByteBuffer[] targets = {ByteBuffer.allocate(1), ByteBuffer.allocateDirect(100)};
            assertEquals(6, pair.server().read(targets));
            assertEquals("a", text(targets[0]));
            assertEquals("bcdef", text(targets[1]));
            assertEquals(0, pair.server().read(new ByteBuffer[] {ByteBuffer.allocate(0)}));
            assertEquals(0, pair.client().writeAll(new ByteBuffer[0]));

            int each = 1 << 20;
            ByteBuffer[] large = {ByteBuffer.allocate(each), ByteBuffer.allocateDirect(each)};
            var writer = Coroutine.start(() -> pair.client().writeAll(large));
            assertEquals(2 * each, readAll(pair.server(), 2 * each).remaining());
            assertEquals(2L * each, writer.join());
            Coroutine.start(() -> pair.client().close());
            assertEquals(-1, pair.server().read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
          }
        });
  }

  @Test
  void aWriteTakesAsMuchAsThereIsRoomFor() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
            int written = pair.client().write(much);
            assertEquals(written, much.position());
            assertTrue(written > 0 && much.hasRemaining(), written + " bytes");
            assertEquals(0, pair.client().write(ByteBuffer.allocate(0)));
            assertEquals(0, pair.client().read(ByteBuffer.allocate(0)));
          }
        });
  }

  @Test
  void anEndThatComesTooEarlyIsAnErrorForThoseWhoNeedMore() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            ByteBuffer four = ByteBuffer.allocate(4);
            var reader = Coroutine.start(() -> pair.server().readFully(four));
            pair.client().writeAll(bytes("ab"));
            Coroutine.yield();
            pair.client().writeAll(bytes("cd"));
            reader.join();
            assertEquals("abcd", text(four));
            pair.client().writeAll(bytes("xyz"));
            pair.client().shutdownOutput();
            four.clear();
            var thrown = Thrown.by(EOFException.class, () -> pair.server().readFully(four));
            assertEquals(
                "[CO277] the other end of "
                    + pair.server()
                    + " has sent no more than 3 of 4 bytes: it was closed or has broken off. Use"
                    + " read() if fewer will do.",
                thrown.getMessage());
            assertEquals("xyz", text(four));
          }
        });
  }

  @Test
  void eachDirectionEndsByItself() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            pair.client().shutdownOutput();
            pair.client().shutdownOutput();
            assertEquals("end", read(pair.server()));
            pair.server().writeAll(bytes("still here"));
            assertEquals("still here", read(pair.client()));
            Thrown.by(
                ClosedChannelException.class, () -> pair.client().writeAll(bytes("too late")));
            var reader = Coroutine.start(() -> read(pair.client()));
            Coroutine.yield();
            pair.client().shutdownInput();
            assertEquals("end", reader.join());
            assertEquals("end", read(pair.client()));
          }
        });
  }

  @Test
  void theOutputIsShutDownUnderAWriterThatWaits() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
            var writer = Coroutine.start(() -> pair.client().writeAll(much));
            Coroutine.yield();
            pair.client().shutdownOutput();
            Thrown.by(ClosedChannelException.class, writer::join);
            assertTrue(much.position() > 0 && much.hasRemaining());
          }
        });
  }

  @Test
  void aGeneratorsBodyReads() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            Generator<String> lines =
                Generator.of(
                    out -> {
                      for (String line = read(pair.server());
                          !line.equals("end");
                          line = read(pair.server())) {
                        out.yield(line);
                      }
                    });
            Coroutine.start(
                () -> {
                  for (String line : List.of("a", "b", "c")) {
                    pair.client().writeAll(bytes(line));
                    Coroutine.sleep(Duration.ofMillis(2));
                  }
                  pair.client().close();
                });
            List<String> came = new ArrayList<>();
            for (String line : lines) {
              came.add(line);
            }
            assertEquals("abc", String.join("", came));
          }
        });
  }

  @Test
  void whereNothingCanSuspendWhatIsThereCanBeReadAllTheSame() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            Runnable opaque = () -> assertEquals("1234", readUnchecked(pair.server()));
            // Many in a row: now and then an operation would rather suspend.
            for (int i = 0; i < 200; i++) {
              pair.client().writeAll(bytes("1234"));
              opaque.run();
            }
            assertThrows(NotSuspendableException.class, opaque::run);
            pair.client().writeAll(bytes("1234"));
            assertEquals("1234", read(pair.server()));
          }
        });
  }

  @Suspendable
  private static String readUnchecked(StreamSocket socket) {
    try {
      return read(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- where connections come from

  @Test
  void hostsAreFoundByTheirNames() {
    Carrier.run(
        () -> {
          try (StreamListener listener = StreamListener.bind(0)) {
            try (StreamSocket one = StreamSocket.connect("localhost", listener.port());
                StreamSocket two =
                    StreamSocket.connect(
                        InetSocketAddress.createUnresolved("localhost", listener.port()))) {
              StreamSocket server = listener.accept();
              assertEquals(one.localAddress(), server.remoteAddress());
              assertEquals(one.remoteAddress(), server.localAddress());
              assertEquals(two.localAddress(), listener.accept().remoteAddress());
            }
          }
          var thrown =
              Thrown.by(UnknownHostException.class, () -> StreamSocket.connect("[::zz]", 80));
          assertTrue(
              thrown.getMessage().startsWith("[CO279] cannot connect to '[::zz]'"),
              thrown.getMessage());
        });
  }

  @Test
  void whereNobodyListensAConnectionIsRefusedWithTheAddress() {
    Carrier.run(
        () -> {
          StreamListener closed = listen();
          closed.close();
          var thrown =
              Thrown.by(ConnectException.class, () -> StreamSocket.connect(closed.localAddress()));
          assertEquals(
              "[CO275] cannot connect to "
                  + closed
                  + ": Connection refused. Check the address, and that somebody listens there.",
              thrown.getMessage());
        });
  }

  @Test
  void anAddressThatIsTakenIsRefusedUnlessAllShareIt() {
    Carrier.run(
        () -> {
          try (StreamListener first = listen()) {
            var thrown =
                Thrown.by(BindException.class, () -> StreamListener.bind(first.localAddress()));
            assertEquals(
                "[CO276] cannot listen at "
                    + first
                    + ": Address already in use. Use a free port of this machine; 0 has the system"
                    + " choose one.",
                thrown.getMessage());
          }
          SocketSettings sharing = SocketSettings.usual().withReusePort(true);
          StreamListener first = StreamListener.bind(Loopback.anyPort(), sharing);
          StreamListener second = StreamListener.bind(first.localAddress(), sharing);
          Channel<String> accepted = Channel.unlimited();
          Coroutine<?>[] acceptors = {
            Coroutine.start(() -> acceptAll(first, accepted)),
            Coroutine.start(() -> acceptAll(second, accepted))
          };
          for (int i = 0; i < 40; i++) {
            StreamSocket.connect(first.localAddress()).close();
            accepted.receive();
          }
          first.close();
          second.close();
          for (Coroutine<?> acceptor : acceptors) {
            Thrown.by(ClosedChannelException.class, acceptor::join);
          }
        });
  }

  @Suspendable
  private static void acceptAll(StreamListener listener, Channel<String> accepted)
      throws IOException {
    while (true) {
      listener.accept().close();
      accepted.send("one");
    }
  }

  @Test
  void settingsReachTheSystemAndBadOnesAreRefused() {
    SocketSettings usual = SocketSettings.usual();
    assertEquals(
        usual.withBacklog(7), new SocketSettings(true, false, 0, 0, true, false, false, 7, null));
    assertThrows(IllegalArgumentException.class, () -> usual.withBacklog(0));
    assertThrows(IllegalArgumentException.class, () -> usual.withBuffers(-1, 0));
    assertThrows(
        IllegalArgumentException.class, () -> usual.withConnectTimeout(Duration.ofMillis(-1)));
    Carrier.run(
        () -> {
          try (Pair small = Pair.open(usual.withBuffers(8192, 8192).withKeepAlive(true));
              Pair large = Pair.open()) {
            ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
            int fits = small.client().write(much);
            int more = large.client().write(much);
            assertTrue(fits < more, fits + " < " + more);
          }
          try (Pair slow = Pair.open(usual.withNoDelay(false).withReuseAddress(false))) {
            slow.client().writeAll(bytes("a"));
            assertEquals("a", read(slow.server()));
          }
        });
  }

  @Test
  void unixDomainSocketsAreTheSame(@TempDir Path folder) {
    var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    Carrier.run(
        () -> {
          StreamListener listener = StreamListener.bind(address);
          assertEquals(address, listener.localAddress());
          Coroutine.start(() -> echo(listener.accept()));
          StreamSocket socket =
              StreamSocket.connect(
                  address, SocketSettings.usual().withConnectTimeout(Duration.ofSeconds(10)));
          assertEquals(address.toString(), socket.toString());
          socket.writeAll(bytes("hello"));
          assertEquals("hello", read(socket));
          socket.abort();
          listener.close();
          Thrown.by(ConnectException.class, () -> StreamSocket.connect(address));
          assertTrue(
              Thrown.by(BindException.class, () -> StreamListener.bind(address))
                  .getMessage()
                  .endsWith(
                      "Remove the file that an earlier listener has left, or use another path."));
          var noPort = Thrown.by(UnsupportedOperationException.class, listener::port);
          assertTrue(noPort.getMessage().startsWith("[CO278] " + address), noPort.getMessage());
          Thrown.by(
              UnsupportedOperationException.class,
              () ->
                  StreamListener.bind(
                      UnixDomainSocketAddress.of(folder.resolve("other")),
                      SocketSettings.usual().withReusePort(true)));
        });
  }

  @Test
  void aUnixDomainSocketWaitsForAPlaceInTheBacklog(@TempDir Path folder) {
    var address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    Carrier.run(
        () -> {
          StreamListener listener =
              StreamListener.bind(address, SocketSettings.usual().withBacklog(1));
          try (var scope = TaskScope.open()) {
            for (int i = 0; i < 8; i++) {
              scope.fork(() -> assertEquals("hello", read(StreamSocket.connect(address))));
            }
            Coroutine.sleep(Duration.ofMillis(20));
            for (int i = 0; i < 8; i++) {
              listener.accept().writeAll(bytes("hello"));
            }
            scope.join();
          }
          var cancelled = new ArrayList<Coroutine<StreamSocket>>();
          for (int i = 0; i < 8; i++) {
            cancelled.add(Coroutine.start(() -> StreamSocket.connect(address)));
          }
          Coroutine.sleep(Duration.ofMillis(20));
          cancelled.forEach(Coroutine::cancel);
          listener.close();
        });
  }
}
