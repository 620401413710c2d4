package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.DeadlockException;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.Listener;
import dev.coro.net.SocketSettings;
import dev.coro.testing.LinkConditions;
import dev.coro.testing.SeededRandom;
import dev.coro.testing.SimulatedHost;
import dev.coro.testing.SimulatedNetwork;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import dev.coro.testing.VirtualTime;
import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules, times and errors of the network in memory. */
@Timeout(30)
class SimulatedNetworkIT {
  private static final Duration DELAY = Duration.ofMillis(10);

  /** A client and a server that are connected, in a simulation. */
  private static final class World {
    final SimulatedNetwork network;
    final SimulatedHost a;
    final SimulatedHost b;
    final VirtualTime time;
    final Listener listener;
    Connection client;
    Connection server;

    World(SimulationContext context) throws IOException {
      network = SimulatedNetwork.of(context);
      network.setConditions(LinkConditions.usual().withDelay(DELAY).withBuffer(100));
      a = network.host("a");
      b = network.host("b");
      time = context.time();
      listener = b.listen(80);
    }

    @Suspendable
    void connect() throws IOException {
      client = a.connect("b", 80);
      server = listener.accept();
    }

    long millis() {
      return time.elapsed().toMillis();
    }

    /** Nothing is left: no connection, and no packet. */
    @Suspendable
    void end() {
      if (client != null) {
        client.close();
        server.close();
      }
      listener.close();
      Coroutine.sleep(Duration.ofHours(1));
      assertEquals(List.of(), network.openConnections());
      assertTrue(network.isQuiet());
    }
  }

  @FunctionalInterface
  private interface Body {
    @Suspendable
    void accept(World world) throws Exception;
  }

  private static void connected(Body body) {
    unconnected(
        world -> {
          world.connect();
          body.accept(world);
        });
  }

  private static void unconnected(Body body) {
    for (int seed = 1; seed <= 5; seed++) {
      Simulation.withSeed(seed)
          .run(
              context -> {
                World world = new World(context);
                body.accept(world);
                world.end();
              });
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Suspendable
  private static String read(Connection from) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1000);
    return from.read(buffer) < 0 ? "end" : text(buffer);
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }

  // ---- connecting

  @Test
  void connectingTakesTheTimeOfAQuestionAndItsAnswer() {
    connected(
        world -> {
          assertEquals(20, world.millis());
          assertEquals("a:49152->b:80", world.client.toString());
          assertEquals("b:80->a:49152", world.server.toString());
          assertEquals(world.client.localAddress(), world.server.remoteAddress());
          assertEquals(world.listener.localAddress(), world.client.remoteAddress());
          assertEquals(List.of("a:49152->b:80", "b:80->a:49152"), world.network.openConnections());
          assertEquals(1, world.network.counts().connections());
        });
  }

  @Test
  void whereNobodyListensConnectionsAreRefused() {
    unconnected(
        world -> {
          var thrown = Thrown.by(ConnectException.class, () -> world.a.connect("b", 81));
          assertEquals(
              "[CO275] cannot connect to b:81: Connection refused. Check the address, and that"
                  + " somebody listens there.",
              thrown.getMessage());
          assertEquals(20, world.millis());
          Thrown.by(UnknownHostException.class, () -> world.a.connect("c", 81));
          Thrown.by(IllegalArgumentException.class, () -> world.a.connect("b", 0));
          Thrown.by(BindException.class, () -> world.b.listen(80));
          Listener other = world.b.listen(0);
          assertTrue(other.port() > 0);
          other.close();
          world.listener.close();
          Thrown.by(ConnectException.class, () -> world.a.connect("b", 80));
        });
  }

  @Test
  void whoIsCutOffAsksSevenTimesOrUntilItsTimeOut() {
    unconnected(
        world -> {
          world.network.partition(world.a, world.b);
          SocketSettings impatient =
              SocketSettings.usual().withConnectTimeout(Duration.ofSeconds(5));
          var timeout =
              Thrown.by(SocketTimeoutException.class, () -> world.a.connect("b", 80, impatient));
          assertTrue(timeout.getMessage().startsWith("[CO274] no connection to b:80 within PT5S"));
          assertEquals(5_000, world.millis());
          var thrown = Thrown.by(ConnectException.class, () -> world.a.connect("b", 80));
          assertTrue(thrown.getMessage().contains("b:80: Connection timed out"));
          assertEquals(5_000 + 10 + 63_000, world.millis());

          Coroutine<Connection> late = Coroutine.start(() -> world.a.connect("b", 80));
          Coroutine.sleep(Duration.ofSeconds(2));
          world.network.heal(world.a, world.b);
          late.join().close();
          assertEquals(5_000 + 10 + 63_000 + 3_000 + 20, world.millis());
          world.listener.accept().close();
        });
  }

  @Test
  void aFullBacklogHasOthersWait() {
    unconnected(
        world -> {
          Listener small = world.b.listen(90, SocketSettings.usual().withBacklog(1));
          Connection first = world.a.connect("b", 90);
          Coroutine<Connection> second = Coroutine.start(() -> world.a.connect("b", 90));
          Coroutine.sleep(Duration.ofMillis(500));
          Connection accepted = small.accept();
          second.join().close();
          assertEquals(20 + 1_020, world.millis());
          small.close(); // The second was not accepted, and is reset.
          first.close();
          accepted.close();
        });
  }

  @Test
  void aCancelledConnectLeavesNothing() {
    unconnected(
        world -> {
          for (int millis = 1; millis < 25; millis += 4) {
            Duration most = Duration.ofMillis(millis);
            CancelScope.moveOnAfter(most, () -> world.a.connect("b", 80).close());
          }
          Coroutine.sleep(Duration.ofSeconds(1));
          for (int i = 0; i < 6; i++) {
            try (Connection there = world.listener.accept()) {
              String found;
              try {
                found = read(there);
              } catch (SocketException e) {
                found = e.getMessage();
              }
              assertEquals(i < 5 ? "Connection reset" : "end", found);
            }
          }
        });
  }

  // ---- reading and writing

  @Test
  void bytesArriveInOrderAndAfterTheDelay() {
    connected(
        world -> {
          world.client.writeAll(bytes("hello, "));
          world.client.writeAll(new ByteBuffer[] {bytes("wor"), bytes(""), bytes("ld")});
          assertEquals(20, world.millis());
          ByteBuffer first = ByteBuffer.allocate(4);
          ByteBuffer second = ByteBuffer.allocate(1);
          ByteBuffer third = ByteBuffer.allocate(100);
          assertEquals(12, world.server.read(new ByteBuffer[] {first, second, third}));
          assertEquals(30, world.millis());
          assertEquals("hell|o|, world", text(first) + "|" + text(second) + "|" + text(third));
          assertEquals(0, world.server.read(ByteBuffer.allocate(0)));
          assertEquals(0, world.client.write(ByteBuffer.allocate(0)));
          assertEquals(12, world.network.counts().bytes());
        });
  }

  @Test
  void aFullBufferHasTheWriterWaitForTheReader() {
    connected(
        world -> {
          ByteBuffer much = ByteBuffer.allocate(250);
          Coroutine<?> writing = Coroutine.start(() -> world.client.writeAll(much));
          Coroutine.sleep(Duration.ofMinutes(1));
          assertEquals(100, much.position());
          ByteBuffer taken = ByteBuffer.allocate(30);
          world.server.readFully(taken);
          Coroutine.sleep(DELAY);
          assertEquals(130, much.position());
          world.server.readFully(ByteBuffer.allocate(220));
          writing.join();
        });
  }

  @Test
  void cancellationKeepsWhatWasNotTaken() {
    connected(
        world -> {
          Duration most = Duration.ofSeconds(1);
          assertFalse(CancelScope.moveOnAfter(most, () -> read(world.server)));
          ByteBuffer much = ByteBuffer.allocate(150);
          assertFalse(CancelScope.moveOnAfter(most, () -> world.client.writeAll(much)));
          assertEquals(100, much.position());
          ByteBuffer all = ByteBuffer.allocate(120);
          assertFalse(CancelScope.moveOnAfter(most, () -> world.server.readFully(all)));
          assertEquals(100, all.position());
          world.client.writeAll(much);
          world.server.readFully(ByteBuffer.allocate(50));
        });
  }

  @Test
  void oneReaderAndOneWriterAtATime() {
    connected(
        world -> {
          Coroutine<?> reading = Coroutine.start("one", () -> read(world.server));
          Coroutine.sleep(DELAY);
          var thrown = Thrown.by(IllegalStateException.class, () -> read(world.server));
          assertEquals(
              "[CO271] 'main' begins reading from b:80->a:49152, but 'one' is waiting there: one"
                  + " coroutine at a time may do that. Have one coroutine for each direction, or"
                  + " guard it with a Mutex.",
              thrown.getMessage());
          ByteBuffer much = ByteBuffer.allocate(150);
          Coroutine<?> writing = Coroutine.start(() -> world.server.writeAll(much));
          Coroutine.sleep(DELAY);
          Thrown.by(IllegalStateException.class, () -> world.server.write(bytes("x")));
          Coroutine<?> accepting = Coroutine.start(() -> world.listener.accept());
          Coroutine.sleep(DELAY);
          Thrown.by(IllegalStateException.class, () -> world.listener.accept());
          for (Coroutine<?> one : List.of(reading, writing, accepting)) {
            one.cancel();
            Thrown.by(CancellationException.class, one::join);
          }
        });
  }

  @Test
  void bandwidthLimitsAllConnectionsTogether() {
    unconnected(
        world -> {
          world.network.setConditions(LinkConditions.usual().withDelay(DELAY).withBandwidth(1_000));
          world.connect();
          Connection second = world.a.connect("b", 80);
          Connection secondServer = world.listener.accept();
          long before = world.millis();
          world.client.writeAll(ByteBuffer.allocate(1_000));
          second.writeAll(ByteBuffer.allocate(500));
          secondServer.readFully(ByteBuffer.allocate(500));
          assertEquals(1_510, world.millis() - before);
          // The other direction is free.
          world.server.writeAll(ByteBuffer.allocate(100));
          world.client.readFully(ByteBuffer.allocate(100));
          assertEquals(1_510 + 110, world.millis() - before);
          world.server.readFully(ByteBuffer.allocate(1_000));
          second.close();
          secondServer.close();
        });
  }

  @Test
  void fragmentsChangeOnlyTheSizeOfWhatIsTaken() {
    unconnected(
        world -> {
          world.network.setConditions(
              LinkConditions.usual().withDelay(Duration.ZERO, DELAY).withFragments(true));
          world.connect();
          byte[] sent = new byte[5_000];
          SeededRandom random = new SeededRandom(1);
          for (int i = 0; i < sent.length; i++) {
            sent[i] = (byte) random.nextLong();
          }
          assertTrue(world.client.write(ByteBuffer.wrap(sent).duplicate()) <= sent.length);
          world.client.shutdownOutput();
          byte[] part = world.server.readAllBytes(10_000);
          assertArrayEquals(java.util.Arrays.copyOf(sent, part.length), part);
          Coroutine.start(
              () -> {
                world.server.writeAll(ByteBuffer.wrap(sent));
                world.server.shutdownOutput();
              });
          assertArrayEquals(sent, world.client.readAllBytes(10_000));
        });
  }

  // ---- faults

  @Test
  void lossIsDelay() {
    connected(
        world -> {
          world.network.setConditions(
              world.a, world.b, LinkConditions.usual().withDelay(DELAY).withLoss(0.3));
          for (int i = 0; i < 50; i++) {
            world.client.writeAll(bytes("x" + i));
            assertEquals("x" + i, read(world.server));
          }
          long lost = world.network.counts().retransmissions();
          assertTrue(lost > 5 && lost < 50, lost + " lost");
          assertTrue(world.millis() >= 20 + 50 * 10 + 200 * lost, world.millis() + " ms");
          world.network.setConditions(LinkConditions.usual());
        });
  }

  @Test
  void aPartitionHoldsUpWhatIsSent() {
    connected(
        world -> {
          world.network.partition(world.b, world.a);
          world.client.writeAll(bytes("late"));
          assertFalse(CancelScope.moveOnAfter(Duration.ofSeconds(9), () -> read(world.server)));
          world.network.healAll();
          assertEquals("late", read(world.server));
          // Sent again 200, 400, 800, ... ms later.
          assertEquals(20 + 10 + 200 * 63, world.millis());
        });
  }

  @Test
  void aPartitionThatDoesNotEndBreaksTheConnection() {
    connected(
        world -> {
          world.network.partition(world.a, world.b);
          world.client.writeAll(bytes("never"));
          var thrown = Thrown.by(IOException.class, () -> read(world.client));
          assertEquals("Connection timed out", thrown.getMessage());
          assertEquals(15, world.time.elapsed().toMinutes());
          thrown = Thrown.by(IOException.class, () -> world.client.write(bytes("x")));
          assertEquals("Connection timed out", thrown.getMessage());
          // The other end has not noticed.
          assertFalse(CancelScope.moveOnAfter(Duration.ofDays(1), () -> read(world.server)));
          world.network.healAll();
          world.server.writeAll(bytes("are you there?"));
          Thrown.by(SocketException.class, () -> read(world.server));
        });
  }

  @Test
  void outagesComeAndGo() {
    unconnected(
        world -> {
          world.network.setConditions(
              LinkConditions.usual().withOutages(Duration.ofMinutes(1), Duration.ofSeconds(20)));
          world.connect();
          int late = 0;
          for (int i = 0; i < 1_000; i++) {
            long before = world.millis();
            world.client.writeAll(bytes("x"));
            world.server.readFully(ByteBuffer.allocate(1));
            late += world.millis() - before > 1 ? 1 : 0;
            Coroutine.sleep(Duration.ofSeconds(1));
          }
          assertTrue(late > 3 && late < 200, late + " were late");
          world.network.setConditions(LinkConditions.usual());
        });
  }

  @Test
  void aResetReachesBothEnds() {
    connected(
        world -> {
          world.client.writeAll(bytes("lost"));
          Coroutine.sleep(DELAY);
          Coroutine<IOException> waiting =
              Coroutine.start(() -> Thrown.by(IOException.class, () -> read(world.client)));
          Coroutine.yield();
          world.network.reset(world.b, world.a);
          assertEquals("Connection reset", waiting.join().getMessage());
          // What was not read is lost.
          var thrown = Thrown.by(SocketException.class, () -> read(world.server));
          assertEquals("Connection reset", thrown.getMessage());
          var broken = Thrown.by(IOException.class, () -> world.server.write(bytes("x")));
          assertEquals("Broken pipe", broken.getMessage());
          assertTrue(world.server.isOpen());
          assertEquals(1, world.network.counts().resets());
        });
  }

  @Test
  void resetsAtRandom() {
    connected(
        world -> {
          world.network.setConditions(LinkConditions.usual().withDelay(DELAY).withResets(1));
          ByteBuffer much = ByteBuffer.allocate(10_000);
          Coroutine<IOException> writing =
              Coroutine.start(
                  () -> Thrown.by(IOException.class, () -> world.client.writeAll(much)));
          Thrown.by(SocketException.class, () -> read(world.server));
          assertEquals("Broken pipe", writing.join().getMessage());
        });
  }

  @Test
  void aFrozenHostIsLate() {
    connected(
        world -> {
          Thrown.by(IllegalArgumentException.class, () -> world.b.freeze(Duration.ofNanos(-1)));
          world.b.freeze(Duration.ofSeconds(3));
          world.client.writeAll(bytes("hello"));
          Connection second = world.a.connect("b", 80);
          assertEquals(20 + 3_000 + 10, world.millis());
          assertEquals("hello", read(world.server));
          world.a.freeze(Duration.ofSeconds(3));
          world.server.writeAll(bytes("welcome"));
          assertEquals("welcome", read(world.client));
          assertEquals(3_030 + 3_000, world.millis());
          second.close();
          world.listener.accept().close();
        });
  }

  @Test
  void aCrashedHostKnowsNothingOfItsConnections() {
    connected(
        world -> {
          Coroutine<IOException> accepting =
              Coroutine.start(
                  () -> Thrown.by(AsynchronousCloseException.class, () -> world.listener.accept()));
          Coroutine.sleep(DELAY);
          world.b.crash();
          assertTrue(
              accepting
                  .join()
                  .getMessage()
                  .endsWith(
                      "closed by a crash of b. Close a"
                          + " socket when nobody needs it any more, or expect this exception."));
          var thrown = Thrown.by(SocketException.class, () -> read(world.server));
          assertEquals("the host b has crashed", thrown.getMessage());
          assertFalse(CancelScope.moveOnAfter(Duration.ofDays(1), () -> read(world.client)));
          world.client.writeAll(bytes("hello?"));
          Thrown.by(SocketException.class, () -> read(world.client));
          Thrown.by(ConnectException.class, () -> world.a.connect("b", 80));
        });
  }

  // ---- ends

  @Test
  void halfCloseEndsOneDirection() {
    connected(
        world -> {
          world.client.writeAll(bytes("question"));
          world.client.shutdownOutput();
          world.client.shutdownOutput();
          Thrown.by(ClosedChannelException.class, () -> world.client.write(bytes("x")));
          assertEquals(
              "question", new String(world.server.readAllBytes(99), StandardCharsets.UTF_8));
          Coroutine.sleep(Duration.ofHours(1));
          world.server.writeAll(bytes("answer"));
          world.server.close();
          assertEquals("answer", read(world.client));
          assertEquals("end", read(world.client));
          assertEquals("end", read(world.client));
        });
  }

  @Test
  void shutdownOfInputEndsReadingAndDropsTheRest() {
    connected(
        world -> {
          Coroutine<String> reading = Coroutine.start(() -> read(world.server));
          Coroutine.sleep(DELAY);
          world.server.shutdownInput();
          assertEquals("end", reading.join());
          world.client.writeAll(ByteBuffer.allocate(1_000)); // Ten times the buffer.
          assertEquals("end", read(world.server));
        });
  }

  @Test
  void closingSendsWhatWasWrittenAndFailsWhoWaits() {
    connected(
        world -> {
          world.server.writeAll(bytes("bye"));
          Coroutine<IOException> reading =
              Coroutine.start(
                  "waiter",
                  () -> Thrown.by(AsynchronousCloseException.class, () -> read(world.server)));
          Coroutine.sleep(DELAY);
          world.server.close();
          world.server.close();
          assertEquals(
              "[CO272] 'waiter' was reading from b:80->a:49152 when it was closed by main. Close a"
                  + " socket when nobody needs it any more, or expect this exception.",
              reading.join().getMessage());
          var closed = Thrown.by(ClosedChannelException.class, () -> read(world.server));
          assertEquals(
              "[CO273] b:80->a:49152 was used, but it is closed. Close it behind the last use.",
              closed.getMessage());
          assertFalse(world.server.isOpen());
          assertEquals("bye", read(world.client));
          var eof =
              Thrown.by(EOFException.class, () -> world.client.readFully(ByteBuffer.allocate(2)));
          assertTrue(eof.getMessage().startsWith("[CO277] the other end of a:49152->b:80 has"));
          // Who goes on writing is reset.
          world.client.writeAll(bytes("x"));
          Coroutine.sleep(DELAY.multipliedBy(2));
          Thrown.by(SocketException.class, () -> read(world.client));
        });
  }

  @Test
  void closingWithUnreadBytesOrAbortingResets() {
    connected(
        world -> {
          world.client.writeAll(bytes("unread"));
          Coroutine.sleep(DELAY);
          world.server.close();
          Thrown.by(SocketException.class, () -> read(world.client));
        });
    connected(
        world -> {
          world.client.writeAll(bytes("given up"));
          world.client.abort();
          Thrown.by(SocketException.class, () -> read(world.server));
        });
  }

  @Test
  void aDeadlockTellsWhatEverybodyWaitsFor() {
    String message =
        assertThrows(
                DeadlockException.class,
                () ->
                    Simulation.withSeed(1)
                        .run(
                            context -> {
                              World world = new World(context);
                              world.connect();
                              Coroutine.start("acceptor", () -> world.listener.accept());
                              Coroutine.start(
                                  "writer", () -> world.client.writeAll(ByteBuffer.allocate(101)));
                              read(world.client);
                            }))
            .getMessage();
    for (String part :
        List.of("reading from a:49152->b:80", "writing to a:49152->b:80", "accepting at b:80")) {
      assertTrue(message.contains(part), message);
    }
  }

  // ---- wrong use

  @Test
  void itBelongsToTheFirstCarrierAndToCoroutines() throws IOException {
    SimulatedNetwork network = SimulatedNetwork.withSeed(1);
    Listener listener = network.host("b").listen(80);
    Connection[] ends = new Connection[2];
    Simulation.withSeed(1)
        .run(
            () -> {
              ends[0] = network.host("a").connect("b", 80);
              ends[1] = listener.accept();
            });
    assertThrows(NotSuspendableException.class, () -> ends[0].read(ByteBuffer.allocate(1)));
    Carrier.run(
        () -> {
          var thrown = Thrown.by(IllegalStateException.class, () -> read(ends[1]));
          assertTrue(thrown.getMessage().startsWith("[CO270] b:80->a:49152 belongs to carrier"));
        });
  }

  @Test
  void itAlsoRunsInRealTime() {
    Carrier.run(
        () -> {
          SimulatedNetwork network = SimulatedNetwork.withSeed(1);
          Listener listener = network.host("b").listen(80);
          long began = System.nanoTime();
          Connection client = network.host("a").connect("b", 80);
          assertTrue(System.nanoTime() - began >= 2_000_000);
          Connection server = listener.accept();
          client.writeAll(bytes("x"));
          assertEquals("x", read(server));
        });
  }

  @Test
  void conditionsThatMakeNoSenseAreRefused() {
    LinkConditions usual = LinkConditions.usual();
    var thrown = assertThrows(IllegalArgumentException.class, () -> usual.withLoss(1));
    assertEquals(
        "[CO263] conditions of a simulated network: the rate of loss is 1.0, which cannot be. Give 0"
            + " or more, less than 1.",
        thrown.getMessage());
    Duration negative = Duration.ofNanos(-1);
    assertThrows(IllegalArgumentException.class, () -> usual.withDelay(negative));
    assertThrows(IllegalArgumentException.class, () -> usual.withDelay(DELAY, Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> usual.withBandwidth(-1));
    assertThrows(IllegalArgumentException.class, () -> usual.withBuffer(0));
    assertThrows(IllegalArgumentException.class, () -> usual.withResets(1.1));
    assertThrows(IllegalArgumentException.class, () -> usual.withResets(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> usual.withOutages(Duration.ZERO, DELAY));
    assertThrows(IllegalArgumentException.class, () -> usual.withOutages(DELAY, negative));
  }
}
