package dev.coro.benchmarks.serve;

import dev.coro.io.OpenFile;
import dev.coro.net.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One connection of a {@link ThreadServer}, served by one thread. */
final class ThreadSession {
  private final Connection connection;
  private final Responder responder;
  private final ServerMetrics metrics;
  private final RequestReader reader;
  private final DateHeader date = new DateHeader();

  ThreadSession(
      Connection connection, ServerLimits limits, Responder responder, ServerMetrics metrics) {
    this.connection = connection;
    this.responder = responder;
    this.metrics = metrics;
    reader = new RequestReader(connection, limits);
  }

  /** Serves until the client has had enough. */
  void serve() throws IOException {
    boolean goesOn = true;
    while (goesOn && reader.awaitBegin()) {
      try {
        Request request = reader.next();
        if (request == null) {
          metrics.cutOff.increment();
          return;
        }
        goesOn = request.isKeptAlive();
        send(responder.answer(request), !request.isHead(), goesOn);
      } catch (BadRequestException e) {
        metrics.badRequests.increment();
        goesOn = false;
        send(Response.error(e.status(), e.reason()), true, false);
      }
    }
  }

  private void send(Response response, boolean withContent, boolean goesOn) throws IOException {
    metrics.responded(response.status);
    ByteBuffer head = response.head(date.get(), goesOn);
    Content content = withContent ? response.content : null;
    if (content instanceof Content.Bytes bytes) {
      metrics.bytesSent.add(head.remaining() + bytes.length());
      connection.writeAll(new ByteBuffer[] {head, bytes.bytes()});
      return;
    }
    connection.writeAll(head);
    if (content != null) {
      send(content);
    }
  }

  private void send(Content content) throws IOException {
    if (content instanceof Content.Bytes bytes) {
      connection.writeAll(bytes.bytes());
    } else if (content instanceof Content.FilePart part) {
      try (OpenFile file = OpenFile.open(part.path())) {
        part.writeTo(file, connection::writeAll);
      }
    } else {
      for (Content one : ((Content.Sequence) content).contents()) {
        send(one);
      }
    }
  }
}
