package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** NIO channels in blocking mode: the same in a coroutine as in a thread, and no carrier blocks. */
@Timeout(60)
class ChannelBridgeIT {
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  /** Two ends of a connection, from the JDK. */
  private record Ends(SocketChannel near, SocketChannel far) implements AutoCloseable {
    static Ends open() throws IOException {
      try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY)) {
        SocketChannel near = SocketChannel.open();
        near.socket().connect(server.getLocalAddress());
        return new Ends(near, server.socket().accept().getChannel());
      }
    }

    @Override
    public void close() throws IOException {
      near.close();
      far.close();
    }
  }

  private interface Use {
    @Suspendable
    Object of(SocketChannel near, SocketChannel far) throws Exception;
  }

  /** How it ends with a fresh connection each time. */
  private static String same(Use use) {
    return Both.same(
        () -> {
          try (Ends ends = Ends.open()) {
            return use.of(ends.near, ends.far);
          }
        });
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer... buffers) {
    StringBuilder text = new StringBuilder();
    for (ByteBuffer buffer : buffers) {
      text.append(StandardCharsets.UTF_8.decode(buffer.flip())).append('|');
    }
    return text.toString();
  }

  // ---- results and exceptions

  @Test
  void readsAndWritesGiveWhatTheOriginalGives() {
    assertEquals(
        "returned 5 hello|",
        same(
            (near, far) -> {
              ByteBuffer target = ByteBuffer.allocate(9);
              near.write(bytes("hello"));
              return far.read(target) + " " + text(target);
            }));
    assertEquals(
        "returned 4 4 bc|de|",
        same(
            (near, far) -> {
              ByteBuffer[] some = {bytes("a"), bytes("bc"), bytes("de"), bytes("f")};
              ByteBuffer[] targets = {ByteBuffer.allocate(2), ByteBuffer.allocate(5)};
              long written = near.write(some, 1, 2);
              return written + " " + far.read(targets) + " " + text(targets);
            }));
    same(
        (near, far) -> {
          ByteBuffer[] targets = {null, ByteBuffer.allocate(2), ByteBuffer.allocate(1)};
          far.write(new ByteBuffer[] {bytes("xy"), bytes("z")});
          return near.read(targets, 1, 2) + text(targets[1], targets[2]);
        });
    same((near, far) -> near.read(ByteBuffer.allocate(0)) + " " + near.write(bytes("")));
    same((near, far) -> near.read(new ByteBuffer[0]) + " " + near.write(new ByteBuffer[0]));
  }

  @Test
  void wrongUseIsRefusedAsByTheOriginal() {
    ByteBuffer none = null;
    same((near, far) -> near.read(none));
    same((near, far) -> near.write(none));
    same((near, far) -> near.read(new ByteBuffer[] {none}));
    same((near, far) -> near.write(new ByteBuffer[] {none, bytes("x")}));
    same((near, far) -> near.read(new ByteBuffer[1], 1, 1));
    same((near, far) -> near.write(new ByteBuffer[1], -1, 1));
    same((near, far) -> near.read(bytes("x").asReadOnlyBuffer()));
    same((near, far) -> near.connect(far.getLocalAddress()));
    same((near, far) -> near.finishConnect());
    same((near, far) -> fresh().read(bytes("x")));
    same((near, far) -> fresh().write(bytes("x")));
    same((near, far) -> fresh().finishConnect());
    same((near, far) -> fresh().connect(null));
    same((near, far) -> fresh().connect(InetSocketAddress.createUnresolved("nobody", 1)));
    same((near, far) -> SocketChannel.open(InetSocketAddress.createUnresolved("nobody", 1)));
    same((near, far) -> ServerSocketChannel.open().accept());
    same((near, far) -> DatagramChannel.open().read(bytes("x")));
    same((near, far) -> DatagramChannel.open().write(bytes("x")));
    same((near, far) -> DatagramChannel.open().send(bytes("x"), null));
    same((near, far) -> DatagramChannel.open().receive(null));
    same((near, far) -> DatagramChannel.open().receive(bytes("x").asReadOnlyBuffer()));
    same((near, far) -> closed(near).read(bytes("x")));
    same((near, far) -> closed(near).write(bytes("x")));
    same((near, far) -> closed(near).connect(ANY));
    same((near, far) -> closed(near).configureBlocking(false));
    same((near, far) -> closed(ServerSocketChannel.open()).accept());
    same((near, far) -> closed(DatagramChannel.open()).receive(bytes("x")));
    same((near, far) -> closed(Pipe.open().source()).read(bytes("x")));
    same((near, far) -> closed(Pipe.open().sink()).write(bytes("x")));
    ServerSocketChannel noServer = null;
    same((near, far) -> noServer.accept());
  }

  private static SocketChannel fresh() throws IOException {
    return SocketChannel.open();
  }

  private static <C extends Channel> C closed(C channel) throws IOException {
    channel.close();
    return channel;
  }

  @Test
  void theEndOfEitherDirectionIsTheSame() {
    assertEquals(
        "returned 2 -1 3",
        same(
            (near, far) -> {
              near.write(bytes("ab"));
              near.shutdownOutput();
              int first = far.read(ByteBuffer.allocate(9));
              int second = far.read(ByteBuffer.allocate(9));
              return first + " " + second + " " + far.write(bytes("abc"));
            }));
    same((near, far) -> near.shutdownOutput().write(bytes("x")));
    same((near, far) -> near.shutdownInput().read(ByteBuffer.allocate(1)));
    same(
        (near, far) -> {
          far.setOption(StandardSocketOptions.SO_LINGER, 0);
          far.close(); // resets
          return near.read(ByteBuffer.allocate(1));
        });
    same(
        (near, far) -> {
          Pipe pipe = Pipe.open();
          pipe.source().close();
          return pipe.sink().write(bytes("x"));
        });
    same(
        (near, far) -> {
          Pipe pipe = Pipe.open();
          pipe.sink().close();
          return pipe.source().read(ByteBuffer.allocate(1));
        });
  }

  @Test
  void refusedConnectionsAreTheSame() {
    Both.same(
        () -> {
          SocketAddress nobody;
          try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY)) {
            nobody = server.getLocalAddress();
          }
          SocketChannel channel = SocketChannel.open();
          String outcome = Both.outcome(() -> channel.connect(nobody));
          return outcome + channel.isOpen() + Both.outcome(() -> SocketChannel.open(nobody));
        });
  }

  @Test
  void anInterruptedThreadClosesTheChannel() {
    String outcome =
        Both.same(
            () -> {
              try (Ends ends = Ends.open()) {
                ends.far.write(bytes("x"));
                ends.near.read(ByteBuffer.allocate(1)); // so that a carrier has adopted it
                Thread.currentThread().interrupt();
                String how = Both.outcome(() -> ends.near.read(ByteBuffer.allocate(1)));
                return how + Thread.interrupted() + ends.near.isOpen();
              }
            });
    assertEquals("returned " + ClosedByInterruptException.class.getName() + "truefalse", outcome);
    Both.sameInterrupted(() -> ServerSocketChannel.open().bind(ANY).accept());
    Both.sameInterrupted(() -> DatagramChannel.open().bind(ANY).receive(ByteBuffer.allocate(1)));
    Both.sameInterrupted(() -> Pipe.open().source().read(ByteBuffer.allocate(1)));
  }

  @Test
  void datagramsAreTheSame() {
    Both.same(
        () -> {
          try (DatagramChannel one = DatagramChannel.open().bind(ANY);
              DatagramChannel two = DatagramChannel.open().bind(ANY)) {
            ByteBuffer target = ByteBuffer.allocate(4);
            StringBuilder all = new StringBuilder();
            all.append(one.send(bytes("toolong"), two.getLocalAddress()));
            all.append(two.receive(target).equals(one.getLocalAddress())).append(text(target));
            one.connect(two.getLocalAddress());
            two.connect(one.getLocalAddress());
            all.append(one.write(bytes("abc")));
            all.append(two.read(target.clear())).append(text(target));
            all.append(one.write(new ByteBuffer[] {bytes("de"), bytes("f")}));
            ByteBuffer[] targets = {ByteBuffer.allocate(1), ByteBuffer.allocate(1)};
            all.append(two.read(targets)).append(text(targets));
            targets[0].clear();
            two.disconnect();
            two.send(ByteBuffer.allocate(0), one.getLocalAddress());
            all.append(one.read(target.clear()));
            two.send(ByteBuffer.allocate(0), one.getLocalAddress());
            all.append(one.read(targets));
            return all.append(Both.outcome(() -> one.send(bytes("x"), ANY)));
          }
        });
  }

  // ---- waiting

  @Test
  void othersRunWhileOneWaits() throws IOException {
    try (Ends ends = Ends.open();
        ServerSocketChannel server = ServerSocketChannel.open().bind(ANY);
        SocketChannel client = SocketChannel.open();
        DatagramChannel datagrams = DatagramChannel.open().bind(ANY)) {
      Pipe pipe = Pipe.open();
      meanwhile(() -> ends.near.read(ByteBuffer.allocate(1)), () -> ends.far.write(bytes("x")));
      meanwhile(
          () -> ends.near.read(new ByteBuffer[] {ByteBuffer.allocate(1)}),
          () -> ends.far.write(new ByteBuffer[] {bytes("x")}));
      meanwhile(() -> server.accept() != null, () -> client.connect(server.getLocalAddress()));
      meanwhile(
          () -> datagrams.receive(ByteBuffer.allocate(1)) != null,
          () -> datagrams.send(bytes("x"), datagrams.getLocalAddress()));
      meanwhile(
          () -> pipe.source().read(ByteBuffer.allocate(1)), () -> pipe.sink().write(bytes("x")));
      ReadableByteChannel source = pipe.source();
      meanwhile(() -> source.read(ByteBuffer.allocate(1)), () -> pipe.sink().write(bytes("x")));
      assertTrue(ends.near.isBlocking() && server.isBlocking() && pipe.source().isBlocking());
    }
  }

  @Suspendable
  private static void meanwhile(SuspendableCallable<?> wait, SuspendableCallable<?> release) {
    assertTrue(Both.meanwhile(wait, release) != null);
  }

  @Test
  void aWriteEndsWhenAllIsWritten() throws IOException {
    int size = 5_000_000;
    for (boolean direct : new boolean[] {false, true}) {
      for (boolean gathering : new boolean[] {false, true}) {
        try (Ends ends = Ends.open()) {
          ByteBuffer source = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
          for (int i = 0; i < size; i++) {
            source.put(i, (byte) ((i * 31) >> 3));
          }
          Carrier.run(
              () -> {
                var writer =
                    Coroutine.start(
                        () ->
                            gathering
                                ? ends.near.write(
                                    new ByteBuffer[] {bytes("ab"), source, bytes("c")})
                                : (long) ends.near.write(source));
                int before = gathering ? 2 : 0;
                int all = gathering ? size + 3 : size;
                ByteBuffer target = ByteBuffer.allocate(all);
                while (target.hasRemaining()) {
                  assertTrue(ends.far.read(target) > 0);
                }
                assertEquals(all, writer.join());
                assertEquals(source.position(0).limit(size), target.slice(before, size));
              });
        }
      }
    }
  }

  @Test
  void coroutinesTakeTurnsInOneDirection() throws IOException {
    try (Ends ends = Ends.open()) {
      Carrier.run(
          () -> {
            List<Coroutine<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              readers.add(Coroutine.start(() -> ends.near.read(ByteBuffer.allocate(1))));
            }
            Coroutine.yieldNow();
            ends.far.write(bytes("four"));
            for (Coroutine<Integer> reader : readers) {
              assertEquals(1, reader.join());
            }
          });
    }
  }

  @Test
  void cancellationTakesNothingAndLeavesTheChannelOpen() throws IOException {
    try (Ends ends = Ends.open();
        ServerSocketChannel server = ServerSocketChannel.open().bind(ANY);
        DatagramChannel datagrams = DatagramChannel.open().bind(ANY)) {
      Pipe pipe = Pipe.open();
      Both.cancelled(() -> ends.near.read(ByteBuffer.allocate(1)));
      Both.cancelled(() -> server.accept());
      Both.cancelled(() -> datagrams.receive(ByteBuffer.allocate(1)));
      Both.cancelled(() -> pipe.source().read(ByteBuffer.allocate(1)));
      Both.cancelled(() -> ends.near.write(ByteBuffer.allocateDirect(20_000_000)));
      Both.cancelled(() -> pipe.sink().write(ByteBuffer.allocate(20_000_000)));
      ends.far.write(bytes("x"));
      assertEquals("returned 1", Both.outcome(() -> ends.near.read(ByteBuffer.allocate(2))));
      assertTrue(server.isOpen() && datagrams.isOpen() && pipe.source().isOpen());
    }
  }

  /** A server that accepts nobody else: the system of the client waits for its answer. */
  @Test
  void aConnectThatIsCancelledClosesItsChannel() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open().bind(ANY, 1)) {
      Carrier.run(
          () -> {
            boolean[] closed = new boolean[1];
            for (int i = 0; i < 10 && !closed[0]; i++) {
              SocketChannel channel = SocketChannel.open();
              boolean connected =
                  CancelScope.moveOnAfter(
                      Duration.ofMillis(50), () -> channel.connect(server.getLocalAddress()));
              closed[0] = !connected;
              assertEquals(connected, channel.isOpen());
            }
            assertTrue(closed[0], "none had to wait");
          });
    }
  }

  @Test
  void closingEndsTheWait() throws Exception {
    for (boolean inThread : new boolean[] {false, true}) {
      try (Ends ends = Ends.open();
          Ends others = Ends.open();
          ServerSocketChannel server = ServerSocketChannel.open().bind(ANY);
          DatagramChannel datagrams = DatagramChannel.open().bind(ANY)) {
        Pipe pipe = Pipe.open();
        closed(inThread, ends.near, () -> ends.near.read(ByteBuffer.allocate(1)));
        closed(inThread, others.far, () -> others.far.write(ByteBuffer.allocate(20_000_000)));
        SocketAddress address = server.getLocalAddress();
        closed(inThread, server, () -> server.accept());
        ServerSocketChannel.open().bind(address).close(); // the system has let go of it
        closed(inThread, datagrams, () -> datagrams.receive(ByteBuffer.allocate(1)));
        closed(inThread, pipe.source(), () -> pipe.source().read(ByteBuffer.allocate(1)));
      }
    }
  }

  private static void closed(boolean inThread, Channel channel, SuspendableCallable<?> wait) {
    Carrier.run(
        () -> {
          Thread closer = new Thread(() -> closeQuietly(channel));
          var waiter = Coroutine.start(() -> thrownBy(wait));
          Coroutine.sleep(Duration.ofMillis(20));
          assertFalse(waiter.isDone());
          if (inThread) {
            closer.start();
          } else {
            closeQuietly(channel);
          }
          assertInstanceOf(AsynchronousCloseException.class, waiter.join());
        });
  }

  /** Called through the interface, which nothing is known of. */
  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Suspendable
  private static Throwable thrownBy(SuspendableCallable<?> task) {
    try {
      return new AssertionError("returned " + task.call());
    } catch (Throwable t) {
      return t;
    }
  }

  // ---- the mode of a channel

  @Test
  void theModeIsWhatTheProgramHasSet() throws IOException {
    try (Ends ends = Ends.open();
        Selector selector = Selector.open()) {
      Carrier.run(
          () -> {
            ends.far.write(bytes("x"));
            ends.near.read(ByteBuffer.allocate(1));
            assertTrue(ends.near.isBlocking());
            try {
              ends.near.register(selector, SelectionKey.OP_READ);
              throw new AssertionError("registered");
            } catch (IllegalBlockingModeException e) {
              assertTrue(ends.near.isOpen());
            }
            ends.near.configureBlocking(false);
            assertFalse(ends.near.isBlocking());
            assertEquals(0, ends.near.read(ByteBuffer.allocate(1)));
            ends.near.register(selector, SelectionKey.OP_READ).cancel();
            selector.selectNow();
            ends.near.configureBlocking(true);
            ends.far.write(bytes("y"));
            assertEquals(1, ends.near.read(ByteBuffer.allocate(1)));
          });
      // The carrier has ended: code without bridges finds the channel as it was.
      ends.far.write(bytes("z"));
      assertEquals('z', ends.near.socket().getInputStream().read());
      assertTrue(Unbridged.isBlocking(ends.near) && Unbridged.isBlocking(ends.far));
    }
  }

  @Test
  void aNonBlockingChannelStaysSo() throws IOException {
    try (Ends ends = Ends.open()) {
      ends.near.configureBlocking(false);
      Carrier.run(() -> assertEquals(0, ends.near.read(ByteBuffer.allocate(1))));
      assertFalse(ends.near.isBlocking());
    }
  }

  @Test
  void aThreadBlocksInAChannelThatCoroutinesUse() throws Exception {
    try (Ends ends = Ends.open()) {
      Carrier.run(
          () -> {
            ends.near.write(bytes("a"));
            FutureTask<String> reading = new FutureTask<>(() -> readTwice(ends.near));
            new Thread(reading).start();
            Coroutine.sleep(Duration.ofMillis(10));
            assertFalse(reading.isDone());
            ends.far.write(bytes("b"));
            Coroutine.sleep(Duration.ofMillis(5));
            ends.far.write(bytes("c"));
            assertEquals("1 1", reading.get());
          });
    }
  }

  private static String readTwice(SocketChannel channel) throws IOException {
    return channel.read(ByteBuffer.allocate(1)) + " " + channel.read(ByteBuffer.allocate(1));
  }

  /** A thread that reads, and coroutines that write what makes the other end answer. */
  @Test
  void aCoroutineNeedNotWaitForAThreadThatIsInside() throws Exception {
    try (Ends ends = Ends.open()) {
      FutureTask<String> reading = new FutureTask<>(() -> readTwice(ends.near));
      new Thread(reading).start();
      Thread.sleep(50); // so that it is inside
      Carrier.run(
          () -> {
            ends.near.write(bytes("question"));
            assertFalse(reading.isDone());
            ends.far.write(bytes("b"));
            ends.near.write(bytes("another"));
            ends.far.write(bytes("c"));
            assertEquals("1 1", reading.get());
            ByteBuffer asked = ByteBuffer.allocate(15);
            while (asked.hasRemaining()) {
              ends.far.read(asked);
            }
            assertEquals("questionanother|", text(asked));
          });
      assertTrue(Unbridged.isBlocking(ends.near));
    }
  }

  @Test
  void twoCarriersShareAChannel() throws Exception {
    try (Ends ends = Ends.open()) {
      FutureTask<Integer> other =
          new FutureTask<>(() -> Carrier.run(() -> ends.near.read(ByteBuffer.allocate(1))));
      Carrier.run(
          () -> {
            ends.near.write(bytes("x"));
            new Thread(other).start();
            Coroutine.sleep(Duration.ofMillis(20));
            assertFalse(other.isDone());
            ends.far.write(bytes("y"));
            assertEquals(1, other.get());
            assertTrue(ends.near.isBlocking());
          });
      assertTrue(Unbridged.isBlocking(ends.near));
    }
  }
}
