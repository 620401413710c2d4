package dev.coro.benchmarks.serve;

import dev.coro.Blocking;
import dev.coro.Suspendable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small files that were asked for last, in memory. What is older than a second is looked up
 * again by the first who asks, on a thread that may block; the others are served what was known
 * until then. For one carrier.
 */
final class FileCache implements FileFinder {
  private static final long FRESH_NANOS = 1_000_000_000;
  private static final long MOST_BYTES = 64L << 20;

  /** What an entry takes besides the bytes of the file, roughly. */
  private static final long OVERHEAD = 500;

  private final FileTree tree;
  private final ServerMetrics metrics;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  FileCache(FileTree tree, ServerMetrics metrics) {
    this.tree = tree;
    this.metrics = metrics;
  }

  private static final class Entry {
    final Found.File file;
    long checkedNanos;
    boolean beingChecked;

    Entry(Found.File file, long now) {
      this.file = file;
      checkedNanos = now;
    }

    long size() {
      return OVERHEAD + (file.bytes() == null ? 0 : file.size());
    }
  }

  /** Suspends unless the path was looked up lately. */
  @Override
  @Suspendable
  public Found find(String path) throws IOException {
    Entry known = entries.get(path);
    long now = System.nanoTime();
    if (known != null && (known.beingChecked || now - known.checkedNanos < FRESH_NANOS)) {
      metrics.cacheHits.increment();
      return known.file;
    }
    metrics.cacheMisses.increment();
    if (known != null) {
      known.beingChecked = true;
    }
    try {
      Found found = Blocking.callUninterruptibly(() -> tree.find(path));
      replace(path, found instanceof Found.File file ? file : null);
      return found;
    } finally {
      if (known != null) {
        known.beingChecked = false;
      }
    }
  }

  private void replace(String path, Found.@Nullable File file) {
    Entry old = entries.remove(path);
    if (old != null) {
      bytes -= old.size();
    }
    if (file == null) {
      return;
    }
    Entry entry = new Entry(file, System.nanoTime());
    entries.put(path, entry);
    bytes += entry.size();
    var eldest = entries.values().iterator();
    while (bytes > MOST_BYTES) {
      bytes -= eldest.next().size();
      eldest.remove();
    }
  }
}
