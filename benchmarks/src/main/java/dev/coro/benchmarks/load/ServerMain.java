package dev.coro.benchmarks.load;

import dev.coro.benchmarks.serve.HttpServer;
import dev.coro.benchmarks.serve.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The main class of a JVM with a server: it says at which port, and ends with its standard input.
 */
public final class ServerMain {
  private ServerMain() {}

  /** Arguments: a {@link ServerKind}, a {@link Task}, and the folder for {@link Task#FILES}. */
  public static void main(String[] arguments) throws Exception {
    ServerKind kind = ServerKind.valueOf(arguments[0]);
    Task task = Task.valueOf(arguments[1]);
    int port = task == Task.ECHO ? echo(kind) : files(kind, Path.of(arguments[2]));
    System.out.println(port);
    while (System.in.read() >= 0) {
      // Until the parent closes it, or is gone.
    }
    System.exit(0);
  }

  private static int echo(ServerKind kind) throws Exception {
    return switch (kind) {
      case CORO -> CoroEcho.start();
      case NETTY -> NettyServers.startEcho();
      case VIRTUAL_THREADS -> VirtualThreadEcho.start();
    };
  }

  private static int files(ServerKind kind, Path folder) throws IOException, InterruptedException {
    return kind == ServerKind.NETTY
        ? NettyServers.startFiles(folder)
        : HttpServer.start(ServerSettings.of(folder)).port();
  }
}
