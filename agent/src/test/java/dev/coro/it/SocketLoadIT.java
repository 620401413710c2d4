package dev.coro.it;

import static dev.coro.it.Loopback.bytes;
import static dev.coro.it.Loopback.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.it.Loopback.Pair;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Many connections. {@code -Dcoro.connections=10000} has that many idle ones, for which the process
 * needs twice as many file descriptors; {@code -Dcoro.storm=100000} opens and ends that many.
 */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SocketLoadIT {
  private static final int CONNECTIONS = Integer.getInteger("coro.connections", 1_000);
  private static final int STORM = Integer.getInteger("coro.storm", 2_000);

  /**
   * Heap for an idle connection with the coroutine that reads from it; the kernel's is not in it.
   */
  private static final int MOST_BYTES = 2048;

  // ---- what it costs

  @Test
  void readingAndWritingAllocateNothingInTheSteadyState() {
    Allocation.assumeNotVerifying();
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            int rounds = 2_000;
            Coroutine.start(() -> answer(pair.server()));
            ByteBuffer buffer = ByteBuffer.allocateDirect(64);
            ask(pair.client(), buffer, 10_000); // The JVM compiles meanwhile.
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
              long before = Allocation.ofThisThread();
              ask(pair.client(), buffer, rounds);
              least = Math.min(least, Allocation.ofThisThread() - before);
            }
            // Two reads and two writes each; what is left is of the JVM, and does not grow with
            // them.
            assertTrue(least < rounds, least + " bytes in " + rounds + " rounds");
          }
        });
  }

  @Suspendable
  private static void ask(StreamSocket socket, ByteBuffer buffer, int rounds) throws IOException {
    for (int i = 0; i < rounds; i++) {
      buffer.clear();
      socket.writeAll(buffer);
      buffer.clear();
      socket.readFully(buffer);
    }
  }

  @Suspendable
  private static void answer(StreamSocket socket) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64);
    try {
      while (socket.read(buffer.clear()) >= 0) {
        socket.writeAll(buffer.flip());
      }
    } catch (ClosedChannelException e) {
      // The end of the test.
    }
  }

  @Test
  @Order(1) // What storms leave behind is freed late, and would be taken for less than nothing.
  void anIdleConnectionTakesLittleHeapAndNoProcessorTime() {
    Carrier.run(
        () -> {
          List<StreamSocket> clients = new ArrayList<>(CONNECTIONS);
          List<Coroutine<?>> readers = new ArrayList<>(CONNECTIONS);
          ByteBuffer shared = ByteBuffer.allocateDirect(16);
          try (StreamListener listener = Loopback.listen()) {
            StreamSocket.connect(listener.localAddress()).close(); // Loads what is needed.
            listener.accept().close();
            long before = usedAfterCollection();
            for (int i = 0; i < CONNECTIONS; i++) {
              clients.add(StreamSocket.connect(listener.localAddress()));
              StreamSocket server = listener.accept();
              readers.add(Coroutine.start(() -> server.read(shared)));
            }
            Coroutine.sleep(Duration.ofMillis(10));
            // Each connection has two ends here, and a coroutine at one of them.
            double each = (usedAfterCollection() - before) / 2.0 / CONNECTIONS;
            assertTrue(each <= MOST_BYTES, each + " bytes");
            assertTrue(each >= 200, each + " bytes: they were not all there");

            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            Coroutine.sleep(Duration.ofSeconds(1));
            long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            assertTrue(used < 5_000_000, used + " ns in a second");
          } finally {
            clients.forEach(StreamSocket::close); // Or the readers would wait for ever.
          }
          for (Coroutine<?> reader : readers) {
            assertEquals(-1, reader.join());
          }
        });
  }

  private static long usedAfterCollection() {
    var memory = ManagementFactory.getMemoryMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  // ---- storms

  @Test
  void aStormOfConnectionsAndResetsLosesAndLeaksNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int[] told = new int[2];
    long before = FileDescriptors.open();
    Carrier.run(
        () -> {
          List<StreamListener> listeners = new ArrayList<>();
          for (int i = 0; i < 8; i++) { // The system has some 28,000 ports for clients of each.
            StreamListener listener = Loopback.listen();
            listeners.add(listener);
            Coroutine.start(() -> serveAll(listener, told));
          }
          List<Coroutine<Integer>> clients = new ArrayList<>();
          for (int i = 0; i < 40; i++) {
            clients.add(Coroutine.start(() -> storm(listeners, STORM / 40, random)));
          }
          int answered = 0;
          for (Coroutine<Integer> client : clients) {
            answered += client.join();
          }
          assertTrue(answered > STORM / 10, answered + " answers, seed " + seed);
          listeners.forEach(StreamListener::close);
        });
    // Who was reset in the backlog may never have been accepted.
    int served = told[0] + told[1];
    assertTrue(served > STORM / 2 && served <= STORM, served + " served, seed " + seed);
    assertTrue(told[1] > 0, "nobody was broken off, seed " + seed);
    assertEquals(before, FileDescriptors.open(), "seed " + seed);
  }

  @Suspendable
  private static void serveAll(StreamListener listener, int[] told) throws IOException {
    try {
      while (true) {
        StreamSocket client = listener.accept();
        Coroutine.start(() -> serve(client, told));
      }
    } catch (ClosedChannelException e) {
      // The end.
    }
  }

  @Suspendable
  private static void serve(StreamSocket client, int[] told) {
    try {
      Loopback.echo(client);
      told[0]++;
    } catch (IOException e) {
      told[1]++;
    }
  }

  /** Opens connections that end in one way or another; returns how many had their answers. */
  @Suspendable
  private static int storm(List<StreamListener> listeners, int count, Random random)
      throws IOException {
    int answered = 0;
    for (int i = 0; i < count; i++) {
      StreamListener listener = listeners.get(random.nextInt(listeners.size()));
      StreamSocket socket = StreamSocket.connect(listener.localAddress());
      switch (random.nextInt(6)) {
        case 0 -> socket.close();
        case 1 -> socket.abort();
        case 2 -> {
          socket.writeAll(ByteBuffer.allocateDirect(100_000));
          socket.abort();
        }
        case 3 -> {
          socket.writeAll(bytes("not read"));
          socket.close();
        }
        default -> {
          socket.writeAll(bytes("hello"));
          socket.shutdownOutput();
          ByteBuffer answer = ByteBuffer.allocate(5);
          socket.readFully(answer);
          assertEquals("hello", Loopback.text(answer));
          assertEquals("end", read(socket));
          socket.close();
          answered++;
        }
      }
    }
    return answered;
  }

  // ---- fairness

  @Test
  void coroutinesThatAreAlwaysReadyDoNotKeepOthersFromTheirSockets() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            long[] yields = new long[1];
            List<Coroutine<?>> busy = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
              busy.add(
                  Coroutine.start(
                      () -> {
                        while (true) {
                          yields[0]++;
                          Coroutine.yield();
                        }
                      }));
            }
            Coroutine.start(() -> answer(pair.server()));
            ask(pair.client(), ByteBuffer.allocateDirect(16), 200);
            long each = yields[0] / 200;
            busy.forEach(Coroutine::cancel);
            assertTrue(each < 10_000, each + " yields for each question and answer");
          }
        });
  }

  @Test
  void socketsThatAreAlwaysReadyDoNotKeepOthersFromTheirTurns() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            long[] operations = new long[1];
            Coroutine<?> flood =
                Coroutine.start(
                    () -> {
                      ByteBuffer one = ByteBuffer.allocateDirect(1);
                      while (true) {
                        pair.client().writeAll(one.clear());
                        pair.server().readFully(one.clear());
                        operations[0] += 2;
                      }
                    });
            Coroutine.yield();
            long last = operations[0];
            for (int i = 0; i < 100; i++) {
              Coroutine.yield();
              long since = operations[0] - last;
              assertTrue(since <= 66, since + " operations in one turn");
              last = operations[0];
            }
            for (int i = 0; i < 10; i++) {
              Coroutine.sleep(Duration.ofMillis(1));
            }
            assertTrue(operations[0] > last, "it has gone on meanwhile");
            flood.cancel();
          }
        });
  }

  @Test
  void manyConnectionsThatAreReadyAtOnceDoNotKeepOthersFromTheirTurns() {
    Carrier.run(
        () -> {
          int count = 100;
          List<Pair> pairs = new ArrayList<>();
          Channel<Integer> done = Channel.unlimited();
          for (int i = 0; i < count; i++) {
            Pair pair = Pair.open();
            pairs.add(pair);
            Coroutine.start(() -> answer(pair.server()));
            Coroutine.start(
                () -> {
                  ask(pair.client(), ByteBuffer.allocateDirect(16), 200);
                  done.send(1);
                });
          }
          int sleeps = 0;
          while (done.size() < count) {
            Coroutine.sleep(Duration.ofMillis(1));
            sleeps++;
          }
          assertTrue(sleeps >= 10, sleeps + " timers while 20,000 questions were answered");
          pairs.forEach(Pair::close);
        });
  }

  // ---- timers

  @Test
  void timersAreInTimeAndWaitingForThemTakesNoProcessorTime() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            Coroutine<?> reader = Coroutine.start(() -> pair.server().read(ByteBuffer.allocate(1)));
            Duration shortTime = Duration.ofNanos(300_000);
            long least = Long.MAX_VALUE;
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long began = System.nanoTime();
            for (int i = 0; i < 200; i++) {
              long before = System.nanoTime();
              Coroutine.sleep(shortTime);
              long took = System.nanoTime() - before;
              assertTrue(took >= shortTime.toNanos(), took + " ns");
              least = Math.min(least, took);
            }
            long took = System.nanoTime() - began;
            long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            assertTrue(least < shortTime.toNanos() + 2_000_000, least + " ns");
            assertTrue(used < took / 2, used + " of " + took + " ns");
            reader.cancel();
          }
        });
  }
}
