package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.ComparisonRun;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.Question;
import dev.coro.benchmarks.experiment.ExpectedTime;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Experiments;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * The progress bar on standard error, in expected seconds, with the time that remains; silent where
 * that is no terminal.
 */
final class CompareProgress implements ComparisonRun.Listener, Experiments.Progress, AutoCloseable {
  /** System property that the script sets to true when standard error is a terminal. */
  static final String PROPERTY = "coro.terminal";

  /** The bar counts them, since a question of the costs takes a few seconds. */
  private static final int STEPS_IN_A_SECOND = 10;

  private final boolean quick;
  private final RemainingTime remaining;
  private final @Nullable ProgressBar bar;
  private double currentSeconds;

  private CompareProgress(boolean quick, double seconds) {
    this.quick = quick;
    this.remaining = new RemainingTime(seconds, System.nanoTime());
    this.bar = Boolean.getBoolean(PROPERTY) ? newBar(remaining, seconds) : null;
  }

  static CompareProgress start(boolean quick, boolean costs, List<Experiment> experiments) {
    int seconds =
        (costs ? ExpectedTime.COSTS.seconds(quick) : 0)
            + experiments.stream().mapToInt(one -> ExpectedTime.of(one).seconds(quick)).sum();
    return new CompareProgress(quick, seconds);
  }

  private static ProgressBar newBar(RemainingTime remaining, double seconds) {
    return new ProgressBarBuilder()
        .setTaskName("measuring")
        .setInitialMax(Math.round(seconds * STEPS_IN_A_SECOND))
        .setStyle(ProgressBarStyle.ASCII)
        .setEtaFunction(state -> Optional.of(remaining.at(System.nanoTime())))
        .setConsumer(new ConsoleProgressBarConsumer(System.err))
        .build();
  }

  @Override
  public void asking(ModelKind model, Question question) {
    begin(
        question.name().toLowerCase(Locale.ROOT) + ", " + model.label(),
        (double) ExpectedTime.COSTS.seconds(quick) / ComparisonRun.steps());
  }

  @Override
  public void answered() {
    end();
  }

  @Override
  public void begin(Experiment experiment) {
    begin(experiment.id(), ExpectedTime.of(experiment).seconds(quick));
  }

  private void begin(String what, double expectedSeconds) {
    currentSeconds = expectedSeconds;
    remaining.begin(expectedSeconds, System.nanoTime());
    if (bar != null) {
      bar.setExtraMessage(what);
    }
  }

  @Override
  public void end() {
    remaining.end(System.nanoTime());
    if (bar != null) {
      bar.stepBy(Math.round(currentSeconds * STEPS_IN_A_SECOND));
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
