package dev.coro.transform.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars of what tests compile. */
public final class Jars {
  private Jars() {}

  /**
   * A jar of classes and text files.
   *
   * @param classFiles by class name with dots
   * @param texts by path
   */
  public static byte[] of(Map<String, byte[]> classFiles, Map<String, String> texts) {
    Map<String, byte[]> entries = new TreeMap<>();
    classFiles.forEach((name, bytes) -> entries.put(name.replace('.', '/') + ".class", bytes));
    texts.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return ofEntries(entries);
  }

  /** A jar of files, by path. */
  public static byte[] ofEntries(Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
