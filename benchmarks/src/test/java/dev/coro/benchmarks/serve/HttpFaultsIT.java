package dev.coro.benchmarks.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.SocketSettings;
import dev.coro.testing.Exploration;
import dev.coro.testing.LinkConditions;
import dev.coro.testing.SeededRandom;
import dev.coro.testing.SimulatedHost;
import dev.coro.testing.SimulatedNetwork;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server over a network in memory, with clients and faults of all kinds, on virtual time. */
@Timeout(60)
class HttpFaultsIT {
  private static final int SEEDS = Integer.getInteger("coro.network.seeds", 30);
  private static final int CLIENTS = 8;
  private static final int VISITS = 20;

  /** What needs no disk, which would bring in threads. */
  private static final String PAGE = "GET " + Responder.METRICS + " HTTP/1.1\r\nHost: x\r\n\r\n";

  @TempDir private Path folder;

  /** A server, and its network. */
  private final class World {
    final SeededRandom random;
    final SimulatedNetwork network;
    final SimulatedHost server;
    final ServerMetrics metrics = new ServerMetrics();
    final Worker worker;
    final Coroutine<?> running;

    World(SimulationContext context) throws IOException {
      random = context.random();
      network = SimulatedNetwork.of(context);
      server = network.host("server");
      worker =
          new Worker(
              ServerSettings.of(folder),
              new FileTree(folder, true),
              server.listen(80),
              metrics,
              null);
      running = Coroutine.start("server", worker::run);
    }

    @Suspendable
    Connection connect(SimulatedHost from) throws IOException {
      return from.connect(
          "server", 80, SocketSettings.usual().withConnectTimeout(Duration.ofMinutes(1)));
    }

    /** All connections end by themselves, since every wait of the server has its limit. */
    @Suspendable
    void end() {
      Coroutine.sleep(Duration.ofHours(1));
      assertEquals(List.of(), network.openConnections());
      assertTrue(network.isQuiet());
      assertEquals(0, metrics.open.sum());
      worker.finish();
      running.join();
    }
  }

  @Suspendable
  private static void send(Connection connection, String text) throws IOException {
    connection.writeAll(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Suspendable
  private static String readAll(Connection connection) throws IOException {
    return new String(connection.readAllBytes(100_000), StandardCharsets.ISO_8859_1);
  }

  /** One answer of a connection that goes on. */
  @Suspendable
  private static String readOne(Connection connection) throws IOException {
    StringBuilder head = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (head.indexOf("\r\n\r\n") < 0) {
      connection.readFully(one.clear());
      head.append((char) one.get(0));
    }
    String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1");
    connection.readFully(ByteBuffer.allocate(Integer.parseInt(length)));
    return head.toString();
  }

  // ---- one at a time

  @Test
  void aClientThatSendsAByteASecondIsToldThatItIsTooSlow() {
    Simulation.withSeed(1)
        .run(
            context -> {
              World world = new World(context);
              try (Connection connection = world.connect(world.network.host("slow"))) {
                Coroutine<?> sending =
                    Coroutine.start(
                        () -> {
                          for (int i = 0; i < 8; i++) {
                            send(connection, PAGE.substring(i, i + 1));
                            Coroutine.sleep(Duration.ofSeconds(1));
                          }
                        });
                String answer = readAll(connection);
                assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
                assertEquals(10, context.time().elapsed().toSeconds());
                sending.join();
              }
              world.end();
              assertEquals(1, world.metrics.timeouts.sum());
            });
  }

  @Test
  void aClientThatTakesAByteASecondIsCutOff() {
    Simulation.withSeed(1)
        .run(
            context -> {
              World world = new World(context);
              world.network.setConditions(LinkConditions.usual().withBuffer(200));
              try (Connection connection = world.connect(world.network.host("slow"))) {
                send(connection, PAGE);
                ByteBuffer one = ByteBuffer.allocate(1);
                IOException thrown = null;
                int taken = 0;
                while (thrown == null) {
                  try {
                    connection.readFully(one.clear());
                    taken++;
                  } catch (IOException e) {
                    thrown = e;
                  }
                  Coroutine.sleep(Duration.ofSeconds(1));
                }
                assertEquals("Connection reset", thrown.getMessage());
                assertTrue(taken >= 25 && taken <= 35, taken + " bytes");
              }
              world.end();
            });
  }

  @Test
  void aClientThatHasEndedItsOutputIsAnswered() {
    Simulation.withSeed(1)
        .run(
            context -> {
              World world = new World(context);
              try (Connection connection = world.connect(world.network.host("terse"))) {
                send(connection, PAGE + PAGE);
                connection.shutdownOutput();
                assertEquals(2, readAll(connection).split("HTTP/1.1 200 OK", -1).length - 1);
              }
              world.end();
            });
  }

  /** The disk is read by threads, so this is not deterministic, and time goes on meanwhile. */
  @Test
  void filesComeThroughLossAndFragments() throws IOException {
    byte[] bytes = new byte[3_000_000];
    SeededRandom random = new SeededRandom(1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextLong();
    }
    Files.write(folder.resolve("large"), bytes);
    Simulation.withSeed(1)
        .run(
            context -> {
              World world = new World(context);
              world.network.setConditions(
                  LinkConditions.usual()
                      .withDelay(Duration.ZERO, Duration.ofMillis(5))
                      .withLoss(0.01)
                      .withFragments(true));
              try (Connection connection = world.connect(world.network.host("client"))) {
                send(connection, "GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                String answer =
                    new String(connection.readAllBytes(4_000_000), StandardCharsets.ISO_8859_1);
                String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
                assertTrue(body.equals(new String(bytes, StandardCharsets.ISO_8859_1)));
              }
              world.end();
            });
  }

  // ---- all at once

  @Test
  void clientsOfAllKindsOverABadNetworkLeaveNothing() {
    Exploration.Report report =
        Exploration.ofSeeds(SEEDS)
            .explore(
                context -> {
                  World world = new World(context);
                  world.network.setConditions(
                      LinkConditions.usual()
                          .withDelay(Duration.ofMillis(1), Duration.ofMillis(200))
                          .withBuffer(700)
                          .withLoss(0.02)
                          .withResets(0.01)
                          .withOutages(Duration.ofMinutes(10), Duration.ofMinutes(2))
                          .withFragments(true));
                  List<Coroutine<?>> clients = new ArrayList<>();
                  for (int i = 0; i < CLIENTS; i++) {
                    SimulatedHost host = world.network.host("client " + i);
                    clients.add(Coroutine.start(() -> visit(world, host)));
                  }
                  clients.forEach(client -> client.join());
                  checkThatOthersAreServed(world);
                  world.end();
                });
    assertEquals(SEEDS, report.schedules());
  }

  @Suspendable
  private static void checkThatOthersAreServed(World world) throws IOException {
    SimulatedHost good = world.network.host("good");
    world.network.setConditions(world.server, good, LinkConditions.usual());
    try (Connection connection = world.connect(good)) {
      send(connection, PAGE);
      assertTrue(readOne(connection).startsWith("HTTP/1.1 200 OK"));
    }
  }

  @Suspendable
  private static void visit(World world, SimulatedHost host) {
    for (int i = 0; i < VISITS; i++) {
      Coroutine.sleep(Duration.ofSeconds(world.random.nextInt(60)));
      int kind = world.random.nextInt(7);
      Duration most = Duration.ofSeconds(1 + world.random.nextInt(60));
      try {
        CancelScope.moveOnAfter(most, () -> visitOnce(world, host, kind));
      } catch (Exception e) {
        if (!(e instanceof IOException)) {
          throw e;
        }
        // One of the faults.
      }
    }
  }

  @Suspendable
  private static void visitOnce(World world, SimulatedHost host, int kind) throws IOException {
    try (Connection connection = world.connect(host)) {
      switch (kind) {
        case 0 -> { // as it should be
          for (int i = 0; i < 5; i++) {
            send(connection, PAGE);
            assertTrue(readOne(connection).startsWith("HTTP/1.1 200 OK"));
          }
        }
        case 1 -> { // half-close
          send(connection, PAGE + PAGE);
          connection.shutdownOutput();
          readAll(connection);
        }
        case 2 -> { // one byte a second
          for (int i = 0; i < PAGE.length(); i++) {
            send(connection, PAGE.substring(i, i + 1));
            Coroutine.sleep(Duration.ofSeconds(1));
          }
          readOne(connection);
        }
        case 3 -> { // a reset in the middle of the response
          send(connection, PAGE);
          connection.readFully(ByteBuffer.allocate(world.random.nextInt(700)));
          connection.abort();
        }
        case 4 -> { // gone, without a word
          send(connection, PAGE.substring(0, world.random.nextInt(PAGE.length())));
          host.crash();
        }
        case 5 -> { // asks and asks, and does not listen
          for (int i = 0; i < 100; i++) {
            send(connection, PAGE);
          }
        }
        default -> { // no HTTP
          send(connection, "hello\r\n\r\n");
          readAll(connection);
        }
      }
    }
  }
}
