package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Blocking;
import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableConsumer;
import dev.coro.net.Connection;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import dev.coro.net.TlsConnection;
import dev.coro.net.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the JDK's own sockets, which block threads, and against itself. */
@Timeout(60)
class TlsIT {
  private static final char[] PASSWORD = "secret".toCharArray();

  @TempDir private static Path folder;

  /** Has the keys of alpha.test and beta.test, and trusts both. */
  private static SSLContext context;

  /** Trusts nobody. */
  private static SSLContext stranger;

  @BeforeAll
  static void makeCertificates() throws Exception {
    Path store = folder.resolve("keys.p12");
    for (String name : List.of("alpha", "beta")) {
      keytool(
          "-genkeypair",
          "-alias",
          name,
          "-keyalg",
          "EC",
          "-dname",
          "CN=" + name,
          "-ext",
          "san=dns:" + name + ".test,ip:127.0.0.1",
          "-storetype",
          "PKCS12",
          "-storepass",
          "secret",
          "-keystore",
          store.toString());
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    context = context(keys);
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, PASSWORD);
    empty.setCertificateEntry("x", keys.getCertificate("beta"));
    stranger = context(empty);
  }

  private static void keytool(String... arguments) throws Exception {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext made = SSLContext.getInstance("TLS");
    made.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return made;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Runs a server and a client, both coroutines. */
  private static void both(
      TlsSettings serverSettings,
      TlsSettings clientSettings,
      String host,
      SuspendableConsumer<TlsConnection> server,
      SuspendableConsumer<TlsConnection> client) {
    Carrier.run(
        () -> {
          try (StreamListener listener = StreamListener.bind(0)) {
            Coroutine<Void> serving =
                Coroutine.start(
                    "server",
                    () -> {
                      try (Connection raw = listener.accept();
                          TlsConnection tls = TlsConnection.server(raw, serverSettings)) {
                        server.accept(tls);
                      }
                    });
            StreamSocket raw = StreamSocket.connect("127.0.0.1", listener.port());
            try (TlsConnection tls = TlsConnection.client(raw, host, clientSettings)) {
              client.accept(tls);
            }
            serving.join();
          }
        });
  }

  @Suspendable
  private static byte[] readAll(Connection connection) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(3000);
    while (connection.read(buffer.clear()) >= 0) {
      all.write(buffer.array(), 0, buffer.position());
    }
    return all.toByteArray();
  }

  // ---- with itself

  @Test
  void bothDirectionsAtOnceGiveWhatWasWritten() {
    byte[] there = random(3_000_000);
    byte[] back = random(2_000_000);
    TlsSettings settings = TlsSettings.of(context);
    both(
        settings,
        settings,
        "alpha.test",
        server -> {
          Coroutine<byte[]> received = Coroutine.start(() -> readAll(server));
          server.writeAll(ByteBuffer.wrap(back));
          server.shutdownOutput();
          assertArrayEquals(there, received.join());
        },
        client -> {
          Coroutine<byte[]> received = Coroutine.start(() -> readAll(client));
          client.writeAll(
              new ByteBuffer[] {
                ByteBuffer.wrap(there, 0, 5), ByteBuffer.wrap(there, 5, there.length - 5)
              });
          client.shutdownOutput();
          assertArrayEquals(back, received.join());
          assertEquals(-1, client.read(ByteBuffer.allocate(1)));
          assertTrue(client.toString().startsWith("TLS over "), client.toString());
        });
  }

  @Test
  void buffersOfEverySizeAreFilled() {
    byte[] bytes = random(200_000);
    TlsSettings settings = TlsSettings.of(context);
    both(
        settings,
        settings,
        "alpha.test",
        server -> {
          server.writeAll(ByteBuffer.wrap(bytes));
          server.shutdownOutput();
        },
        client -> {
          ByteBuffer whole = ByteBuffer.allocate(200_000);
          client.readFully(whole.limit(1));
          client.readFully(whole.limit(100));
          ByteBuffer[] parts = {whole.duplicate().limit(110), whole.duplicate().limit(60_000)};
          parts[1].position(110);
          long several = client.read(parts);
          assertTrue(several > 10, "read " + several);
          whole.limit(200_000).position(100 + (int) several);
          assertEquals(0, client.read(ByteBuffer.allocate(0)));
          while (whole.hasRemaining()) {
            assertTrue(client.read(whole) > 0);
          }
          assertArrayEquals(bytes, whole.array());
          var early = Thrown.by(EOFException.class, () -> client.readFully(ByteBuffer.allocate(1)));
          assertTrue(early.getMessage().startsWith("[CO277] "), early.getMessage());
        });
  }

  @Test
  void theProtocolIsAgreedOn() {
    both(
        TlsSettings.of(context).withApplicationProtocols("b", "a"),
        TlsSettings.of(context).withApplicationProtocols("a", "c", "b"),
        "alpha.test",
        server -> assertEquals("b", server.applicationProtocol()),
        client -> assertEquals("b", client.applicationProtocol()));
    both(
        TlsSettings.of(context),
        TlsSettings.of(context).withApplicationProtocols("a"),
        "alpha.test",
        server -> assertEquals("", server.applicationProtocol()),
        client -> assertEquals("", client.applicationProtocol()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpha", "beta"})
  void theServerSendsTheCertificateThatIsAskedFor(String name) {
    TlsSettings settings = TlsSettings.of(context);
    both(
        settings,
        settings,
        name + ".test",
        server -> server.writeAll(text("x")),
        client -> {
          client.readFully(ByteBuffer.allocate(1));
          var certificate = (X509Certificate) client.session().getPeerCertificates()[0];
          assertEquals("CN=" + name, certificate.getSubjectX500Principal().getName());
        });
  }

  @Test
  void aServerCanDemandACertificate() {
    both(
        TlsSettings.of(context).withClientCertificate(),
        TlsSettings.of(context),
        "alpha.test",
        server -> assertEquals(1, server.session().getPeerCertificates().length),
        client -> assertEquals("TLSv1.3", client.session().getProtocol()));
    Carrier.run(
        () ->
            refused(
                TlsSettings.of(context).withClientCertificate(),
                TlsSettings.of(contextWithoutKeys()),
                "beta.test",
                false));
  }

  private static SSLContext contextWithoutKeys() {
    return stranger;
  }

  @Test
  void whoIsNotTrustedIsRefused() {
    Carrier.run(
        () -> {
          refused(TlsSettings.of(context), TlsSettings.of(stranger), "alpha.test", true);
          refused(TlsSettings.of(context), TlsSettings.of(context), "gamma.test", true);
          refused(TlsSettings.of(context), TlsSettings.usual(), "alpha.test", true);
        });
    both(
        TlsSettings.of(context),
        TlsSettings.of(context).withoutHostCheck(),
        "gamma.test",
        server -> server.writeAll(text("x")),
        client -> client.readFully(ByteBuffer.allocate(1)));
  }

  /** Both ends have to notice; the client at once, or with the first byte that it reads. */
  @Suspendable
  private static void refused(
      TlsSettings serverSettings, TlsSettings clientSettings, String host, boolean atOnce)
      throws IOException {
    try (StreamListener listener = StreamListener.bind(0)) {
      Coroutine<TlsConnection> serving =
          Coroutine.start(() -> TlsConnection.server(listener.accept(), serverSettings));
      StreamSocket raw = StreamSocket.connect("127.0.0.1", listener.port());
      SSLException thrown =
          Thrown.by(
              SSLException.class,
              () -> {
                TlsConnection client = TlsConnection.client(raw, host, clientSettings);
                assertFalse(atOnce);
                client.read(ByteBuffer.allocate(1));
              });
      assertTrue(!atOnce || thrown instanceof SSLHandshakeException, () -> String.valueOf(thrown));
      SSLException atServer = Thrown.by(SSLException.class, serving::join);
      assertFalse(atServer.getMessage().contains("CO262"), atServer.getMessage());
      raw.close();
    }
  }

  @Test
  void anEndWithoutFarewellIsTold() {
    TlsSettings settings = TlsSettings.of(context);
    both(
        settings,
        settings,
        "alpha.test",
        server -> server.writeAll(text("x")),
        client -> {
          client.readFully(ByteBuffer.allocate(1));
          var thrown = Thrown.by(SSLException.class, () -> client.read(ByteBuffer.allocate(1)));
          assertTrue(thrown.getMessage().startsWith("[CO262] TLS over "), thrown.getMessage());
        });
  }

  @Test
  void whatIsNoTlsIsRefused() {
    Carrier.run(
        () -> {
          try (StreamListener listener = StreamListener.bind(0)) {
            Coroutine<TlsConnection> serving =
                Coroutine.start(
                    () -> TlsConnection.server(listener.accept(), TlsSettings.of(context)));
            try (StreamSocket raw = StreamSocket.connect("127.0.0.1", listener.port())) {
              raw.writeAll(text("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
              Thrown.by(SSLException.class, serving::join);
              assertTrue(readAll(raw).length > 0, "an alert");
            }
          }
        });
  }

  @Test
  void aCancelledHandshakeLeavesNothing() {
    Carrier.run(
        () -> {
          try (StreamListener listener = StreamListener.bind(0)) {
            StreamSocket client = StreamSocket.connect("127.0.0.1", listener.port());
            StreamSocket silent = listener.accept();
            assertFalse(
                CancelScope.moveOnAfter(
                    Duration.ofMillis(20),
                    () -> TlsConnection.client(client, "alpha.test", TlsSettings.of(context))));
            assertFalse(client.isOpen());
            assertTrue(readAll(silent).length > 0);
            silent.close();
          }
        });
  }

  @Test
  void cancelledReadsAndWritesLoseNothing() {
    byte[] bytes = random(4_000_000);
    TlsSettings settings = TlsSettings.of(context);
    both(
        settings,
        settings,
        "alpha.test",
        server -> {
          ByteBuffer source = ByteBuffer.wrap(bytes);
          int cancelled = 0;
          while (source.hasRemaining()) {
            if (!CancelScope.moveOnAfter(Duration.ofMillis(1), () -> server.writeAll(source))) {
              cancelled++;
            }
          }
          assertTrue(cancelled > 0);
          server.shutdownOutput();
        },
        client -> {
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          ByteBuffer buffer = ByteBuffer.allocate(50_000);
          int[] count = new int[1];
          for (int round = 0; count[0] >= 0; round++) {
            buffer.clear();
            boolean ended =
                CancelScope.moveOnAfter(
                    Duration.ofNanos(200_000), () -> count[0] = client.read(buffer));
            assertTrue(ended || buffer.position() == 0);
            all.write(buffer.array(), 0, buffer.position());
            if (round % 20 == 0) {
              Coroutine.sleep(Duration.ofMillis(3)); // So that the other end has to wait.
            }
          }
          assertArrayEquals(bytes, all.toByteArray());
        });
  }

  @Test
  void twoReadersAtOnceAreRefusedAndClosingEndsTheWait() {
    TlsSettings settings = TlsSettings.of(context);
    both(
        settings,
        settings,
        "alpha.test",
        server -> Thrown.by(SSLException.class, () -> server.read(ByteBuffer.allocate(1))),
        client -> {
          Coroutine<Integer> first =
              Coroutine.start("first", () -> client.read(ByteBuffer.allocate(1)));
          Coroutine.yieldNow();
          var thrown =
              Thrown.by(IllegalStateException.class, () -> client.read(ByteBuffer.allocate(1)));
          assertTrue(thrown.getMessage().startsWith("[CO271] "), thrown.getMessage());
          assertTrue(thrown.getMessage().contains("'first'"), thrown.getMessage());
          client.close();
          Thrown.by(AsynchronousCloseException.class, first::join);
          Thrown.by(ClosedChannelException.class, () -> client.read(ByteBuffer.allocate(1)));
          Thrown.by(ClosedChannelException.class, () -> client.writeAll(text("x")));
        });
  }

  @Test
  void afterItsEndNothingIsWritten() {
    TlsSettings settings = TlsSettings.of(context);
    both(
        settings,
        settings,
        "alpha.test",
        server -> assertEquals(0, readAll(server).length),
        client -> {
          client.shutdownOutput();
          client.shutdownOutput();
          Thrown.by(ClosedChannelException.class, () -> client.writeAll(text("x")));
        });
  }

  // ---- with the JDK's sockets

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aClientOfTheJdkIsServed(String version) throws Exception {
    byte[] bytes = random(500_000);
    Carrier.run(
        () -> {
          try (StreamListener listener = StreamListener.bind(0)) {
            Coroutine<byte[]> client =
                Coroutine.start(
                    () -> Blocking.call(() -> jdkClient(listener.port(), version, bytes)));
            try (TlsConnection server =
                TlsConnection.server(
                    listener.accept(), TlsSettings.of(context).withApplicationProtocols("echo"))) {
              assertEquals("echo", server.applicationProtocol());
              assertEquals(version, server.session().getProtocol());
              ByteBuffer buffer = ByteBuffer.allocate(70_000);
              while (server.read(buffer.clear()) >= 0) {
                server.writeAll(buffer.flip());
              }
              server.shutdownOutput();
              assertArrayEquals(bytes, client.join());
            }
          }
        });
  }

  @Test
  void renegotiationIsServedWhileSomethingIsWritten() {
    Carrier.run(
        () -> {
          try (StreamListener listener = StreamListener.bind(0)) {
            Coroutine<Integer> client =
                Coroutine.start(() -> Blocking.call(() -> renegotiate(listener.port())));
            try (TlsConnection server =
                TlsConnection.server(listener.accept(), TlsSettings.of(context))) {
              Coroutine<byte[]> reader = Coroutine.start(() -> readAll(server));
              for (int i = 0; i < 2000; i++) {
                server.writeAll(text("x"));
                Coroutine.yieldNow();
              }
              assertArrayEquals(new byte[] {'y'}, reader.join());
              server.shutdownOutput();
              assertEquals(-1, client.join());
            }
          }
        });
  }

  private static int renegotiate(int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    new Socket(InetAddress.getLoopbackAddress(), port), "beta.test", port, true)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      InputStream in = socket.getInputStream();
      assertEquals('x', in.read());
      boolean[] done = new boolean[1];
      socket.addHandshakeCompletedListener(event -> done[0] = true);
      socket.startHandshake(); // It only begins: the rest is done by who reads.
      for (int i = 1; i < 2000; i++) {
        assertEquals('x', in.read());
      }
      socket.setSoTimeout(300);
      assertThrows(SocketTimeoutException.class, in::read);
      socket.setSoTimeout(0);
      socket.getOutputStream().write('y');
      socket.shutdownOutput();
      assertTrue(done[0]);
      return in.read();
    }
  }

  private static byte[] jdkClient(int port, String version, byte[] bytes) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    new Socket(InetAddress.getLoopbackAddress(), port), "beta.test", port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"echo"});
      parameters.setServerNames(List.of(new SNIHostName("beta.test")));
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setEnabledProtocols(new String[] {version});
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int i = 0; i < bytes.length; i += 50_000) {
        socket.getOutputStream().write(bytes, i, 50_000);
        all.write(socket.getInputStream().readNBytes(50_000));
      }
      if (version.equals("TLSv1.3")) {
        socket.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read());
      }
      return all.toByteArray();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aServerOfTheJdkIsTalkedTo(String version) throws Exception {
    byte[] bytes = random(300_000);
    try (SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      listener.setEnabledProtocols(new String[] {version});
      Carrier.run(
          () -> {
            Coroutine<byte[]> server =
                Coroutine.start(
                    () ->
                        Blocking.call(
                            () -> {
                              try (Socket socket = listener.accept()) {
                                socket.getOutputStream().write(bytes);
                                byte[] half = socket.getInputStream().readNBytes(1000);
                                return half;
                              }
                            }));
            TlsConnection client =
                TlsConnection.client(
                    StreamSocket.connect("127.0.0.1", listener.getLocalPort()),
                    "alpha.test",
                    TlsSettings.of(context));
            try (client) {
              assertEquals(version, client.session().getProtocol());
              ByteBuffer whole = ByteBuffer.allocate(300_000);
              client.readFully(whole);
              assertArrayEquals(bytes, whole.array());
              client.writeAll(ByteBuffer.wrap(bytes, 0, 1000));
              assertArrayEquals(Arrays.copyOf(bytes, 1000), server.join());
              assertEquals(-1, client.read(ByteBuffer.allocate(1)));
              client.shutdownOutput();
            }
          });
    }
  }
}
