package dev.coro.benchmarks.serve;

import dev.coro.Suspendable;
import dev.coro.net.Connection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection, one after the other. Jetty's parser does the work; this feeds it,
 * and takes its answers.
 */
final class RequestReader implements HttpParser.RequestHandler {
  private final Connection connection;
  private final ServerLimits limits;
  private final HttpParser parser;

  /** Received, not parsed; ready to be read. */
  private final ByteBuffer buffer = ByteBuffer.allocate(4096).flip();

  private String method = "";
  private String target = "";
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private HttpFields.Mutable fields = HttpFields.build();
  private long bodyBytes;
  private boolean hasHeaders;
  private boolean complete;
  private boolean cutOff;

  /** Whether the client has sent its last byte. */
  private boolean ended;

  private @Nullable BadRequestException failure;

  RequestReader(Connection connection, ServerLimits limits) {
    this.connection = connection;
    this.limits = limits;
    parser = new HttpParser(this, limits.headerBytes(), HttpCompliance.RFC9110);
  }

  /**
   * Waits, behind a whole request, until something of the next one is there. Suspends unless it is;
   * a cancellation point then.
   *
   * @return false if the client has ended instead
   */
  @Suspendable
  boolean awaitBegin() throws IOException {
    return isThere() || receive();
  }

  /** Whether something of the next request is there. Never suspends. */
  boolean isThere() {
    return buffer.hasRemaining();
  }

  /**
   * Waits for the next request. Suspends; a cancellation point.
   *
   * @return null if the client has ended instead
   * @throws BadRequestException if it is no proper request, or is beyond the limits
   */
  @Suspendable
  @Nullable Request next() throws IOException, BadRequestException {
    begin();
    while (true) {
      parser.parseNext(buffer);
      if (failure != null) {
        throw failure;
      } else if (cutOff) {
        return null;
      } else if (complete || (hasHeaders && isBodyUnwanted())) {
        return new Request(method, target, version, fields, complete);
      } else if (!buffer.hasRemaining() && !receive()) {
        ended = true;
        parser.atEOF();
      }
    }
  }

  private void begin() {
    if (complete) {
      parser.reset();
    }
    fields = HttpFields.build();
    bodyBytes = 0;
    hasHeaders = false;
    complete = false;
  }

  @Suspendable
  private boolean receive() throws IOException {
    buffer.clear();
    try {
      return connection.read(buffer) >= 0;
    } finally {
      buffer.flip();
    }
  }

  /** A client that asks first whether to send a body is told not to; so is one that sends much. */
  private boolean isBodyUnwanted() {
    return fields.contains(HttpHeader.EXPECT) || bodyBytes > limits.bodyBytes();
  }

  // ---- what the parser has found

  @Override
  public void startRequest(String newMethod, String newTarget, HttpVersion newVersion) {
    method = newMethod;
    target = newTarget;
    version = newVersion;
    if (version != HttpVersion.HTTP_1_0 && version != HttpVersion.HTTP_1_1) {
      failure = new BadRequestException(505, "Only HTTP/1.0 and HTTP/1.1 are served.");
    }
  }

  @Override
  public void parsedHeader(HttpField field) {
    fields.add(field);
  }

  @Override
  public boolean headerComplete() {
    hasHeaders = true;
    return failure != null || isBodyUnwanted();
  }

  @Override
  public boolean content(ByteBuffer content) {
    bodyBytes += content.remaining();
    content.position(content.limit());
    return isBodyUnwanted();
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    complete = true;
    return true;
  }

  @Override
  public void earlyEOF() {
    if (ended) {
      cutOff = true;
    } else {
      // What the parser calls an early end is a body that makes no sense.
      failure = new BadRequestException(400, "The body cannot be understood.");
    }
  }

  @Override
  public void badMessage(HttpException found) {
    String reason = found.getReason();
    failure = new BadRequestException(found.getCode(), reason == null ? "Bad Request" : reason);
  }
}
