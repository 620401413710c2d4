package dev.coro.benchmarks.serve;

import dev.coro.Suspendable;
import java.io.IOException;

/** Tells what paths stand for. */
interface FileFinder {
  /** What a path stands for. May suspend. */
  @Suspendable
  Found find(String path) throws IOException;
}
