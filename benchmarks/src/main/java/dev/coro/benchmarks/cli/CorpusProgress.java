package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.corpus.CorpusRun;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** One progress bar for each input, on standard error; one line where that is no terminal. */
final class CorpusProgress implements CorpusRun.Progress, AutoCloseable {
  private final boolean isTerminal = Boolean.getBoolean(CompareProgress.PROPERTY);
  private volatile @Nullable ProgressBar bar;

  @Override
  public void begin(String input, int classes) {
    close();
    if (isTerminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(input)
              .setInitialMax(classes)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
    } else {
      System.err.println(input + ": " + classes + " classes");
    }
  }

  @Override
  public void step() {
    ProgressBar current = bar;
    if (current != null) {
      current.step();
    }
  }

  @Override
  public void linking() {
    ProgressBar current = bar;
    if (current != null) {
      current.setExtraMessage("linking");
    }
  }

  @Override
  public void close() {
    ProgressBar current = bar;
    if (current != null) {
      current.close();
      bar = null;
    }
  }
}
