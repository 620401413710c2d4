package dev.coro.benchmarks.serve;

import dev.coro.CancelScope;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.Listener;
import dev.coro.net.TlsConnection;
import dev.coro.net.TlsSettings;
import dev.coro.sync.Semaphore;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one carrier of the server does. All of it on that carrier. */
final class Worker {
  /** After a failure to accept, for example because there are no file descriptors left. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final ServerSettings settings;
  private final Listener listener;
  private final ServerMetrics metrics;
  private final Responder responder;
  private final @Nullable AccessLog log;
  private final Semaphore places;
  private final Set<HttpSession> sessions = new LinkedHashSet<>();
  private int connected;
  private boolean finishing;
  private final DateHeader date = new DateHeader();

  Worker(
      ServerSettings settings,
      FileTree tree,
      Listener listener,
      ServerMetrics metrics,
      @Nullable FileChannel logFile) {
    this.settings = settings;
    this.listener = listener;
    this.metrics = metrics;
    responder = new Responder(new FileCache(tree, metrics), metrics);
    log = logFile == null ? null : new AccessLog(logFile, metrics);
    places = new Semaphore(settings.limits().connections());
  }

  // ---- accepting

  /** Accepts until {@link #finish}. Suspends. */
  @Suspendable
  void run() {
    AccessLog started = log;
    if (started != null) {
      Coroutine.start("log", () -> started.keepWriting(this::hasEnded));
    }
    while (true) {
      places.acquire();
      try {
        Connection socket = listener.accept();
        metrics.accepted.increment();
        Coroutine.start(() -> serve(socket));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        metrics.acceptFailures.increment();
        places.release();
        Coroutine.sleep(PAUSE);
      }
    }
  }

  @Suspendable
  private void serve(Connection socket) {
    metrics.open.increment();
    connected++;
    try (socket) {
      Connection connection = negotiated(socket);
      if (connection != null) {
        HttpSession session = new HttpSession(connection, this);
        sessions.add(session);
        try {
          session.serve();
        } finally {
          sessions.remove(session);
        }
      }
    } catch (IOException e) {
      metrics.cutOff.increment(); // The client is gone: there is nobody to tell.
    } finally {
      metrics.open.decrement();
      connected--;
      places.release();
    }
  }

  @Suspendable
  private @Nullable Connection negotiated(Connection socket) {
    TlsSettings tls = settings.tls();
    if (tls == null) {
      return socket;
    }
    Connection[] negotiated = new Connection[1];
    try {
      CancelScope.moveOnAfter(
          limits().headerTime(), () -> negotiated[0] = TlsConnection.server(socket, tls));
    } catch (Exception e) {
      if (!(e instanceof IOException)) {
        throw e;
      }
    }
    if (negotiated[0] == null) {
      metrics.handshakeFailures.increment();
    }
    return negotiated[0];
  }

  /** Accepts no more and ends each connection behind the response that it is at. */
  void finish() {
    finishing = true;
    listener.close();
    for (HttpSession session : sessions) {
      session.finish();
    }
  }

  /** Whether nothing is served any more. */
  private boolean hasEnded() {
    return finishing && connected == 0;
  }

  boolean isFinishing() {
    return finishing;
  }

  // ---- for its sessions

  ServerLimits limits() {
    return settings.limits();
  }

  ServerMetrics metrics() {
    return metrics;
  }

  Responder responder() {
    return responder;
  }

  void log(String client, @Nullable Request request, int status, long bytes) {
    if (log != null) {
      log.add(client, request, status, bytes);
    }
  }

  /** The time as HTTP writes it, at most a second old. */
  String date() {
    return date.get();
  }
}
