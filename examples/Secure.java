import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.io.ChildProcess;
import dev.coro.io.SuspendableFiles;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import dev.coro.net.TlsConnection;
import dev.coro.net.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server and a client that speak TLS, with a certificate made for the occasion. */
public class Secure {
  private static final char[] PASSWORD = "secret".toCharArray();

  public static void main(String[] args) {
    Carrier.run(
        () -> {
          TlsSettings settings =
              TlsSettings.of(context()).withApplicationProtocols("greeting/1");
          try (StreamListener listener = StreamListener.bind(0)) {
            Coroutine.start("server", () -> serve(listener.accept(), settings));
            StreamSocket socket = StreamSocket.connect("127.0.0.1", listener.port());
            try (TlsConnection server = TlsConnection.client(socket, "greeter.test", settings)) {
              System.out.println("protocol: " + server.applicationProtocol());
              server.writeAll(ByteBuffer.wrap("Ada".getBytes(StandardCharsets.UTF_8)));
              server.shutdownOutput();
              byte[] greeting = server.readAllBytes(1000);
              System.out.println(new String(greeting, StandardCharsets.UTF_8));
            }
          }
        });
  }

  @Suspendable
  static void serve(StreamSocket socket, TlsSettings settings) throws IOException {
    try (TlsConnection client = TlsConnection.server(socket, settings)) {
      String name = new String(client.readAllBytes(1000), StandardCharsets.UTF_8);
      client.writeAll(ByteBuffer.wrap(("Hello, " + name).getBytes(StandardCharsets.UTF_8)));
      client.shutdownOutput();
    }
  }

  /** A key of its own, which it trusts itself. */
  @Suspendable
  static SSLContext context() throws IOException, GeneralSecurityException {
    Path file = SuspendableFiles.createTempFile(Path.of("."), "keys", ".p12");
    SuspendableFiles.delete(file);
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    ChildProcess.run(
        new ProcessBuilder(
            keytool.toString(), "-genkeypair", "-keyalg", "EC", "-dname", "CN=greeter", "-ext",
            "san=dns:greeter.test", "-storepass", "secret", "-keystore", file.toString()),
        new byte[0],
        10_000);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(new ByteArrayInputStream(SuspendableFiles.readAllBytes(file)), PASSWORD);
    SuspendableFiles.delete(file);
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
