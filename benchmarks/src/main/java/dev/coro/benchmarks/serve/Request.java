package dev.coro.benchmarks.serve;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * A request, without its body.
 *
 * @param method as it came, {@code GET} for example
 * @param target as it came: path and query
 * @param version of the protocol
 * @param fields the headers
 * @param complete whether all of its body was read; if not, nothing more can be read behind it
 */
record Request(
    String method, String target, HttpVersion version, HttpFields fields, boolean complete) {
  @Nullable String header(HttpHeader name) {
    return fields.get(name);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** Whether the client wants to send more on the same connection. */
  boolean isKeptAlive() {
    if (!complete || fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString())) {
      return false;
    }
    return version == HttpVersion.HTTP_1_1
        || fields.contains(HttpHeader.CONNECTION, HttpHeaderValue.KEEP_ALIVE.asString());
  }
}
