package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.LabProcess;
import dev.coro.benchmarks.experiment.Table;
import dev.coro.benchmarks.load.LoadClient;
import dev.coro.benchmarks.serve.ReservedPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A web server for files, with more and more connections. */
public final class Pages implements Experiment {
  private static final int PAGE_BYTES = 4096;
  private static final byte[] REQUEST =
      "GET /page.html HTTP/1.1\r\nHost: localhost\r\nUser-Agent: load\r\nAccept: */*\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final List<String> FLAGS = List.of("-Xmx512m");

  private final Scale scale;

  /** How much is done. */
  private record Scale(List<Integer> connections, int rounds, Duration warmUp, Duration time) {}

  /** As large as the laboratory says. */
  public Pages() {
    this(new Scale(List.of(), 0, Duration.ZERO, Duration.ZERO));
  }

  private Pages(Scale scale) {
    this.scale = scale;
  }

  /** A small one. */
  static Pages of(List<Integer> connections, Duration time) {
    return new Pages(new Scale(connections, 1, time, time));
  }

  private Scale scale(Lab lab) {
    if (scale.rounds() > 0) {
      return scale;
    }
    return lab.quick()
        ? new Scale(List.of(16, 256), 1, Duration.ofMillis(400), Duration.ofMillis(400))
        : new Scale(List.of(16, 64, 256, 1000), 3, Duration.ofSeconds(2), Duration.ofMillis(1500));
  }

  @Override
  public String id() {
    return "pages";
  }

  @Override
  public String title() {
    return "Waiting for clients: static pages";
  }

  @Override
  public String claim() {
    return "A web server of static pages waits most of its time: take several processes with"
        + " threads or, with many connections, with coroutines.";
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    Scale sizes = scale(lab);
    Curves curves = new Curves("connections", "requests", "Time of a response");
    List<Way> ways = Way.all();
    Path folder = Files.createTempDirectory("coro-pages");
    Path page = Files.writeString(folder.resolve("page.html"), "x".repeat(PAGE_BYTES));
    long requests = 0;
    try {
      for (int round = 0; round < sizes.rounds(); round++) {
        for (int i = 0; i < ways.size(); i++) {
          requests += measure(lab, ways.get((i + round) % ways.size()), folder, sizes, curves);
        }
      }
    } finally {
      Files.delete(page);
      Files.delete(folder);
    }
    return Finding.of(
        this, verdict(curves), tables(curves), curves.plots(), notes(sizes, requests));
  }

  private static List<Table> tables(Curves curves) {
    return List.of(curves.table("A page of " + PAGE_BYTES + " bytes, over HTTP/1.1"));
  }

  private static String verdict(Curves curves) {
    return curves.fastest()
        + curves.judge(Way.COROUTINES.label, Way.THREADS.label)
        + curves.judge(Way.COROUTINES.label, Way.VIRTUAL_THREADS.label)
        + curves.judge(Way.PROCESSES_OF_COROUTINES.label, Way.PROCESSES_OF_THREADS.label)
        + curves.judge(Way.PROCESSES_OF_COROUTINES.label, Way.COROUTINES.label).strip();
  }

  private static List<String> notes(Scale sizes, long requests) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "The bundled server, and the same reading, looking up and answering of requests by a"
            + " blocking thread for each connection, without the deadlines that the former has."
            + " One carrier in each process of coroutines. Processes share the port by"
            + " SO_REUSEPORT.");
    notes.add(
        sizes.rounds()
            + " rounds, each with JVMs of its own (-Xmx512m), "
            + sizes.time().toMillis()
            + " ms for a number of connections after a warm-up; figures are medians. All "
            + requests
            + " requests that were made were served, which both sides have counted.");
    notes.add(
        "The client is one thread on this machine and takes its share of the "
            + Runtime.getRuntime().availableProcessors()
            + " cores: look at the processor time of each request rather than at requests a"
            + " second, most of all where there are two processes. Each connection sends its next"
            + " request when the response is there. On a machine that does other things, too, many"
            + " threads are given a larger share of it than the one thread of a carrier.");
    notes.add(
        "The page is looked up on the disk once a second and otherwise comes from memory. Memory"
            + " is that of the server's processes when a round has ended, pages that they share"
            + " counted in proportion (PSS); it holds what fewer connections have left.");
    notes.addAll(Way.absences());
    return notes;
  }

  /** Returns how many requests there were. */
  private static long measure(Lab lab, Way way, Path folder, Scale sizes, Curves curves)
      throws IOException, InterruptedException {
    try (ReservedPort port = ReservedPort.of(new InetSocketAddress("localhost", 0));
        Crew crew =
            Crew.start(
                lab,
                way,
                Duration.ofMinutes(3),
                FLAGS,
                PageServer.class,
                folder.toString(),
                "" + port.port())) {
      crew.awaitAll();
      int bytes = LoadClient.responseBytes(port.port(), REQUEST);
      long made = 1;
      try (LoadClient client = new LoadClient(port.port(), 16, REQUEST, bytes)) {
        LoadClient.Load unused = client.run(sizes.warmUp(), Duration.ofMillis(1));
        client.drain();
        made += client.responses();
      }
      for (int connections : sizes.connections()) {
        try (LoadClient client = new LoadClient(port.port(), connections, REQUEST, bytes)) {
          curves.add(way.label, connections, measure(crew, client, sizes));
          client.drain();
          made += client.responses();
        }
      }
      long served = 0;
      for (LabProcess one : crew.processes()) {
        served += Long.parseLong(one.ask("served"));
      }
      if (served != made) {
        throw new IOException(
            way.label + " served " + served + " requests, and " + made + " were made");
      }
      return made;
    }
  }

  private static Round measure(Crew crew, LoadClient client, Scale sizes) throws IOException {
    LoadClient.Load unused = client.run(sizes.warmUp().dividedBy(4), Duration.ofMillis(1));
    Duration before = crew.cpu();
    long began = System.nanoTime();
    LoadClient.Load load = client.run(Duration.ZERO, sizes.time());
    long nanos = System.nanoTime() - began;
    long cpuNanos = crew.cpu().minus(before).toNanos();
    long count = load.latencies().getTotalCount();
    if (count == 0) {
      throw new IOException("no response came within " + sizes.time());
    }
    return new Round(count, nanos, cpuNanos, crew.memoryBytes(), load.latencies());
  }
}
