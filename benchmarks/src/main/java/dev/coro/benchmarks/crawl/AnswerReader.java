package dev.coro.benchmarks.crawl;

import dev.coro.Suspendable;
import dev.coro.net.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** The responses on one connection, one after the other. Jetty's parser does the work. */
final class AnswerReader implements HttpParser.ResponseHandler {
  private static final int HEADER_BYTES = 32_768;

  private final Connection connection;
  private final int mostBytes;
  private final HttpParser parser = new HttpParser(this, HEADER_BYTES, HttpCompliance.RFC9110);

  /** Received, not parsed; ready to be read. */
  private final ByteBuffer buffer = ByteBuffer.allocate(8192).flip();

  private int status;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private HttpFields.Mutable fields = HttpFields.build();
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean cut;
  private boolean complete;
  private boolean ended;
  private @Nullable String failure;

  /** Whether anything of a response has come. */
  private boolean begun;

  AnswerReader(Connection connection, int mostBytes) {
    this.connection = connection;
    this.mostBytes = mostBytes;
  }

  /** Whether the last call of {@link #next} has received anything. */
  boolean hasBegun() {
    return begun;
  }

  /**
   * Waits for the next response. Suspends; a cancellation point.
   *
   * @throws ProtocolException if it is no proper response, or the connection ends before it does
   */
  @Suspendable
  Answer next() throws IOException {
    begun = buffer.hasRemaining();
    do {
      begin();
      receiveOne();
    } while (status / 100 == 1); // Only announces another one.
    return new Answer(status, fields, body.toByteArray(), cut, keepsConnection());
  }

  private void begin() {
    parser.reset();
    fields = HttpFields.build();
    body = new ByteArrayOutputStream();
    cut = false;
    complete = false;
  }

  @Suspendable
  private void receiveOne() throws IOException {
    while (true) {
      parser.parseNext(buffer);
      if (complete || cut) {
        return;
      } else if (failure != null) {
        throw new ProtocolException(failure);
      } else if (!buffer.hasRemaining()) {
        buffer.clear();
        try {
          ended = connection.read(buffer) < 0;
        } finally {
          buffer.flip();
        }
        if (ended) {
          parser.atEOF();
        } else {
          begun = true;
        }
      }
    }
  }

  private boolean keepsConnection() {
    return complete
        && !ended
        && version == HttpVersion.HTTP_1_1
        && !fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
  }

  // ---- what the parser has found

  @Override
  public void startResponse(HttpVersion newVersion, int newStatus, String reason) {
    version = newVersion;
    status = newStatus;
  }

  @Override
  public void parsedHeader(HttpField field) {
    fields.add(field);
  }

  @Override
  public boolean headerComplete() {
    return false;
  }

  @Override
  public boolean content(ByteBuffer content) {
    int room = mostBytes - body.size();
    int count = Math.min(room, content.remaining());
    byte[] bytes = new byte[count];
    content.get(bytes);
    body.write(bytes, 0, count);
    cut = content.hasRemaining();
    content.position(content.limit());
    return cut;
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
    failure =
        ended ? "the connection has ended before the response" : "the body cannot be understood";
  }

  @Override
  public void badMessage(HttpException found) {
    failure = "no proper response: " + found.getReason();
  }
}
