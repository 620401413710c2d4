package dev.coro.bridge;

import dev.coro.rt.BridgeGate;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads streams as the original does, and reports it in coroutines where the stream is known to
 * block: those of sockets and processes. They cannot be read by another thread, since a read that
 * is given up may have taken bytes.
 */
public final class Input {
  /** Beginnings of the names of classes that wait for others. */
  private static final List<String> WAITING =
      List.of("java.net.Socket", "sun.nio.ch.", "java.lang.Process", "java.io.Piped");

  private static final String ADVICE =
      "use a channel, or read it in Blocking.callAbandonable(...) and close it to end the read";

  private Input() {}

  private static void note(InputStream stream) {
    if (stream != null && BridgeGate.isInCoroutine()) {
      String type = stream.getClass().getName();
      for (String waiting : WAITING) {
        if (type.startsWith(waiting)) {
          Blockers.plain("InputStream.read(...) of a " + type, ADVICE);
        }
      }
    }
  }

  /** {@link InputStream#read()}. Never suspends. */
  public static int read(InputStream stream) throws IOException {
    note(stream);
    return stream.read();
  }

  /** {@link InputStream#read(byte[])}. Never suspends. */
  public static int read(InputStream stream, byte[] buffer) throws IOException {
    note(stream);
    return stream.read(buffer);
  }

  /** {@link InputStream#read(byte[], int, int)}. Never suspends. */
  public static int read(InputStream stream, byte[] buffer, int offset, int length)
      throws IOException {
    note(stream);
    return stream.read(buffer, offset, length);
  }

  /** {@link InputStream#readAllBytes}. Never suspends. */
  public static byte[] readAllBytes(InputStream stream) throws IOException {
    note(stream);
    return stream.readAllBytes();
  }

  /** {@link InputStream#readNBytes(int)}. Never suspends. */
  public static byte[] readNBytes(InputStream stream, int length) throws IOException {
    note(stream);
    return stream.readNBytes(length);
  }
}
