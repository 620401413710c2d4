package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Latches, semaphores and the like, executors, processes, HTTP. */
@Timeout(60)
class SynchronizerBridgeIT {
  @Test
  void latches() {
    CountDownLatch open = new CountDownLatch(0);
    CountDownLatch shut = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    CountDownLatch later = new CountDownLatch(1);
    assertEquals("returned true", Both.same(() -> open.await(1, TimeUnit.DAYS)));
    assertEquals("returned false", Both.same(() -> shut.await(3, TimeUnit.MILLISECONDS)));
    Both.same(() -> shut.await(0, TimeUnit.DAYS));
    Both.same(() -> shut.await(0, null));
    Both.sameInterrupted(() -> shut.await(1, TimeUnit.DAYS));
    Both.sameInterrupted(() -> open.await(1, TimeUnit.DAYS));
    Both.cancelled(() -> shut.await(1, TimeUnit.DAYS));
    Both.cancelled(
        () -> {
          shut.await();
          return 1;
        });
    Both.meanwhile(
        () -> {
          late.await();
          return 1;
        },
        () -> {
          late.countDown();
          return 1;
        });
    Both.meanwhile(
        () -> later.await(1, TimeUnit.DAYS),
        () -> {
          later.countDown();
          return 1;
        });
  }

  @Test
  void semaphores() {
    Semaphore one = new Semaphore(1, true);
    assertEquals("returned false", Both.same(() -> one.tryAcquire(2, 3, TimeUnit.MILLISECONDS)));
    Both.same(
        () -> {
          one.acquire(-1);
          return 1;
        });
    Both.sameInterrupted(
        () -> {
          one.acquire();
          return 1;
        });
    Both.sameInterrupted(
        () -> {
          one.acquireUninterruptibly();
          one.release();
          return 1;
        });
    Both.cancelled(
        () -> {
          one.acquire(2);
          return 1;
        });
    Both.cancelled(
        () -> {
          one.acquireUninterruptibly(2);
          return 1;
        });
    Both.meanwhile(
        () -> {
          one.acquire(2);
          return 1;
        },
        () -> {
          one.release();
          return 1;
        });
    assertEquals(0, one.availablePermits());
    Both.meanwhile(
        () -> one.tryAcquire(1, TimeUnit.DAYS),
        () -> {
          one.release();
          return 1;
        });
    assertEquals(0, one.availablePermits());
  }

  /** However the cancellation meets the release, permits are neither lost nor made. */
  @Test
  void noPermitIsLost() {
    Semaphore semaphore = new Semaphore(2);
    Carrier.run(
        () -> {
          for (int i = 0; i < 6; i++) {
            Coroutine.start(
                () -> {
                  for (int round = 0; round < 100; round++) {
                    CancelScope.moveOnAfter(
                        Duration.ofNanos(100_000),
                        () -> {
                          semaphore.acquire();
                          try {
                            Coroutine.yieldNow();
                          } finally {
                            semaphore.release();
                          }
                        });
                  }
                });
          }
        });
    assertEquals(2, semaphore.availablePermits());
  }

  @Test
  void barriersExchangersAndPhasers() {
    CyclicBarrier barrier = new CyclicBarrier(2);
    Exchanger<String> exchanger = new Exchanger<>();
    Phaser phaser = new Phaser(2);
    assertEquals(1, Both.<Integer>meanwhile(() -> barrier.await(), () -> barrier.await()));
    assertEquals(
        "b", Both.<String>meanwhile(() -> exchanger.exchange("a"), () -> exchanger.exchange("b")));
    assertEquals(
        1, Both.<Integer>meanwhile(() -> phaser.arriveAndAwaitAdvance(), () -> phaser.arrive()));
    assertEquals(
        2,
        Both.<Integer>meanwhile(
            () -> phaser.awaitAdvance(1), () -> phaser.arrive() + phaser.arrive()));
    Both.cancelled(() -> phaser.awaitAdvanceInterruptibly(2));
    Both.same(() -> new CyclicBarrier(2).await(3, TimeUnit.MILLISECONDS));
    Both.same(() -> new Exchanger<Integer>().exchange(1, 3, TimeUnit.MILLISECONDS));
    Both.same(() -> new Phaser(1).awaitAdvanceInterruptibly(0, 3, TimeUnit.MILLISECONDS));
  }

  @Test
  void executors() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<Integer>> all =
          Both.meanwhile(
              () ->
                  executor.invokeAll(
                      List.of(
                          () -> {
                            go.await();
                            return 1;
                          },
                          () -> 2)),
              () -> {
                go.countDown();
                return 1;
              });
      assertEquals(1, all.get(0).get());
      Both.same(() -> executor.invokeAny(List.of(() -> 7)));
      Both.same(
          () ->
              executor.invokeAny(
                  List.of(
                      () -> {
                        throw new IllegalStateException();
                      })));
      Both.same(() -> executor.invokeAny(List.of()));
      Both.same(() -> executor.awaitTermination(3, TimeUnit.MILLISECONDS));
      Both.same(() -> ForkJoinPool.commonPool().invoke(ForkJoinTask.adapt(() -> 3)));
    } finally {
      executor.shutdownNow();
    }
    assertEquals("returned true", Both.same(() -> executor.awaitTermination(1, TimeUnit.DAYS)));
  }

  @Test
  void processes() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
    Process other = new ProcessBuilder("sleep", "1000").start();
    assertEquals("returned false", Both.same(() -> other.waitFor(3, TimeUnit.MILLISECONDS)));
    Both.cancelled(() -> other.waitFor());
    assertTrue(other.isAlive());
    Both.<Integer>meanwhile(
        () -> other.waitFor(),
        () -> {
          other.destroyForcibly();
          return 1;
        });
    assertEquals("returned 0", Both.same(() -> process.waitFor()));
  }

  @Test
  void httpClients() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> serve(server));
      answers.setDaemon(true);
      answers.start();
      HttpClient client = HttpClient.newHttpClient();
      URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      HttpRequest hurried =
          HttpRequest.newBuilder(uri.resolve("/never")).timeout(Duration.ofMillis(20)).build();
      assertEquals(
          "returned hello", Both.same(() -> client.send(request, BodyHandlers.ofString()).body()));
      Both.same(() -> client.send(hurried, BodyHandlers.ofString()));
      HttpRequest never = HttpRequest.newBuilder(uri.resolve("/never")).build();
      Both.cancelled(() -> client.send(never, BodyHandlers.ofString()));
    }
    HttpRequest refused = HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();
    HttpClient client = HttpClient.newHttpClient();
    Both.same(() -> client.send(refused, BodyHandlers.ofString()));
  }

  private static void serve(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        byte[] request = new byte[4096];
        int length = socket.getInputStream().read(request);
        String text = new String(request, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        if (!text.startsWith("GET /never")) {
          OutputStream out = socket.getOutputStream();
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                  .getBytes(StandardCharsets.US_ASCII));
          out.flush();
          socket.close();
        }
      } catch (java.io.IOException e) {
        return;
      }
    }
  }
}
