package dev.coro.benchmarks.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** An answer that is to be sent. */
final class Response {
  /** The status code. */
  final int status;

  /** Header lines, each with its line end; those that every response has are not among them. */
  final StringBuilder headers = new StringBuilder(200);

  /** Null for statuses that have none, such as 304. */
  final @Nullable Content content;

  Response(int status, @Nullable Content content) {
    this.status = status;
    this.content = content;
  }

  /** A page that says what is wrong. */
  static Response error(int status, String explanation) {
    String reason = HttpStatus.getMessage(status);
    String page = status + " " + reason + "\n" + explanation + "\n";
    return new Response(status, Content.Bytes.of(page))
        .with("Content-Type", "text/plain;charset=utf-8");
  }

  /** What is sent before the content. */
  ByteBuffer head(String date, boolean goesOn) {
    StringBuilder head = new StringBuilder(headers.length() + 200);
    head.append("HTTP/1.1 ").append(status).append(' ');
    head.append(HttpStatus.getMessage(status)).append("\r\n");
    head.append("Date: ").append(date).append("\r\nServer: coro\r\n");
    head.append(headers);
    if (content != null) {
      head.append("Content-Length: ").append(content.length()).append("\r\n");
    }
    head.append(goesOn ? "\r\n" : "Connection: close\r\n\r\n");
    return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Adds a header. */
  Response with(String name, String value) {
    headers.append(name).append(": ").append(value).append("\r\n");
    return this;
  }
}
