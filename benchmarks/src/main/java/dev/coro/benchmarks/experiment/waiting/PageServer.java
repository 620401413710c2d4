package dev.coro.benchmarks.experiment.waiting;

import dev.coro.benchmarks.serve.HttpServer;
import dev.coro.benchmarks.serve.ServerSettings;
import dev.coro.benchmarks.serve.ThreadServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** One process of a server for {@link Pages}. */
final class PageServer {
  private PageServer() {}

  /** Arguments: a {@link Way}, the folder, the port. Says how much it has served when asked. */
  public static void main(String[] arguments) throws IOException {
    ServerSettings settings =
        ServerSettings.of(Path.of(arguments[1]))
            .withAddress(new InetSocketAddress("localhost", Integer.parseInt(arguments[2])))
            .withSharedPort(true);
    LongSupplier responses = start(Way.valueOf(arguments[0]), settings);
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(responses.getAsLong());
    }
    System.exit(0);
  }

  private static LongSupplier start(Way way, ServerSettings settings) throws IOException {
    if (way.isCoroutines()) {
      return HttpServer.start(settings)::responses;
    }
    return ThreadServer.start(settings, way.threads())::responses;
  }
}
