package dev.coro.benchmarks.serve;

import java.util.concurrent.atomic.LongAdder;

/** What a server counts, for all of its carriers. Any thread. */
final class ServerMetrics {
  private static final int CLASSES = 6;

  final LongAdder accepted = new LongAdder();
  final LongAdder open = new LongAdder();
  final LongAdder acceptFailures = new LongAdder();
  final LongAdder badRequests = new LongAdder();
  final LongAdder timeouts = new LongAdder();
  final LongAdder cutOff = new LongAdder();
  final LongAdder diskErrors = new LongAdder();
  final LongAdder handshakeFailures = new LongAdder();
  final LongAdder bytesSent = new LongAdder();
  final LongAdder cacheHits = new LongAdder();
  final LongAdder cacheMisses = new LongAdder();
  final LongAdder logLinesLost = new LongAdder();
  private final LongAdder[] responses = new LongAdder[CLASSES];

  ServerMetrics() {
    for (int i = 0; i < CLASSES; i++) {
      responses[i] = new LongAdder();
    }
  }

  void responded(int status) {
    responses[status / 100].increment();
  }

  /** How many responses there were, of all classes. */
  long responses() {
    long sum = 0;
    for (LongAdder one : responses) {
      sum += one.sum();
    }
    return sum;
  }

  /** In the text format of Prometheus. */
  String text() {
    StringBuilder text = new StringBuilder(1500);
    add(text, "connections_accepted_total", "counter", accepted);
    add(text, "connections_open", "gauge", open);
    add(text, "accept_failures_total", "counter", acceptFailures);
    add(text, "handshake_failures_total", "counter", handshakeFailures);
    text.append("# TYPE coro_http_responses_total counter\n");
    for (int i = 1; i < CLASSES; i++) {
      text.append("coro_http_responses_total{class=\"").append(i).append("xx\"} ");
      text.append(responses[i].sum()).append('\n');
    }
    add(text, "bad_requests_total", "counter", badRequests);
    add(text, "timeouts_total", "counter", timeouts);
    add(text, "connections_cut_off_total", "counter", cutOff);
    add(text, "disk_errors_total", "counter", diskErrors);
    add(text, "response_bytes_total", "counter", bytesSent);
    add(text, "cache_hits_total", "counter", cacheHits);
    add(text, "cache_misses_total", "counter", cacheMisses);
    add(text, "log_lines_lost_total", "counter", logLinesLost);
    return text.toString();
  }

  private static void add(StringBuilder text, String name, String type, LongAdder value) {
    text.append("# TYPE coro_http_").append(name).append(' ').append(type).append('\n');
    text.append("coro_http_").append(name).append(' ').append(value.sum()).append('\n');
  }
}
