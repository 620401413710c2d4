package dev.coro.net;

import dev.coro.Blocking;
import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.ErrorCode;
import dev.coro.sync.Mutex;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * TLS over another connection, by the JDK's {@link SSLEngine}.
 *
 * <pre>{@code
 * try (var connection = TlsConnection.connect("example.org", 443, TlsSettings.usual())) {
 *   connection.writeAll(request);
 *   connection.read(answer);
 *   connection.shutdownOutput();
 * }
 * }</pre>
 *
 * <p>Everything that {@link Connection} says holds, with these additions:
 *
 * <ul>
 *   <li>A write that is cancelled may have taken bytes from its buffer that are not sent yet: they
 *       go first with the next operation that sends.
 *   <li>{@link #shutdownOutput} suspends; it sends TLS's farewell ({@code close_notify}). {@link
 *       #close} alone does not: the other end then cannot tell the end from a connection that was
 *       cut.
 *   <li>The end of the underlying connection without a farewell makes {@link #read} throw (CO262).
 *   <li>What takes long in a handshake runs on threads of {@link Blocking}.
 * </ul>
 */
public final class TlsConnection implements Connection {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** At first; it grows to what a record needs when one comes. */
  private static final int FIRST_SIZE = 2048;

  private final Connection raw;
  private final SSLEngine engine;

  /** Received, not decrypted; ready to be read. */
  private ByteBuffer encrypted = ByteBuffer.allocate(FIRST_SIZE).flip();

  /** Decrypted, not taken; ready to be read. */
  private ByteBuffer plain = ByteBuffer.allocate(0);

  /** Encrypted, not sent; ready to be read. */
  private ByteBuffer outgoing = ByteBuffer.allocate(0);

  /** Whoever encrypts and sends: records must not overtake each other. */
  private final Mutex sending = new Mutex();

  /** Who reads, a coroutine. */
  private @Nullable Object reader;

  private boolean farewellReceived;

  private TlsConnection(Connection raw, SSLEngine engine) {
    this.raw = raw;
    this.engine = engine;
  }

  // ---- opening

  /**
   * Connects to a host and negotiates. Suspends; always a cancellation point; if it fails or is
   * cancelled, nothing is left of the connection.
   *
   * @throws SSLException if the two do not come to terms, or the certificate is not trusted
   * @throws IOException as {@link StreamSocket#connect(String, int)}
   */
  @Suspendable
  public static TlsConnection connect(String host, int port, TlsSettings settings)
      throws IOException {
    return client(StreamSocket.connect(host, port), host, settings);
  }

  /**
   * Negotiates as a client over a connection that is there. Suspends; always a cancellation point;
   * if it fails or is cancelled, {@code raw} is closed.
   *
   * @param host whom the client wants to talk to (SNI), and whose certificate is expected
   * @throws SSLException if the two do not come to terms, or the certificate is not trusted
   */
  @Suspendable
  public static TlsConnection client(Connection raw, String host, TlsSettings settings)
      throws IOException {
    SSLEngine engine = settings.context().createSSLEngine(host, 0);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    if (settings.checkHost()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (isName(host)) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    return negotiated(raw, engine, parameters, settings);
  }

  /** Numbers are not sent as names (RFC 6066, section 3). */
  private static boolean isName(String host) {
    return !host.contains(":") && !host.matches("[0-9.]+");
  }

  /**
   * Negotiates as a server over a connection that was accepted. Suspends; always a cancellation
   * point; if it fails or is cancelled, {@code raw} is closed. A client may take its time: put a
   * {@link dev.coro.CancelScope} with a deadline around it.
   *
   * @throws SSLException if the two do not come to terms
   */
  @Suspendable
  public static TlsConnection server(Connection raw, TlsSettings settings) throws IOException {
    SSLEngine engine = settings.context().createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setNeedClientAuth(settings.clientCertificate());
    return negotiated(raw, engine, parameters, settings);
  }

  @Suspendable
  private static TlsConnection negotiated(
      Connection raw, SSLEngine engine, SSLParameters parameters, TlsSettings settings)
      throws IOException {
    parameters.setApplicationProtocols(settings.applicationProtocols().toArray(new String[0]));
    engine.setSSLParameters(parameters);
    TlsConnection connection = new TlsConnection(raw, engine);
    boolean done = false;
    try {
      connection.negotiate();
      done = true;
    } finally {
      if (!done) {
        raw.close();
      }
    }
    return connection;
  }

  @Suspendable
  private void negotiate() throws IOException {
    try {
      engine.beginHandshake();
      while (goOn()) {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
          decrypt(NOTHING);
        }
      }
    } catch (SSLException e) {
      sendAlert(e);
      throw e;
    }
  }

  /** Does what the engine wants except receiving; returns whether the handshake goes on. */
  @Suspendable
  private boolean goOn() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> send(NOTHING);
        case NOT_HANDSHAKING, FINISHED -> {
          return false;
        }
        default -> {
          return true;
        }
      }
    }
  }

  @Suspendable
  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      Runnable next = task;
      Blocking.callUninterruptibly(
          () -> {
            next.run();
            return next;
          });
    }
  }

  /** Tells the other end why it fails; if that cannot be, it will notice otherwise. */
  @Suspendable
  private void sendAlert(SSLException reason) {
    try {
      while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
        send(NOTHING);
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  // ---- what was negotiated

  /** The protocol that both ends know, by ALPN; empty if there is none. Never suspends. */
  public String applicationProtocol() {
    String protocol = engine.getApplicationProtocol();
    return protocol == null ? "" : protocol;
  }

  /** The certificates, the cipher suite and the like. Never suspends. */
  public SSLSession session() {
    return engine.getSession();
  }

  // ---- reading

  @Override
  @Suspendable
  public int read(ByteBuffer target) throws IOException {
    beginReading();
    try {
      return target.hasRemaining() ? readSome(target) : 0;
    } finally {
      reader = null;
    }
  }

  @Override
  @Suspendable
  public long read(ByteBuffer[] targets) throws IOException {
    beginReading();
    try {
      long count = 0;
      for (ByteBuffer target : targets) {
        if (target.hasRemaining() && (count == 0 || plain.hasRemaining())) {
          int read = readSome(target);
          if (read < 0) {
            return -1; // It was the first: otherwise something was there.
          }
          count += read;
        }
      }
      return count;
    } finally {
      reader = null;
    }
  }

  @Override
  @Suspendable
  public void readFully(ByteBuffer target) throws IOException {
    beginReading();
    try {
      int room = target.remaining();
      while (target.hasRemaining()) {
        if (readSome(target) < 0) {
          throw new EOFException(
              ErrorCode.ENDED_EARLY.message(this, room - target.remaining(), room));
        }
      }
    } finally {
      reader = null;
    }
  }

  private void beginReading() {
    Object caller = Waiter.caller();
    if (reader != null) {
      throw new IllegalStateException(
          ErrorCode.SOCKET_BUSY.message(
              Waiter.nameOf(caller), "reading from " + this, Waiter.nameOf(reader)));
    }
    reader = caller;
  }

  @Suspendable
  private int readSome(ByteBuffer target) throws IOException {
    if (!raw.isOpen()) {
      throw new ClosedChannelException();
    }
    int before = target.position();
    while (!plain.hasRemaining()) {
      if (farewellReceived) {
        return -1;
      }
      decrypt(target);
      if (target.position() > before) {
        return target.position() - before;
      }
    }
    int count = Math.min(plain.remaining(), target.remaining());
    target.put(plain.duplicate().limit(plain.position() + count));
    plain.position(plain.position() + count);
    return count;
  }

  /** Decrypts a record, into {@code target} if it is large enough for any, else into plain. */
  @Suspendable
  private void decrypt(ByteBuffer target) throws IOException {
    int most = engine.getSession().getApplicationBufferSize();
    boolean direct = target.remaining() >= most;
    if (!direct && plain.capacity() < most) {
      plain = ByteBuffer.allocate(most).flip();
    }
    SSLEngineResult result;
    if (direct) {
      result = engine.unwrap(encrypted, target);
    } else {
      plain.clear();
      try {
        result = engine.unwrap(encrypted, plain);
      } finally {
        plain.flip();
      }
    }
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> receive();
      case CLOSED -> {
        farewellReceived = true;
        answerFarewell();
      }
      default -> {
        // An overflow happens if the session has become another one: the next round has room.
        if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
          goOn();
        }
      }
    }
  }

  /** Before TLS 1.3 a farewell is answered; who has gone without waiting for that does not mind. */
  @Suspendable
  private void answerFarewell() {
    try {
      goOn();
    } catch (IOException e) {
      // The end is the end.
    }
  }

  @Suspendable
  private void receive() throws IOException {
    int most = engine.getSession().getPacketBufferSize();
    encrypted =
        encrypted.remaining() == encrypted.capacity() && encrypted.capacity() < most
            ? ByteBuffer.allocate(Math.min(most, 8 * encrypted.capacity())).put(encrypted)
            : encrypted.compact();
    int count;
    try {
      count = raw.read(encrypted);
    } finally {
      encrypted.flip();
    }
    if (count < 0) {
      throw new SSLException(ErrorCode.TLS_TRUNCATED.message(this));
    }
  }

  // ---- writing

  @Override
  @Suspendable
  public int write(ByteBuffer source) throws IOException {
    int before = source.position();
    if (source.hasRemaining()) {
      send(source);
    }
    return source.position() - before;
  }

  @Override
  @Suspendable
  public void writeAll(ByteBuffer source) throws IOException {
    while (source.hasRemaining()) {
      send(source);
    }
  }

  @Override
  @Suspendable
  public long writeAll(ByteBuffer[] sources) throws IOException {
    long count = 0;
    for (ByteBuffer source : sources) {
      count += source.remaining();
      writeAll(source);
    }
    return count;
  }

  /** Encrypts a record, with as much of {@code source} as fits, and sends it. */
  @Suspendable
  private void send(ByteBuffer source) throws IOException {
    sending.lock();
    try {
      raw.writeAll(outgoing); // What a cancelled operation has left.
      int most = engine.getSession().getPacketBufferSize();
      if (outgoing.capacity() < most) {
        outgoing = ByteBuffer.allocate(most);
      }
      outgoing.clear();
      SSLEngineResult result;
      try {
        result = engine.wrap(source, outgoing);
      } finally {
        outgoing.flip();
      }
      raw.writeAll(outgoing);
      if (source.hasRemaining() && result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new ClosedChannelException();
      }
    } finally {
      sending.unlock();
    }
  }

  // ---- ending

  /**
   * Sends the farewell of TLS, then the end of the underlying connection; reading goes on.
   * Suspends; always a cancellation point.
   */
  @Override
  @Suspendable
  public void shutdownOutput() throws IOException {
    engine.closeOutbound();
    while (!engine.isOutboundDone()) {
      send(NOTHING);
    }
    raw.shutdownOutput();
  }

  @Override
  public void shutdownInput() throws IOException {
    raw.shutdownInput();
  }

  @Override
  public void close() {
    raw.close();
  }

  @Override
  public void abort() {
    raw.abort();
  }

  @Override
  public boolean isOpen() {
    return raw.isOpen();
  }

  @Override
  public SocketAddress localAddress() {
    return raw.localAddress();
  }

  @Override
  public SocketAddress remoteAddress() {
    return raw.remoteAddress();
  }

  /** What it runs over. */
  @Override
  public String toString() {
    return "TLS over " + raw;
  }
}
