package dev.coro.benchmarks.load;

import dev.coro.benchmarks.compare.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Puts the servers under the same load in turn, several rounds, each round in another order. Every
 * server is a process of its own, started anew for each round; the client is in this one.
 */
public final class LoadComparison {
  private static final int FILES = 100;
  private static final int FILE_BYTES = 4096;

  private final Jvm jvm;
  private final int rounds;
  private final Duration warmUp;
  private final Duration time;
  private final Progress progress;

  /** Is told what comes next. */
  public interface Progress {
    /** A server is put under load. */
    void next(Task task, int connections, ServerKind server, int round);
  }

  /** With that many rounds, and in each that much time for a server. */
  public LoadComparison(Jvm jvm, int rounds, Duration warmUp, Duration time, Progress progress) {
    this.jvm = jvm;
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.time = time;
    this.progress = progress;
  }

  private record Round(double requestsPerSecond, double p50, double p99, double cpuMicros) {}

  /** Compares all servers that can do the task. */
  public List<LoadFigures> compare(Task task, int connections)
      throws IOException, InterruptedException {
    List<ServerKind> servers = new ArrayList<>();
    List<List<Round>> results = new ArrayList<>();
    for (ServerKind server : ServerKind.values()) {
      if (server.can(task)) {
        servers.add(server);
        results.add(new ArrayList<>());
      }
    }
    Path folder = files();
    try {
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < servers.size(); i++) {
          int next = (i + round) % servers.size();
          progress.next(task, connections, servers.get(next), round);
          results.get(next).add(measure(servers.get(next), task, connections, folder));
        }
      }
    } finally {
      delete(folder);
    }
    List<LoadFigures> figures = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      List<Round> all = results.get(i);
      figures.add(
          new LoadFigures(
              task,
              connections,
              servers.get(i),
              median(all, Round::requestsPerSecond),
              median(all, Round::p50),
              median(all, Round::p99),
              median(all, Round::cpuMicros),
              all.stream().map(Round::requestsPerSecond).toList()));
    }
    return figures;
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    List<Double> sorted = new ArrayList<>(rounds.stream().mapToDouble(figure).boxed().toList());
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static Path files() throws IOException {
    Path folder = Files.createTempDirectory("coro-load");
    for (int i = 0; i < FILES; i++) {
      Files.writeString(folder.resolve(i + ".html"), "x".repeat(FILE_BYTES));
    }
    return folder;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private Round measure(ServerKind server, Task task, int connections, Path folder)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(server.command(jvm, task, List.of(folder.toString())))
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      if (line == null) {
        throw new IOException("the server '" + server.label() + "' has not started");
      }
      return measure(process, Integer.parseInt(line), task, connections);
    } finally {
      process.getOutputStream().close();
      process.waitFor();
    }
  }

  private Round measure(Process process, int port, Task task, int connections) throws IOException {
    byte[] request = request(task);
    int bytes = task == Task.ECHO ? request.length : LoadClient.responseBytes(port, request);
    try (LoadClient client = new LoadClient(port, connections, request, bytes)) {
      LoadClient.Load unused = client.run(warmUp, Duration.ofMillis(1));
      Duration before = cpu(process);
      LoadClient.Load load = client.run(Duration.ZERO, time);
      double cpu = cpu(process).minus(before).toNanos() / 1000.0;
      return new Round(
          load.requestsPerSecond(),
          load.latencies().getValueAtPercentile(50),
          load.latencies().getValueAtPercentile(99),
          cpu / load.latencies().getTotalCount());
    }
  }

  private static Duration cpu(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static byte[] request(Task task) {
    String text =
        task == Task.ECHO
            ? "x".repeat(64)
            : "GET /7.html HTTP/1.1\r\nHost: localhost\r\nUser-Agent: load\r\nAccept: */*\r\n\r\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
