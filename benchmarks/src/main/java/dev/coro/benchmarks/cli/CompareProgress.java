package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.ComparisonRun;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.Question;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** The progress bar on standard error; silent where that is no terminal. */
final class CompareProgress implements ComparisonRun.Listener, AutoCloseable {
  /** System property that the script sets to true when standard error is a terminal. */
  static final String PROPERTY = "coro.terminal";

  private final @Nullable ProgressBar bar;

  private CompareProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static CompareProgress start() {
    return new CompareProgress(Boolean.getBoolean(PROPERTY) ? newBar() : null);
  }

  private static ProgressBar newBar() {
    return new ProgressBarBuilder()
        .setTaskName("measuring")
        .setInitialMax(ComparisonRun.steps())
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  @Override
  public void asking(ModelKind model, Question question) {
    if (bar != null) {
      bar.setExtraMessage(question.name().toLowerCase(Locale.ROOT) + ", " + model.label());
    }
  }

  @Override
  public void answered() {
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
