package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.crawl.Crawler;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar for people; nothing if standard error is no terminal. */
final class CrawlProgress implements Crawler.Progress, AutoCloseable {
  private final @Nullable ProgressBar bar;

  CrawlProgress() {
    bar =
        Boolean.getBoolean("coro.terminal")
            ? new ProgressBarBuilder()
                .setTaskName("crawl")
                .setUnit(" pages", 1)
                .showSpeed()
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build()
            : null;
  }

  @Override
  public void step(int ended, int known) {
    if (bar != null) {
      bar.maxHint(known).stepTo(ended);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
