package dev.coro.benchmarks.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.coro.benchmarks.crawl.CrawlReport;
import dev.coro.benchmarks.crawl.CrawlSettings;
import dev.coro.benchmarks.crawl.Crawler;
import dev.coro.benchmarks.crawl.Links;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro crawl}. */
@Command(
    name = "crawl",
    mixinStandardHelpOptions = true,
    header = "Fetches a site, link by link.",
    description = {
      "",
      "Each address is a coroutine. robots.txt is obeyed. Stays at the host of URL unless"
          + " --other-hosts is given; use that, and --ignore-robots, only where you may.",
      ""
    })
final class CrawlCommand implements Callable<Integer> {
  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "URL", description = "Where to begin: http or https.")
  private String url = "";

  @Option(names = "--other-hosts", description = "Follow links to other hosts, too.")
  private boolean otherHosts;

  @Option(
      names = "--pages",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many to fetch at most. Default: ${DEFAULT-VALUE}.")
  private int pages = 1000;

  @Option(
      names = "--depth",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many links away from URL. Default: ${DEFAULT-VALUE}.")
  private int depth = 50;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "At a time. Default: ${DEFAULT-VALUE}.")
  private int connections = 64;

  @Option(
      names = "--per-host",
      paramLabel = "N",
      defaultValue = "4",
      description = "Connections to one host at a time. Default: ${DEFAULT-VALUE}.")
  private int perHost = 4;

  @Option(
      names = "--delay",
      paramLabel = "MILLISECONDS",
      defaultValue = "0",
      description = "From one request to a host to the next. Default: ${DEFAULT-VALUE}.")
  private int delayMillis;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "For a page. Default: ${DEFAULT-VALUE}.")
  private int timeoutSeconds = 30;

  @Option(names = "--ignore-robots", description = "Fetch what robots.txt forbids.")
  private boolean ignoreRobots;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the report with all pages as JSON.")
  private @Nullable Path json;

  @Override
  public Integer call() throws IOException {
    OutputFile file = json == null ? null : OutputFile.prepare(json);
    CrawlSettings settings = settings();
    CompletableFuture<Void> stop = new CompletableFuture<>();
    CountDownLatch reported = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(stop, reported), "stop"));
    try {
      CrawlReport report;
      try (CrawlProgress progress = new CrawlProgress()) {
        report = Crawler.crawl(settings, progress, stop);
      }
      print(report);
      if (file != null) {
        file.write(JSON.writeValueAsString(report));
      }
      return report.complete() ? 0 : 1;
    } finally {
      reported.countDown();
    }
  }

  /** On Ctrl-C: what was found is still reported. */
  private static void stopAndWait(CompletableFuture<Void> stop, CountDownLatch reported) {
    stop.complete(null);
    try {
      boolean unused = reported.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CrawlSettings settings() {
    URI start = Links.normalized(url);
    if (start == null) {
      throw new ParameterException(
          spec.commandLine(), "'" + url + "' cannot be crawled: give an address of http or https");
    } else if (pages < 1
        || depth < 0
        || connections < 1
        || perHost < 1
        || delayMillis < 0
        || timeoutSeconds < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--pages, --connections, --per-host and --timeout take numbers from 1 on, --depth and"
              + " --delay from 0 on");
    }
    CrawlSettings usual = CrawlSettings.of(start);
    return usual
        .withOtherHosts(otherHosts)
        .withPages(pages, depth)
        .withConnections(connections, perHost)
        .withRobots(!ignoreRobots)
        .withTimes(
            Duration.ofMillis(delayMillis),
            usual.connectTime(),
            Duration.ofSeconds(timeoutSeconds));
  }

  private void print(CrawlReport report) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d pages, %.1f MB in %.1f s%s%n",
        report.pages(),
        report.bytes() / 1e6,
        report.millis() / 1e3,
        report.complete() ? "" : " (interrupted)");
    report.statuses().forEach((status, count) -> out.printf("%8d  status %d%n", count, status));
    report.errors().forEach((error, count) -> out.printf("%8d  %s%n", count, error));
    if (report.refused() > 0) {
      out.printf("%8d  forbidden by robots.txt%n", report.refused());
    }
    if (report.beyond() > 0) {
      out.printf("%8d  left out: beyond --pages or --depth%n", report.beyond());
    }
    out.flush();
  }
}
