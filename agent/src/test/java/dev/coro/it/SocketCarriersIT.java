package dev.coro.it;

import static dev.coro.it.Loopback.bytes;
import static dev.coro.it.Loopback.echo;
import static dev.coro.it.Loopback.listen;
import static dev.coro.it.Loopback.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.it.Loopback.Pair;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import dev.coro.testing.Simulation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Carriers that wait for sockets: guests, threads, several of them. */
@Timeout(30)
class SocketCarriersIT {
  @Test
  void aGuestsHostIsNotBlockedWhileItWaits() throws Exception {
    ExecutorService host = Executors.newSingleThreadExecutor();
    Carrier carrier = Carrier.on("guest", host);
    StreamListener listener = listen();
    var server = carrier.start(() -> Loopback.echoEach(listener, 1));
    Thread hosts = host.submit(Thread::currentThread).get(5, TimeUnit.SECONDS);
    var client =
        carrier.start(
            () -> {
              try (StreamSocket socket = StreamSocket.connect(listener.localAddress())) {
                for (int i = 0; i < 200; i++) {
                  socket.writeAll(bytes("hello " + i));
                  assertEquals("hello " + i, read(socket));
                  assertSame(hosts, Thread.currentThread());
                }
                Coroutine.sleep(Duration.ofMillis(5));
                return readWithin(socket, Duration.ofMillis(5));
              }
            });
    for (int i = 0; i < 50; i++) {
      assertEquals(i * 2, host.submit(twice(i)).get(5, TimeUnit.SECONDS));
    }
    assertEquals("nothing", client.join());
    server.join();
    carrier.close();
    listener.close();
    assertFalse(listener.isOpen());
    host.shutdown();
  }

  private static java.util.concurrent.Callable<Integer> twice(int i) {
    return () -> 2 * i;
  }

  @Suspendable
  private static String readWithin(StreamSocket socket, Duration most) {
    String[] came = {"nothing"};
    CancelScope.moveOnAfter(most, () -> came[0] = read(socket));
    return came[0];
  }

  @Test
  void whatWasAcceptedOnOneCarrierIsServedByAnother() throws Exception {
    Channel<StreamSocket> accepted = Channel.<StreamSocket>unlimited().shared();
    try (Carrier acceptors = Carrier.open("acceptor");
        Carrier servers = Carrier.open("server");
        StreamListener listener = listen()) {
      acceptors.start(() -> accepted.send(listener.accept()));
      servers.start(() -> echo(accepted.receive()));
      String came =
          Carrier.run(
              () -> {
                try (StreamSocket socket = StreamSocket.connect(listener.localAddress())) {
                  socket.writeAll(bytes("hello"));
                  return read(socket);
                }
              });
      assertEquals("hello", came);
    }
  }

  @Test
  void aThreadOfTheJdkIsTheOtherEnd() throws Exception {
    ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    try (var plain = new java.net.ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var answer =
          later.submit(
              () -> {
                try (var socket = plain.accept()) {
                  Thread.sleep(30); // All coroutines wait meanwhile, and that is no deadlock.
                  socket.getOutputStream().write(new byte[] {104, 105});
                  return socket.getInputStream().read();
                }
              });
      Carrier.run(
          () -> {
            try (var socket = StreamSocket.connect(plain.getLocalSocketAddress())) {
              assertEquals("hi", read(socket));
              assertNotEquals(socket.localAddress(), socket.remoteAddress());
            }
          });
      assertEquals(-1, answer.get());
    } finally {
      later.shutdown();
    }
  }

  @Test
  void virtualTimeGoesOnWithRealTimeWhileASimulationWaitsForASocket() {
    Simulation.withSeed(1)
        .run(
            context -> {
              try (Pair pair = Pair.open()) {
                Coroutine.sleep(Duration.ofDays(1));
                pair.client().writeAll(bytes("hello"));
                assertEquals("hello", read(pair.server()));
                assertEquals(1, context.time().elapsed().toDays());

                Coroutine<String> reader = Coroutine.start(() -> read(pair.server()));
                long began = System.nanoTime();
                Coroutine.sleep(Duration.ofMillis(20));
                assertTrue(System.nanoTime() - began >= 20_000_000);
                assertTrue(context.time().hasWaitedForThreads());
                pair.client().writeAll(bytes("again"));
                assertEquals("again", reader.join());
              }
            });
  }
}
