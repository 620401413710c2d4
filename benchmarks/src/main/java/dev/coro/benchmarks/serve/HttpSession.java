package dev.coro.benchmarks.serve;

import dev.coro.CancelScope;
import dev.coro.Suspendable;
import dev.coro.io.OpenFile;
import dev.coro.net.Connection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection, from its first request to its end. One cancel scope surrounds all of it; its
 * deadline is moved on with every step that the client has made in time.
 */
final class HttpSession {
  /** How long a client that has been told to go may take to notice. */
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Connection connection;
  private final Worker worker;
  private final RequestReader reader;
  private final CancelScope scope = new CancelScope();
  private final String client;

  /** Whether it waits for a request of which nothing has come. */
  private boolean idle;

  /** Whether it waits for the rest of a request. */
  private boolean receiving;

  HttpSession(Connection connection, Worker worker) {
    this.connection = connection;
    this.worker = worker;
    reader = new RequestReader(connection, worker.limits());
    SocketAddress address = connection.remoteAddress();
    client = address instanceof InetSocketAddress internet ? internet.getHostString() : "-";
  }

  /** Serves until the client or the server has had enough. Suspends. */
  @Suspendable
  void serve() throws IOException {
    boolean ended = scope.run(this::serveAll);
    if (!ended && receiving) {
      worker.metrics().timeouts.increment();
      refuse(Response.error(408, "The request took too long."));
    } else if (scope.isExpired() && !idle) {
      worker.metrics().timeouts.increment();
      connection.abort(); // The client does not take what it has asked for.
    }
  }

  /** The server wants to end: no further request is waited for. */
  void finish() {
    if (idle) {
      scope.cancel();
    }
  }

  @Suspendable
  private void serveAll() throws IOException {
    boolean goesOn = true;
    while (goesOn && awaitRequest()) {
      try {
        Request request = next();
        if (request == null) {
          worker.metrics().cutOff.increment();
          return;
        }
        goesOn = request.isKeptAlive() && !worker.isFinishing();
        respond(request, worker.responder().answer(request), goesOn);
      } catch (BadRequestException e) {
        worker.metrics().badRequests.increment();
        refuse(Response.error(e.status(), e.reason()));
        return;
      }
    }
    if (!goesOn) {
      sayGoodbye();
    }
  }

  @Suspendable
  private boolean awaitRequest() throws IOException {
    if (reader.isThere()) {
      return true;
    } else if (worker.isFinishing()) {
      return false;
    }
    idle = true;
    scope.setDeadlineAfter(worker.limits().idleTime());
    boolean begun = reader.awaitBegin();
    idle = false;
    return begun;
  }

  @Suspendable
  private @Nullable Request next() throws IOException, BadRequestException {
    receiving = true;
    scope.setDeadlineAfter(worker.limits().headerTime());
    Request request = reader.next();
    receiving = false;
    return request;
  }

  /** Answers what cannot be served, as far as the client still listens. */
  @Suspendable
  private void refuse(Response response) {
    receiving = false;
    CancelScope.shield(
        () ->
            CancelScope.moveOnAfter(
                FAREWELL,
                () -> {
                  respond(null, response, false);
                  sayGoodbye();
                }));
  }

  /**
   * Ends the output and drops what still comes: closing with unread input would make the system
   * reset the connection, and the client might lose the response.
   */
  @Suspendable
  private void sayGoodbye() throws IOException {
    scope.setDeadlineAfter(FAREWELL);
    idle = true; // Nobody is told if this takes too long.
    connection.shutdownOutput();
    ByteBuffer dropped = ByteBuffer.allocate(1024);
    int most = worker.limits().bodyBytes();
    for (int bytes = 0; bytes < most; bytes += dropped.position()) {
      if (connection.read(dropped.clear()) < 0) {
        return;
      }
    }
  }

  // ---- sending

  /** Opens the file before anything is sent: what cannot be opened can still be told. */
  @Suspendable
  private void respondFrom(
      Content.FilePart part, @Nullable Request request, Response response, boolean goesOn)
      throws IOException {
    OpenFile file;
    try {
      file = OpenFile.open(part.path());
    } catch (IOException e) {
      worker.metrics().diskErrors.increment();
      respond(request, Response.error(500, "The file is gone, or cannot be read."), goesOn);
      return;
    }
    try (file) {
      write(announced(request, response, goesOn));
      part.writeTo(file, this::write);
    } catch (IOException e) {
      connection.abort(); // A short response must not look like a whole one.
      throw e;
    }
  }

  @Suspendable
  private void respond(@Nullable Request request, Response response, boolean goesOn)
      throws IOException {
    Content content = request != null && request.isHead() ? null : response.content;
    if (content instanceof Content.FilePart part) {
      respondFrom(part, request, response, goesOn);
      return;
    }
    ByteBuffer head = announced(request, response, goesOn);
    if (content instanceof Content.Bytes bytes) {
      scope.setDeadlineAfter(worker.limits().stallTime());
      count(head.remaining() + bytes.length());
      connection.writeAll(new ByteBuffer[] {head, bytes.bytes()});
    } else {
      write(head);
      if (content != null) {
        send(content);
      }
    }
  }

  /** The head of a response, which is counted and logged. */
  private ByteBuffer announced(@Nullable Request request, Response response, boolean goesOn) {
    boolean whole = request == null || !request.isHead();
    long bytes = response.content == null || !whole ? 0 : response.content.length();
    worker.metrics().responded(response.status);
    worker.log(client, request, response.status, bytes);
    return response.head(worker.date(), goesOn);
  }

  private void count(long bytes) {
    worker.metrics().bytesSent.add(bytes);
  }

  @Suspendable
  private void send(Content content) throws IOException {
    if (content instanceof Content.Bytes bytes) {
      write(bytes.bytes());
    } else if (content instanceof Content.FilePart part) {
      try (OpenFile file = OpenFile.open(part.path())) {
        part.writeTo(file, this::write);
      } catch (IOException e) {
        connection.abort();
        throw e;
      }
    } else {
      for (Content one : ((Content.Sequence) content).contents()) {
        send(one);
      }
    }
  }

  @Suspendable
  private void write(ByteBuffer bytes) throws IOException {
    count(bytes.remaining());
    scope.setDeadlineAfter(worker.limits().stallTime());
    connection.writeAll(bytes);
  }
}
