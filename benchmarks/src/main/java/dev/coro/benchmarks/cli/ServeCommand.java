package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.serve.HttpServer;
import dev.coro.benchmarks.serve.PemKeys;
import dev.coro.benchmarks.serve.ServerLimits;
import dev.coro.benchmarks.serve.ServerSettings;
import dev.coro.net.TlsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro serve}. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    header = "Serves the files of a folder over HTTP.",
    description = {
      "",
      "HTTP/1.1 with keep-alive, pipelining, ranges, conditional requests and listings of folders;"
          + " each connection is a coroutine. Figures for monitoring are at /.coro/metrics. Ends on"
          + " Ctrl-C or SIGTERM, behind the responses that are under way.",
      ""
    })
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "DIR", description = "The folder.")
  private Path folder = Path.of(".");

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "localhost",
      description = "Where to listen; 0.0.0.0 for all addresses. Default: ${DEFAULT-VALUE}.")
  private String host = "localhost";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port = 8080;

  @Option(
      names = "--carriers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many threads serve. Default: ${DEFAULT-VALUE}.")
  private int carriers = 1;

  @Option(
      names = "--processes",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many processes serve, each with as many carriers; one that crashes is started"
              + " again. Default: ${DEFAULT-VALUE}.")
  private int processes = 1;

  /** Whether this is one of several processes, and ends with the one that has started it. */
  @Option(names = ServeProcesses.WORKER, hidden = true)
  private boolean worker;

  @Option(
      names = "--tls",
      arity = "2",
      paramLabel = "FILE",
      description =
          "HTTPS, with the certificates of the first file and the key of the second (PEM).")
  private Path @Nullable [] tls;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = "Gets a line for each request, in the combined format.")
  private @Nullable Path accessLog;

  @Option(names = "--no-listings", description = "Refuse to list folders.")
  private boolean noListings;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "10000",
      description = "At a time, for each carrier; more wait. Default: ${DEFAULT-VALUE}.")
  private int connections = 10_000;

  @Option(
      names = "--header-time",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "For a request to arrive. Default: ${DEFAULT-VALUE}.")
  private int headerSeconds = 10;

  @Option(
      names = "--idle-time",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "From one request to the next. Default: ${DEFAULT-VALUE}.")
  private int idleSeconds = 30;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "For responses under way when it ends. Default: ${DEFAULT-VALUE}.")
  private int graceSeconds = 10;

  @Override
  public Integer call() throws InterruptedException {
    requireGoodOptions();
    if (processes > 1) {
      new ServeProcesses(spec.commandLine(), folder, address(), processes)
          .run(Duration.ofSeconds(graceSeconds), summary());
      return 0;
    }
    HttpServer server = start();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, ended), "end"));
    if (worker) {
      ServeProcesses.beWorker();
    } else {
      PrintWriter out = spec.commandLine().getOut();
      out.printf(summary(), server.port());
      out.flush();
    }
    ended.await();
    return 0;
  }

  private InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /** What is told when it serves; a format for the port. */
  private String summary() {
    return String.format(
        "Serving %s at %s://%s:%%d/ on %d carrier%s%s. Ctrl-C ends.%%n",
        folder.toString().replace("%", "%%"),
        tls == null ? "http" : "https",
        host,
        carriers,
        carriers == 1 ? "" : "s",
        processes == 1 ? "" : " of each of " + processes + " processes");
  }

  private void requireGoodOptions() {
    if (!Files.isDirectory(folder)) {
      throw new CliException(
          CliCode.FILE, "Cannot serve '" + folder + "': it is no folder. Name one that exists.");
    } else if (port < 0 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port takes a number from 0 to 65535");
    } else if (carriers < 1
        || processes < 1
        || connections < 1
        || headerSeconds < 1
        || idleSeconds < 1
        || graceSeconds < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--carriers, --processes, --connections, --header-time and --idle-time take numbers from"
              + " 1 on, --grace from 0 on");
    }
  }

  private HttpServer start() {
    ServerLimits limits = ServerLimits.usual();
    try {
      return HttpServer.start(
          new ServerSettings(
              folder,
              address(),
              carriers,
              tlsSettings(),
              !noListings,
              accessLog,
              limits
                  .withConnections(connections)
                  .withTimes(
                      Duration.ofSeconds(headerSeconds),
                      Duration.ofSeconds(idleSeconds),
                      limits.stallTime()),
              worker));
    } catch (IOException e) {
      throw new CliException(CliCode.SERVE, "Cannot serve '" + folder + "': " + e.getMessage());
    }
  }

  private @Nullable TlsSettings tlsSettings() throws IOException {
    if (tls == null) {
      return null;
    }
    try {
      return TlsSettings.of(PemKeys.context(tls[0], tls[1])).withApplicationProtocols("http/1.1");
    } catch (GeneralSecurityException e) {
      throw new CliException(
          CliCode.FILE,
          "Cannot use the files of --tls: "
              + e.getMessage()
              + ". Give certificates and an unencrypted PKCS #8 key, both as PEM.");
    }
  }

  private void end(HttpServer server, CountDownLatch ended) {
    try {
      server.shutdown(Duration.ofSeconds(graceSeconds));
    } catch (IOException e) {
      // The log could not be closed: nothing more is to be done about it.
    } finally {
      ended.countDown();
    }
  }
}
