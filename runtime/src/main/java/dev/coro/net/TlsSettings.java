package dev.coro.net;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * How a {@link TlsConnection} is set up.
 *
 * @param context keys and trusted certificates. If the key manager is of the type {@code PKIX}, a
 *     server sends the certificate that fits the name that the client asks for (SNI)
 * @param applicationProtocols what is offered, or accepted, by ALPN, for example {@code h2} and
 *     {@code http/1.1}: the one that is wanted most comes first. Empty: ALPN is not used
 * @param checkHost whether a client checks that the certificate is that of the host
 * @param clientCertificate whether a server demands a certificate of the client
 */
public record TlsSettings(
    SSLContext context,
    List<String> applicationProtocols,
    boolean checkHost,
    boolean clientCertificate) {
  /** Copies the list. */
  public TlsSettings {
    Objects.requireNonNull(context, "context");
    applicationProtocols = List.copyOf(applicationProtocols);
  }

  /**
   * Those of a client that trusts whom the JDK trusts.
   *
   * @throws IllegalStateException if the JDK has no TLS
   */
  public static TlsSettings usual() {
    try {
      return of(SSLContext.getDefault());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the keys and certificates of {@code context}. */
  public static TlsSettings of(SSLContext context) {
    return new TlsSettings(context, List.of(), true, false);
  }

  /** With other protocols for ALPN, the one that is wanted most first. */
  public TlsSettings withApplicationProtocols(String... protocols) {
    return new TlsSettings(context, List.of(protocols), checkHost, clientCertificate);
  }

  /** A client takes the certificate of any host, if it is trusted otherwise. */
  public TlsSettings withoutHostCheck() {
    return new TlsSettings(context, applicationProtocols, false, clientCertificate);
  }

  /** A server demands a certificate of the client. */
  public TlsSettings withClientCertificate() {
    return new TlsSettings(context, applicationProtocols, checkHost, true);
  }
}
