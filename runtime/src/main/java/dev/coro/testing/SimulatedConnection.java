package dev.coro.testing;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.SocketClosed;
import dev.coro.net.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One end of a connection in a {@link SimulatedNetwork}. */
final class SimulatedConnection implements Connection {
  static final String RESET = "Connection reset";

  final SimulatedHost host;
  private final SimulatedNetwork network;
  private final InetSocketAddress local;
  private final InetSocketAddress remote;

  /** Its name, from here to there. */
  private final String name;

  private @Nullable Flow in;
  private @Nullable Flow out;

  private @Nullable Turn reader;
  private @Nullable Turn writer;

  /** Who has closed it; null if nobody has. Written on the carrier's thread. */
  private volatile @Nullable String closer;

  private @Nullable SimulatedConnection other;

  /** What has broken it off; null if nothing has. */
  private @Nullable String broken;

  private boolean inputShut;
  private boolean outputShut;

  private SimulatedConnection(
      SimulatedHost host, InetSocketAddress local, InetSocketAddress remote) {
    this.host = host;
    network = host.network;
    this.local = local;
    this.remote = remote;
    name = SimulatedNetwork.text(local) + "->" + SimulatedNetwork.text(remote);
  }

  /** Both ends of one that {@code client} has opened: first its own. */
  static SimulatedConnection[] pair(
      SimulatedHost client, int clientPort, SimulatedHost server, int serverPort) {
    InetSocketAddress here = client.address(clientPort);
    InetSocketAddress there = server.address(serverPort);
    var one = new SimulatedConnection(client, here, there);
    var other = new SimulatedConnection(server, there, here);
    SimulatedNetwork network = client.network;
    Link link = network.link(client, server);
    int direction = client.name().compareTo(server.name()) <= 0 ? 0 : 1;
    Flow forth = new Flow(network, link, direction, one, other);
    Flow back = new Flow(network, link, 1 - direction, other, one);
    one.in = back;
    one.out = forth;
    other.in = forth;
    other.out = back;
    one.other = other;
    other.other = one;
    network.opened(one);
    network.opened(other);
    return new SimulatedConnection[] {one, other};
  }

  private Flow in() {
    return Objects.requireNonNull(in);
  }

  SimulatedConnection other() {
    return Objects.requireNonNull(other);
  }

  Flow out() {
    return Objects.requireNonNull(out);
  }

  // ---- reading

  @Override
  @Suspendable
  public int read(ByteBuffer target) throws IOException {
    beginReading();
    if (!target.hasRemaining()) {
      return 0;
    }
    while (true) {
      int read = readNow(target);
      if (read != 0) {
        return read;
      }
      awaitReading();
    }
  }

  @Override
  @Suspendable
  public long read(ByteBuffer[] targets) throws IOException {
    beginReading();
    while (true) {
      long all = 0;
      boolean hasRoom = false;
      for (ByteBuffer target : targets) {
        if (target.hasRemaining()) {
          hasRoom = true;
          int read = readNow(target);
          if (read < 0 && all == 0) {
            return -1;
          }
          all += Math.max(0, read);
          if (target.hasRemaining()) {
            break;
          }
        }
      }
      if (all != 0 || !hasRoom) {
        return all;
      }
      awaitReading();
    }
  }

  @Override
  @Suspendable
  public void readFully(ByteBuffer target) throws IOException {
    beginReading();
    int room = target.remaining();
    while (target.hasRemaining()) {
      int read = readNow(target);
      if (read < 0) {
        throw new EOFException(
            ErrorCode.ENDED_EARLY.message(this, room - target.remaining(), room));
      } else if (read == 0) {
        awaitReading();
      }
    }
  }

  private void beginReading() throws IOException {
    begin("reading from");
    checkFree(reader);
  }

  private int readNow(ByteBuffer target) throws IOException {
    if (inputShut) {
      return -1;
    } else if (broken != null) {
      throw new SocketException(broken);
    }
    int read = in().take(target);
    return read == 0 && in().hasEnded() ? -1 : read;
  }

  @Suspendable
  private void awaitReading() throws IOException {
    Turn turn = new Turn("reading from", this);
    reader = turn;
    try {
      turn.await();
    } finally {
      reader = null;
    }
    checkNotClosedMeanwhile(turn);
  }

  // ---- writing

  @Override
  @Suspendable
  public int write(ByteBuffer source) throws IOException {
    beginWriting();
    if (!source.hasRemaining()) {
      return 0;
    }
    while (true) {
      int written = writeNow(source);
      if (written != 0) {
        return written;
      }
      awaitWriting();
    }
  }

  @Override
  @Suspendable
  public void writeAll(ByteBuffer source) throws IOException {
    beginWriting();
    writeAllOf(source);
  }

  @Override
  @Suspendable
  public long writeAll(ByteBuffer[] sources) throws IOException {
    beginWriting();
    long all = 0;
    for (ByteBuffer source : sources) {
      all += source.remaining();
      writeAllOf(source);
    }
    return all;
  }

  @Suspendable
  private void writeAllOf(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      if (writeNow(source) == 0) {
        awaitWriting();
      }
    }
  }

  private void beginWriting() throws IOException {
    begin("writing to");
    checkFree(writer);
  }

  private int writeNow(ByteBuffer source) throws IOException {
    if (outputShut) {
      throw new AsynchronousCloseException(); // as the JDK's channels do, waiting or not
    } else if (broken != null) {
      throw new IOException(broken.equals(RESET) ? "Broken pipe" : broken);
    }
    return out().send(source);
  }

  @Suspendable
  private void awaitWriting() throws IOException {
    Turn turn = new Turn("writing to", this);
    writer = turn;
    try {
      turn.await();
    } finally {
      writer = null;
    }
    checkNotClosedMeanwhile(turn);
  }

  // ---- both

  private void begin(String doing) throws IOException {
    network.enter(this, doing);
    Coroutine.checkCancelled();
    checkOpen();
  }

  private void checkOpen() throws IOException {
    if (closer != null) {
      throw SocketClosed.before(this);
    }
  }

  private static void checkFree(@Nullable Turn waiting) {
    if (waiting != null) {
      throw new IllegalStateException(
          ErrorCode.SOCKET_BUSY.message(
              Waiter.nameOf(Waiter.caller()), waiting, waiting.waiterName()));
    }
  }

  /** It may have been closed between the end of the wait and now. */
  private void checkNotClosedMeanwhile(Turn turn) throws IOException {
    String by = closer;
    if (by != null) {
      throw SocketClosed.meanwhile(turn.waiterName(), turn, by);
    }
  }

  // ---- the end

  @Override
  @Suspendable
  public void shutdownOutput() throws IOException {
    checkOpen();
    if (!outputShut && broken == null) {
      outputShut = true;
      out().sendEnd();
      wake(writer);
    }
  }

  @Override
  public void shutdownInput() throws IOException {
    checkOpen();
    inputShut = true;
    in().drop();
    wake(reader);
  }

  @Override
  @Suspendable
  public void close() {
    String by = Waiter.nameOf(Waiter.caller());
    network.execute(() -> close(by, false));
  }

  @Override
  public void abort() {
    String by = Waiter.nameOf(Waiter.caller());
    network.execute(() -> close(by, true));
  }

  /** On the carrier's thread. */
  void close(String by, boolean abruptly) {
    if (closer != null) {
      return;
    }
    closer = by;
    network.closed(this);
    if (broken == null) {
      boolean unread = in().hasArrived();
      in().drop();
      if (abruptly) {
        out().cancel();
      }
      if (abruptly || unread) {
        out().sendReset(); // What was not read is lost, and the other end has to know.
      } else if (!outputShut) {
        out().sendEnd();
      }
    }
    fail(reader, by);
    fail(writer, by);
  }

  private static void fail(@Nullable Turn turn, String by) {
    if (turn != null) {
      turn.wakeWithFailure(SocketClosed.meanwhile(turn.waiterName(), turn, by));
    }
  }

  /** It ends here, and nobody there is told. */
  void vanish(String why) {
    in().drop();
    out().cancel();
    breakOff(why);
  }

  // ---- what the network does

  /** Breaks the connection off at this end. No effect if it was closed or broken off. */
  void breakOff(String why) {
    if (closer == null && broken == null) {
      broken = why;
      in().drop();
      out().cancel();
      wake(reader);
      wake(writer);
    }
  }

  /** Whether bytes that arrive are kept; who has no use for them says so to the sender. */
  boolean takesData() {
    if (closer != null || broken != null) {
      out().sendReset();
      return false;
    }
    return !inputShut;
  }

  void arrived() {
    wake(reader);
  }

  void hasRoom() {
    wake(writer);
  }

  private static void wake(@Nullable Turn turn) {
    if (turn != null) {
      turn.wake(null);
    }
  }

  // ---- looking

  @Override
  public boolean isOpen() {
    return closer == null;
  }

  @Override
  public InetSocketAddress localAddress() {
    return local;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remote;
  }

  /** From here to there, for messages. */
  @Override
  public String toString() {
    return name;
  }
}
