package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.ComparisonRun;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.Question;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Experiments;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** The progress bar on standard error; silent where that is no terminal. */
final class CompareProgress implements ComparisonRun.Listener, Experiments.Progress, AutoCloseable {
  /** System property that the script sets to true when standard error is a terminal. */
  static final String PROPERTY = "coro.terminal";

  /** An experiment takes about as long as that many questions. */
  private static final int EXPERIMENT_STEPS = 4;

  private final @Nullable ProgressBar bar;

  private CompareProgress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  static CompareProgress start(boolean costs, int experiments) {
    int steps = (costs ? ComparisonRun.steps() : 0) + EXPERIMENT_STEPS * experiments;
    return new CompareProgress(Boolean.getBoolean(PROPERTY) ? newBar(steps) : null);
  }

  private static ProgressBar newBar(int steps) {
    return new ProgressBarBuilder()
        .setTaskName("measuring")
        .setInitialMax(steps)
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
  public void begin(Experiment experiment) {
    if (bar != null) {
      bar.setExtraMessage(experiment.id());
    }
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.stepBy(EXPERIMENT_STEPS);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
