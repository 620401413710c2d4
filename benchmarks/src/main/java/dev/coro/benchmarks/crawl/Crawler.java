package dev.coro.benchmarks.crawl;

import dev.coro.Blocking;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.DeadlineExceededException;
import dev.coro.Joiner;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import dev.coro.sync.Semaphore;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a page, then those that it has links to, and so on. Each address is a coroutine, which
 * waits for its turn at the host and for one of the connections; all of them are in one task scope,
 * so that the crawl ends when the last of them has.
 */
public final class Crawler {
  private static final int MOST_REDIRECTIONS = 10;

  private final CrawlSettings settings;
  private final Progress progress;
  private final Semaphore connections;
  private final Map<String, Site> sites = new HashMap<>();
  private final Set<URI> known = new HashSet<>();
  private final List<PageResult> results = new ArrayList<>();
  private int refused;
  private int beyond;

  /** Is told how far it is. */
  public interface Progress {
    /** {@code ended} of the {@code known} addresses are done. */
    void step(int ended, int known);
  }

  /** An address that is to be fetched. */
  private record Task(URI address, @Nullable URI from, int depth, int redirections) {}

  private Crawler(CrawlSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    connections = new Semaphore(settings.connections());
  }

  /**
   * Crawls; returns when all is done. Called by a thread that runs no coroutine.
   *
   * @param stop ends it early when it is completed: what was found until then is reported
   */
  public static CrawlReport crawl(
      CrawlSettings settings, Progress progress, CompletionStage<?> stop) {
    Crawler crawler = new Crawler(settings, progress);
    long began = System.nanoTime();
    boolean complete = true;
    try (Carrier carrier = Carrier.open("crawl")) {
      Coroutine<?> all = carrier.start("crawl", crawler::run);
      stop.thenRun(all::cancel);
      all.join();
    } catch (CancellationException e) {
      complete = false;
    }
    return crawler.report((System.nanoTime() - began) / 1_000_000, complete);
  }

  @Suspendable
  private void run() {
    try (TaskScope<Object, ?> scope = TaskScope.open(Joiner.awaitAll())) {
      begin(scope, new Task(settings.start(), null, 0, 0));
      scope.join();
    } finally {
      sites.values().forEach(Site::close);
    }
  }

  /** Starts to fetch an address, unless that was done or is not to be done. */
  private boolean begin(TaskScope<Object, ?> scope, Task task) {
    boolean foreign =
        !settings.otherHosts()
            && !task.address().getRawAuthority().equals(settings.start().getRawAuthority());
    if (foreign || !known.add(task.address())) {
      return false;
    } else if (known.size() - refused > settings.pages() || task.depth() > settings.depth()) {
      beyond++;
      known.remove(task.address());
      return false;
    }
    scope.fork(() -> process(scope, task));
    return true;
  }

  @Suspendable
  private void process(TaskScope<Object, ?> scope, Task task) {
    URI root = task.address().resolve("/");
    Site site = sites.computeIfAbsent(root.toString(), key -> new Site(root, settings));
    if (!site.allows(task.address())) {
      refused++;
      return;
    }
    site.acquire();
    try {
      connections.acquire();
      try {
        results.add(fetch(scope, site, task));
      } finally {
        connections.release();
      }
    } finally {
      site.release();
    }
    progress.step(results.size() + refused, known.size());
  }

  @Suspendable
  private PageResult fetch(TaskScope<Object, ?> scope, Site site, Task task) {
    long began = System.nanoTime();
    try {
      Answer answer = site.fetch(task.address());
      long millis = (System.nanoTime() - began) / 1_000_000;
      String location = location(answer, task.address());
      int links = 0;
      String error = answer.cut ? "longer than " + settings.pageBytes() + " bytes" : null;
      if (location != null) {
        error = follow(scope, task, location);
      } else if (answer.status == 200 && isHtml(answer)) {
        links = begin(scope, task, linksOf(answer, task.address()));
      }
      return result(task, answer.status, answer.body.length, millis, links, location, error);
    } catch (IOException | DeadlineExceededException e) {
      long millis = (System.nanoTime() - began) / 1_000_000;
      return result(task, 0, 0, millis, 0, null, textOf(e));
    }
  }

  private static PageResult result(
      Task task,
      int status,
      long bytes,
      long millis,
      int links,
      @Nullable String location,
      @Nullable String error) {
    String from = task.from() == null ? null : task.from().toString();
    String address = task.address().toString();
    return new PageResult(
        address, from, task.depth(), status, bytes, millis, links, location, error);
  }

  private String textOf(Exception e) {
    if (e instanceof DeadlineExceededException) {
      return "no whole response within " + settings.pageTime().toMillis() + " ms";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  // ---- where it goes on

  private static @Nullable String location(Answer answer, URI address) {
    String location = answer.fields.get(HttpHeader.LOCATION);
    if (answer.status / 100 != 3 || location == null) {
      return null;
    }
    try {
      return address.resolve(location).toString();
    } catch (IllegalArgumentException e) {
      return location;
    }
  }

  /** Follows a redirection; returns why not, if it is not. */
  private @Nullable String follow(TaskScope<Object, ?> scope, Task task, String location) {
    URI target = Links.normalized(location);
    if (target == null) {
      return "a redirection to nowhere";
    } else if (task.redirections() >= MOST_REDIRECTIONS) {
      return "more than " + MOST_REDIRECTIONS + " redirections";
    }
    begin(scope, new Task(target, task.address(), task.depth(), task.redirections() + 1));
    return null;
  }

  private static boolean isHtml(Answer answer) {
    String type = answer.fields.get(HttpHeader.CONTENT_TYPE);
    return type != null
        && (type.startsWith("text/html") || type.startsWith("application/xhtml+xml"));
  }

  @Suspendable
  private static Set<URI> linksOf(Answer answer, URI address) {
    String type = answer.fields.get(HttpHeader.CONTENT_TYPE);
    String charset = type == null ? null : MimeTypes.getCharsetFromContentType(type);
    return Blocking.call(() -> Links.of(answer.body, charset, address));
  }

  private int begin(TaskScope<Object, ?> scope, Task task, Set<URI> links) {
    int begun = 0;
    for (URI link : links) {
      if (begin(scope, new Task(link, task.address(), task.depth() + 1, 0))) {
        begun++;
      }
    }
    return begun;
  }

  // ---- the end

  private CrawlReport report(long millis, boolean complete) {
    Map<Integer, Integer> statuses = new TreeMap<>();
    Map<String, Integer> errors = new LinkedHashMap<>();
    long bytes = 0;
    for (PageResult page : results) {
      bytes += page.bytes();
      if (page.status() != 0) {
        statuses.merge(page.status(), 1, Integer::sum);
      }
      if (page.error() != null) {
        errors.merge(page.error(), 1, Integer::sum);
      }
    }
    return new CrawlReport(
        settings.start().toString(),
        results.size(),
        bytes,
        millis,
        statuses,
        errors,
        refused,
        beyond,
        complete,
        List.copyOf(results));
  }
}
