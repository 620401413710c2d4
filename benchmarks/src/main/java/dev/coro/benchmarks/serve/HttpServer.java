package dev.coro.benchmarks.serve;

import dev.coro.Carrier;
import dev.coro.CarrierGroup;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.net.SocketSettings;
import dev.coro.net.StreamListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server of static files over HTTP/1.1. Each carrier has a listener of its own at the same port,
 * and the system deals out the connections; each connection is a coroutine ({@link HttpSession}).
 *
 * <p>Called by threads that run no coroutine.
 */
public final class HttpServer implements AutoCloseable {
  private final CarrierGroup carriers;
  private final List<Worker> workers = new ArrayList<>();
  private final List<StreamListener> listeners = new ArrayList<>();
  private final ServerMetrics metrics = new ServerMetrics();
  private final @Nullable FileChannel logFile;
  private final int port;
  private boolean ended;

  private HttpServer(ServerSettings settings) throws IOException {
    FileTree tree = new FileTree(settings.folder(), settings.listings());
    Path log = settings.accessLog();
    logFile =
        log == null
            ? null
            : FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    boolean listening = false;
    try {
      port = bind(settings);
      listening = true;
    } finally {
      if (!listening) {
        closeAll();
      }
    }
    carriers = CarrierGroup.open(CarrierSettings.named("serve"), settings.carriers());
    for (StreamListener listener : listeners) {
      workers.add(new Worker(settings, tree, listener, metrics, logFile));
    }
    for (int i = 0; i < workers.size(); i++) {
      carriers.carriers().get(i).start("accept", workers.get(i)::run);
    }
  }

  private int bind(ServerSettings settings) throws IOException {
    boolean several = settings.carriers() > 1 || settings.sharesPort();
    SocketSettings sockets =
        SocketSettings.usual().withReusePort(several).withBacklog(1024).withNoDelay(true);
    InetSocketAddress address = settings.address();
    for (int i = 0; i < settings.carriers(); i++) {
      StreamListener listener = StreamListener.bind(address, sockets);
      listeners.add(listener);
      address = new InetSocketAddress(settings.address().getAddress(), listener.port());
    }
    return address.getPort();
  }

  /**
   * Starts a server; it listens when this returns.
   *
   * @throws IOException if the folder cannot be read, or nobody may listen at that address
   */
  public static HttpServer start(ServerSettings settings) throws IOException {
    return new HttpServer(settings);
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** How many responses it has sent. */
  public long responses() {
    return metrics.responses();
  }

  /** What it has counted, as its page of metrics tells it. */
  public String metrics() {
    return metrics.text();
  }

  /**
   * Accepts no more connections, ends those that wait for a request, lets the others end what they
   * are at, and gives them up after {@code grace}. Returns when nothing is left.
   */
  public void shutdown(Duration grace) throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    List<Coroutine<?>> told = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      Carrier carrier = carriers.carriers().get(i);
      told.add(carrier.start("finish", workers.get(i)::finish));
    }
    told.forEach(one -> one.join());
    carriers.shutdown(grace);
    closeAll();
  }

  private void closeAll() throws IOException {
    listeners.forEach(StreamListener::close);
    if (logFile != null) {
      logFile.close();
    }
  }

  /** As {@link #shutdown}, without grace. */
  @Override
  public void close() throws IOException {
    shutdown(Duration.ZERO);
  }
}
