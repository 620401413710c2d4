package dev.coro.benchmarks.crawl;

import org.eclipse.jetty.http.HttpFields;

/** A response of a server. */
final class Answer {
  final int status;
  final HttpFields fields;
  final byte[] body;

  /** Whether the body was longer than wanted. */
  final boolean cut;

  /** Whether the connection can be used for another request. */
  final boolean keepsConnection;

  Answer(int status, HttpFields fields, byte[] body, boolean cut, boolean keepsConnection) {
    this.status = status;
    this.fields = fields;
    this.body = body;
    this.cut = cut;
    this.keepsConnection = keepsConnection;
  }
}
