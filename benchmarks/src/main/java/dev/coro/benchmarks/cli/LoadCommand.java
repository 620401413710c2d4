package dev.coro.benchmarks.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.load.LoadComparison;
import dev.coro.benchmarks.load.LoadFigures;
import dev.coro.benchmarks.load.ServerKind;
import dev.coro.benchmarks.load.Task;
import dev.coro.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro load}. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    header = "Puts servers under load: coroutines, Netty, virtual threads.",
    description = {
      "",
      "Each server is a process of its own with one thread for its connections; the client is"
          + " another. Run it on a quiet machine with two cores or more, and look at the ratios, not"
          + " at the times.",
      ""
    })
final class LoadCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "TASK",
      description = "echo: small messages come back; files: small files over HTTP. Default: both.")
  private List<String> tasks = List.of("echo", "files");

  @Option(
      names = "--connections",
      split = ",",
      paramLabel = "N",
      defaultValue = "64,1000",
      description = "At a time. Default: ${DEFAULT-VALUE}.")
  private List<Integer> connections = List.of(64, 1000);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "How often each server has its turn. Default: ${DEFAULT-VALUE}.")
  private int rounds = 5;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "For a turn, after as much to warm up. Default: ${DEFAULT-VALUE}.")
  private int seconds = 5;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 1 || seconds < 1 || connections.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          spec.commandLine(), "--connections, --rounds and --seconds take numbers from 1 on");
    }
    List<Task> selected = tasks.stream().map(this::task).toList();
    OutputFile file = json == null ? null : OutputFile.prepare(json);
    Duration time = Duration.ofSeconds(seconds);
    LoadComparison comparison =
        new LoadComparison(Jvm.current(AgentJar.find()), rounds, time, time, this::tell);
    List<LoadFigures> all = new ArrayList<>();
    for (Task task : selected) {
      for (int number : connections) {
        List<LoadFigures> figures = comparison.compare(task, number);
        print(figures);
        all.addAll(figures);
      }
    }
    if (file != null) {
      file.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    }
    return 0;
  }

  private Task task(String name) {
    for (Task task : Task.values()) {
      if (task.name().toLowerCase(Locale.ROOT).equals(name)) {
        return task;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "there is no task '" + name + "': there are echo and files");
  }

  private void tell(Task task, int number, ServerKind server, int round) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%s, %d connections, round %d: %s%n",
        task.name().toLowerCase(Locale.ROOT), number, round + 1, server.label());
    err.flush();
  }

  private void print(List<LoadFigures> figures) {
    LoadFigures ours = figures.get(0);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%s, %d connections, relative to coro:%n",
        ours.task().name().toLowerCase(Locale.ROOT), ours.connections());
    TextTable table = new TextTable();
    table.add(List.of("server", "requests/s", "p50", "p99", "cpu/request", "spread"));
    for (LoadFigures one : figures) {
      table.add(
          List.of(
              one.server().label(),
              ratio(one.requestsPerSecond(), ours.requestsPerSecond()),
              ratio(one.p50Micros(), ours.p50Micros()),
              ratio(one.p99Micros(), ours.p99Micros()),
              ratio(one.cpuMicros(), ours.cpuMicros()),
              spread(one)));
    }
    out.println(table.format());
    out.flush();
  }

  private static String ratio(double value, double base) {
    return String.format(Locale.ROOT, "%.2f", value / base);
  }

  /** How far the rounds are apart. */
  private static String spread(LoadFigures figures) {
    double least = figures.rounds().stream().mapToDouble(d -> d).min().orElse(0);
    double most = figures.rounds().stream().mapToDouble(d -> d).max().orElse(0);
    return String.format(Locale.ROOT, "%.0f%%", 100 * (most - least) / figures.requestsPerSecond());
  }
}
