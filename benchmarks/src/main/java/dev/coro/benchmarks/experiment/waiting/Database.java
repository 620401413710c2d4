package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.artifacts.Artifacts;
import dev.coro.benchmarks.cli.CliException;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** An application on a database that is called by JDBC, with more and more clients. */
public final class Database implements Experiment {
  private static final String H2 = "com.h2database:h2:2.3.232";
  private static final String POSTGRES = "org.postgresql:postgresql:42.7.13";
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final List<String> FLAGS = List.of("-Xmx1g");
  private static final int CONNECTIONS = 8;
  private static final String ON_CARRIER = "coroutines that block their carrier";

  private final Scale scale;

  /** How much is done; transfers are those of all clients together. */
  private record Scale(List<Integer> clients, int transfers, int rounds) {}

  /** As large as the laboratory says. */
  public Database() {
    this(new Scale(List.of(), 0, 0));
  }

  private Database(Scale scale) {
    this.scale = scale;
  }

  /** A small one. */
  static Database of(List<Integer> clients, int transfers) {
    return new Database(new Scale(clients, transfers, 1));
  }

  private Scale scale(Lab lab) {
    if (scale.rounds() > 0) {
      return scale;
    }
    return lab.quick()
        ? new Scale(List.of(10, 100), 1200, 1)
        : new Scale(List.of(10, 100, 1000), 10_000, 3);
  }

  @Override
  public String id() {
    return "database";
  }

  @Override
  public String title() {
    return "Waiting for a database";
  }

  @Override
  public String claim() {
    return "An application on a database waits most of its time, so coroutines suit it. (JDBC blocks"
        + " the thread that calls it, whoever that is.)";
  }

  /** What is measured: a way, and whether its coroutines block their carrier. */
  private record Kind(Way way, boolean blocksCarrier) {
    String label() {
      return blocksCarrier ? ON_CARRIER : way.label;
    }

    static List<Kind> all() {
      List<Kind> all = new ArrayList<>();
      Way.inOneProcess().forEach(way -> all.add(new Kind(way, false)));
      all.add(new Kind(Way.COROUTINES, true));
      return all;
    }
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    Scale sizes = scale(lab);
    String postgres = lab.settings().postgres();
    Lab withDriver = lab.withJars(List.of(driver(lab, postgres == null ? H2 : POSTGRES)));
    Curves curves = new Curves("clients", "transfers", "Time of a transfer");
    List<Kind> kinds = Kind.all();
    for (int round = 0; round < sizes.rounds(); round++) {
      for (int i = 0; i < kinds.size(); i++) {
        Kind kind = kinds.get((i + round) % kinds.size());
        if (postgres == null) {
          measureH2(withDriver, kind, sizes, curves);
        } else {
          measure(withDriver, kind, postgres, sizes, curves);
        }
      }
    }
    String name = postgres == null ? "H2, embedded, with a file" : "PostgreSQL";
    return Finding.of(
        this,
        verdict(curves),
        List.of(curves.table(name + ": " + sizes.transfers() + " transfers")),
        curves.plots(),
        notes(sizes, postgres == null));
  }

  private static Path driver(Lab lab, String coordinates) throws IOException, InterruptedException {
    try {
      return new Artifacts(lab.settings().jars()).jar(coordinates);
    } catch (CliException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String verdict(Curves curves) {
    return (curves.fastest()
            + curves.judge(Way.COROUTINES.label, Way.THREADS.label)
            + curves.judge(Way.COROUTINES.label, Way.VIRTUAL_THREADS.label)
            + curves.judge(ON_CARRIER, Way.THREADS.label))
        .strip();
  }

  private static List<String> notes(Scale sizes, boolean h2) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "A transfer is a transaction of two SELECT FOR UPDATE, two UPDATEs and a commit. All clients"
            + " share "
            + CONNECTIONS
            + " connections, first come, first served. A coroutine has a transfer made by one of as many threads that may"
            + " block (dev.coro.Blocking), so it pays for a change of threads and wins nothing at the"
            + " database; what it saves is a thread for each client that waits for a connection.");
    notes.add(
        "In the last way coroutines call JDBC themselves: the carrier stands still meanwhile, and"
            + " there is one transfer at a time on one connection. It is what happens when"
            + " somebody forgets Blocking.");
    notes.add(
        sizes.rounds()
            + " rounds, each with a JVM of its own (-Xmx1g) which begins with some transfers;"
            + " figures are medians. After each round the sum of all balances and the number of"
            + " transfers are checked. Memory is the largest resident set until then"
            + (h2
                ? "; the database runs in the same JVM, and processor time is that of both."
                : "."));
    notes.addAll(Way.absences());
    return notes;
  }

  private static void measureH2(Lab lab, Kind kind, Scale sizes, Curves curves)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("coro-bank");
    try {
      String address = "jdbc:h2:" + folder.resolve("bank") + ";LOCK_TIMEOUT=30000";
      measure(lab, kind, address, sizes, curves);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static void measure(Lab lab, Kind kind, String address, Scale sizes, Curves curves)
      throws IOException, InterruptedException {
    String connections = "" + (kind.blocksCarrier() ? 1 : CONNECTIONS);
    String[] arguments = {address, connections, "" + kind.blocksCarrier()};
    try (Crew crew = Crew.start(lab, kind.way(), LIMIT, FLAGS, BankClients.class, arguments)) {
      for (int clients : sizes.clients()) {
        curves.add(kind.label(), clients, crew.ask(clients + " " + sizes.transfers() / clients));
      }
    }
  }
}
