package dev.coro.benchmarks.compare;

import dev.coro.benchmarks.experiment.Finding;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A finished comparison.
 *
 * @param machine what it was measured on
 * @param startedAt when it began, ISO 8601 with offset
 * @param command the command line that repeats it
 * @param scale how much was done
 * @param figures a figure for each model and metric; none if these were not asked for
 * @param findings what the experiments have come to
 */
public record Comparison(
    Machine machine,
    String startedAt,
    String command,
    Scale scale,
    List<Figure> figures,
    List<Finding> findings) {
  /** Copies the lists; nothing may be missing. */
  public Comparison {
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(figures, "figures");
    Objects.requireNonNull(findings, "findings");
    figures = List.copyOf(figures);
    findings = List.copyOf(findings);
  }

  /** The same with the findings of experiments. */
  public Comparison withFindings(List<Finding> found) {
    return new Comparison(machine, startedAt, command, scale, figures, found);
  }

  /** One without figures, for experiments alone. */
  public static Comparison empty(String command, Scale scale) {
    return new Comparison(Machine.here(), now(), command, scale, List.of(), List.of());
  }

  static String now() {
    return OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Returns the figure of a model, if it was asked for. */
  public Optional<Figure> figure(ModelKind model, Metric metric) {
    return figures.stream()
        .filter(figure -> figure.model() == model && figure.metric() == metric)
        .findFirst();
  }

  /** Returns how many times the coroutine's median a model's median is, if both were measured. */
  public Optional<Double> ratio(ModelKind model, Metric metric) {
    return median(model, metric)
        .flatMap(
            mine ->
                median(ModelKind.COROUTINE, metric)
                    .filter(coroutine -> coroutine > 0)
                    .map(coroutine -> mine / coroutine));
  }

  private Optional<Double> median(ModelKind model, Metric metric) {
    return figure(model, metric)
        .filter(Measured.class::isInstance)
        .map(figure -> ((Measured) figure).median());
  }
}
