package dev.coro.benchmarks.serve;

import dev.coro.benchmarks.threads.BlockingConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The server as it is with a thread for each connection, for comparisons: requests are read, looked
 * up and answered by the same code, which then runs as plain Java and blocks. It has no deadlines,
 * no encryption and no log, and no limit of connections.
 */
public final class ThreadServer implements AutoCloseable {
  private final ServerSettings settings;
  private final ThreadFactory threads;
  private final ServerSocketChannel listener;
  private final ServerMetrics metrics = new ServerMetrics();
  private final Responder responder;

  /** All threads share it, one at a time. */
  private final ReentrantLock cacheLock = new ReentrantLock();

  private ThreadServer(ServerSettings settings, ThreadFactory threads) throws IOException {
    this.settings = settings;
    this.threads = threads;
    FileCache cache = new FileCache(new FileTree(settings.folder(), settings.listings()), metrics);
    responder = new Responder(path -> find(cache, path), metrics);
    listener = ServerSocketChannel.open();
    listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    if (settings.sharesPort()) {
      listener.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
    listener.bind(settings.address(), 1024);
  }

  /** Starts a server; it listens when this returns. */
  public static ThreadServer start(ServerSettings settings, ThreadFactory threads)
      throws IOException {
    ThreadServer server = new ThreadServer(settings, threads);
    new Thread(server::acceptAll, "accept").start();
    return server;
  }

  private Found find(FileCache cache, String path) throws IOException {
    cacheLock.lock();
    try {
      return cache.find(path);
    } finally {
      cacheLock.unlock();
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        metrics.accepted.increment();
        threads.newThread(() -> serve(channel)).start();
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      new ThreadSession(new BlockingConnection(channel), settings.limits(), responder, metrics)
          .serve();
    } catch (IOException e) {
      metrics.cutOff.increment();
    }
  }

  /** Where it listens. */
  public int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  /** How many responses it has sent. */
  public long responses() {
    return metrics.responses();
  }

  /** Accepts no more connections; those there are go on. */
  @Override
  public void close() throws IOException {
    listener.close();
  }
}
