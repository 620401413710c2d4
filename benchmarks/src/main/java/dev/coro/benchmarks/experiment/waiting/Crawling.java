package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.crawl.CrawlSettings;
import dev.coro.benchmarks.crawl.Crawler;
import dev.coro.benchmarks.crawl.PageResult;
import dev.coro.benchmarks.crawl.ThreadCrawler;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.LabProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.HdrHistogram.Histogram;

/** A crawler, with more and more pages under way at a time, at a server that is slow. */
public final class Crawling implements Experiment {
  private static final List<String> FLAGS = List.of("-Xmx1g");
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int WARM_UP_PAGES = 200;
  private static final int WARM_UP_PARALLEL = 50;

  private final Scale scale;

  /** How much is done. */
  private record Scale(List<Integer> parallel, int pages, int rounds) {}

  /** As large as the laboratory says. */
  public Crawling() {
    this(new Scale(List.of(), 0, 0));
  }

  private Crawling(Scale scale) {
    this.scale = scale;
  }

  /** A small one; the numbers must be even. */
  static Crawling of(List<Integer> parallel, int pages) {
    return new Crawling(new Scale(parallel, pages, 1));
  }

  private Scale scale(Lab lab) {
    if (scale.rounds() > 0) {
      return scale;
    }
    return lab.quick()
        ? new Scale(List.of(32, 128), 200, 1)
        : new Scale(List.of(16, 64, 256, 1000), 1000, 3);
  }

  @Override
  public String id() {
    return "crawler";
  }

  @Override
  public String title() {
    return "Waiting for servers: a crawler";
  }

  @Override
  public String claim() {
    return "A crawler should run other code while a socket is silent: many coroutines do that in one"
        + " thread.";
  }

  @Override
  public Finding run(Lab lab) throws IOException, InterruptedException {
    Scale sizes = scale(lab);
    Curves curves = new Curves("pages at a time", "pages", "Time of a page");
    List<Way> ways = Way.all();
    try (LabProcess site = lab.start(Duration.ofMinutes(10), List.of(), SlowSite.class)) {
      String port = site.answer();
      for (int round = 0; round < sizes.rounds(); round++) {
        for (int i = 0; i < ways.size(); i++) {
          measure(lab, ways.get((i + round) % ways.size()), port, sizes, curves);
        }
      }
    }
    return Finding.of(
        this,
        verdict(curves),
        List.of(
            curves.table(
                sizes.pages()
                    + " pages, each of which takes its server "
                    + SlowSite.DELAY.toMillis()
                    + " ms")),
        curves.plots(),
        notes(sizes));
  }

  private static String verdict(Curves curves) {
    return (curves.fastest()
            + curves.judge(Way.COROUTINES.label, Way.THREADS.label)
            + curves.judge(Way.COROUTINES.label, Way.VIRTUAL_THREADS.label)
            + curves.judge(Way.PROCESSES_OF_COROUTINES.label, Way.PROCESSES_OF_THREADS.label))
        .strip();
  }

  private static List<String> notes(Scale sizes) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "The bundled crawler, on one carrier, and one with a thread for each page that is under way,"
            + " which reads responses by the same code. Both look for links with jsoup: coroutines"
            + " leave that to threads that may block, since it takes long.");
    notes.add(
        "The pages are a tree with ten links on each, so that at first only few are known. With so"
            + " many at a time as a row says, no crawler can fetch more than "
            + 1000 / SlowSite.DELAY.toMillis()
            + " times as many pages a second. Two processes have half of the pages and of the"
            + " number at a time each. The server is a third process with coroutines.");
    notes.add(
        sizes.rounds()
            + " rounds, each with JVMs of its own (-Xmx1g) which begin with "
            + WARM_UP_PAGES
            + " pages; figures are medians. Each page was fetched once and whole, which is checked"
            + " by number and bytes. Memory is the largest resident set until then.");
    notes.addAll(Way.absences());
    return notes;
  }

  private static void measure(Lab lab, Way way, String port, Scale sizes, Curves curves)
      throws IOException, InterruptedException {
    try (Crew crew = Crew.start(lab, way, LIMIT, FLAGS, Crawling.class, port)) {
      for (int parallel : sizes.parallel()) {
        String work = sizes.pages() / way.processes + " " + parallel / way.processes;
        curves.add(way.label, parallel, crew.ask(work));
      }
    }
  }

  // ---- in the JVM that is measured

  /** Arguments: a {@link Way} and the port. Each line says how many pages, and at a time. */
  public static void main(String[] arguments) throws Exception {
    Way way = Way.valueOf(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    Round unused = crawl(way, port, WARM_UP_PAGES, WARM_UP_PARALLEL);
    Stopwatch.obey(
        line -> {
          String[] numbers = line.split(" ", -1);
          return crawl(way, port, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        });
  }

  private static Round crawl(Way way, int port, int pages, int parallel)
      throws IOException, InterruptedException {
    URI start = URI.create("http://127.0.0.1:" + port + "/" + pages + "/0");
    Stopwatch watch = new Stopwatch();
    List<PageResult> results =
        way.isCoroutines()
            ? Crawler.crawl(
                    settings(start, pages, parallel), (a, b) -> {}, new CompletableFuture<>())
                .results()
            : ThreadCrawler.crawl(start, parallel, way.threads());
    Round round = watch.stop(results.size(), Round.histogram());
    check(results, pages);
    Histogram micros = round.micros();
    results.forEach(page -> micros.recordValue(page.millis() * 1000));
    return round;
  }

  private static CrawlSettings settings(URI start, int pages, int parallel) {
    return CrawlSettings.of(start)
        .withPages(pages, pages)
        .withConnections(parallel, parallel)
        .withRobots(false);
  }

  private static void check(List<PageResult> results, int pages) {
    long bytes = results.stream().mapToLong(PageResult::bytes).sum();
    if (results.size() != pages
        || bytes != SlowSite.bytes(pages)
        || results.stream().anyMatch(page -> page.status() != 200)) {
      throw new IllegalStateException(
          results.size()
              + " pages and "
              + bytes
              + " bytes instead of "
              + pages
              + " pages, "
              + SlowSite.bytes(pages)
              + " bytes");
    }
  }
}
