package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.testing.Exploration;
import dev.coro.testing.LinkConditions;
import dev.coro.testing.SeededRandom;
import dev.coro.testing.SimulatedHost;
import dev.coro.testing.SimulatedNetwork;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requests with time-outs and retries over a network with delay, loss, outages, partitions, resets
 * and crashes: each is executed once and answered, nobody is stuck, and nothing is left.
 *
 * <p>The short form runs a few hours of a few seeds; docs/testing.md has the command of the long
 * one.
 */
class NetworkRunIT {
  private static final int SEEDS = Integer.getInteger("coro.network.seeds", 3);
  private static final long FIRST_SEED = Long.getLong("coro.network.first", 1);
  private static final Duration LENGTH =
      Duration.ofHours(Integer.getInteger("coro.network.hours", 20));

  private static final int CLIENTS = 3;
  private static final int WORKERS_OF_EACH = 3;
  private static final Duration MOST_PAUSE = Duration.ofMinutes(30);

  /** What has happened in all runs, the repeated one of the first seed included. */
  private long requests;

  private long retries;
  private long connections;
  private long retransmissions;
  private long resets;

  @Test
  void eachRequestIsExecutedOnceAndAnswered() {
    long began = System.nanoTime();
    Exploration.Report report =
        Exploration.ofSeeds(SEEDS)
            .withFirstSeed(FIRST_SEED)
            .withSimulation(Simulation.withSeed(1).withTimeout(Duration.ofMinutes(2)))
            .explore(context -> new Run(context).run());
    System.out.printf(
        "%s: %d requests, %d retries, %d connections, %d retransmissions, %d resets in %d s%n",
        report,
        requests,
        retries,
        connections,
        retransmissions,
        resets,
        Duration.ofNanos(System.nanoTime() - began).toSeconds());
    assertEquals(SEEDS, report.schedules());
    assertTrue(report.virtualTime().compareTo(LENGTH.multipliedBy(SEEDS)) >= 0);
    assertTrue(retries > 0 && retransmissions > 0 && resets > 0, "there were faults");
  }

  /** One run. */
  private final class Run {
    private final SimulationContext context;
    private final SeededRandom random;
    private final SimulatedNetwork network;
    private final SimulatedHost serverHost;
    private final OnceServer server;
    private final List<SimulatedHost> clientHosts = new ArrayList<>();
    private final List<RetryClient> clients = new ArrayList<>();
    private long lastId;

    Run(SimulationContext context) {
      this.context = context;
      random = context.random();
      network = SimulatedNetwork.of(context);
      network.setConditions(
          LinkConditions.usual()
              .withDelay(Duration.ofMillis(1), Duration.ofMillis(300))
              .withBandwidth(100_000)
              .withBuffer(500)
              .withLoss(0.01)
              .withResets(0.005)
              .withOutages(Duration.ofMinutes(40), Duration.ofMinutes(3))
              .withFragments(true));
      serverHost = network.host("server");
      server = new OnceServer(serverHost, random.split());
      for (int i = 0; i < CLIENTS; i++) {
        SimulatedHost host = network.host("client " + i);
        clientHosts.add(host);
        clients.add(new RetryClient(host, serverHost.name(), random.split()));
      }
    }

    @Suspendable
    void run() {
      Coroutine<?> serving = Coroutine.start("server", () -> server.run());
      List<Coroutine<?>> workers = new ArrayList<>();
      for (RetryClient client : clients) {
        for (int i = 0; i < WORKERS_OF_EACH; i++) {
          workers.add(Coroutine.start(() -> work(client)));
        }
      }
      Coroutine<?> trouble = Coroutine.start("trouble", () -> makeTrouble());
      workers.forEach(worker -> worker.join());
      trouble.join();
      clients.forEach(client -> client.close());
      server.stop();
      serving.join();
      checkThatNothingIsLeft();
      requests += lastId;
      clients.forEach(client -> retries += client.retries);
      SimulatedNetwork.Counts counts = network.counts();
      connections += counts.connections();
      retransmissions += counts.retransmissions();
      resets += counts.resets();
    }

    private boolean isOver() {
      return context.time().elapsed().compareTo(LENGTH) >= 0;
    }

    @Suspendable
    private void work(RetryClient client) {
      while (!isOver()) {
        Coroutine.sleep(Duration.ofMillis(random.nextLong(MOST_PAUSE.toMillis())));
        ByteBuffer content = ByteBuffer.allocate(random.nextInt(OnceServer.MOST_BYTES));
        for (int i = 0; i < content.limit(); i += 8) {
          content.put(i, (byte) random.nextLong());
        }
        long id = ++lastId;
        long answer = client.ask(id, content);
        assertEquals(OnceServer.sum(content), (int) answer, "the answer to " + id);
        assertEquals(server.answerTo(id), answer, "the answer to " + id);
      }
    }

    /** Beside what the conditions do at random. */
    @Suspendable
    private void makeTrouble() {
      while (!isOver()) {
        Coroutine.sleep(Duration.ofSeconds(random.nextInt(3_600)));
        SimulatedHost client = clientHosts.get(random.nextInt(CLIENTS));
        switch (random.nextInt(5)) {
          case 0 -> {
            network.partition(client, serverHost);
            Coroutine.sleep(Duration.ofSeconds(random.nextInt(1_500)));
            network.heal(client, serverHost);
          }
          case 1 -> network.reset(client, serverHost);
          case 2 -> serverHost.freeze(Duration.ofSeconds(random.nextInt(90)));
          case 3 -> client.freeze(Duration.ofSeconds(random.nextInt(90)));
          default -> serverHost.crash();
        }
      }
    }

    @Suspendable
    private void checkThatNothingIsLeft() {
      assertEquals(lastId, server.executed);
      assertEquals(List.of(), network.openConnections());
      Coroutine.sleep(Duration.ofHours(1));
      assertTrue(network.isQuiet(), "packets are on the way");
    }
  }
}
