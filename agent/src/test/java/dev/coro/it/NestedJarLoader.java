package dev.coro.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Loads classes and resources from a jar inside a jar, by URLs with a handler of its own. */
final class NestedJarLoader extends URLClassLoader {
  NestedJarLoader(Path outer, String inner, ClassLoader parent) throws IOException {
    super(new URL[] {url(outer, inner)}, parent);
  }

  @SuppressWarnings("deprecation") // The replacement came with Java 20.
  private static URL url(Path outer, String inner) throws IOException {
    return new URL(null, "nested:" + outer + "!/" + inner + "!/", new Handler(outer, inner));
  }

  private static final class Handler extends URLStreamHandler {
    private final Path outer;
    private final String inner;

    Handler(Path outer, String inner) {
      this.outer = outer;
      this.inner = inner;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      String entry = url.getPath().substring(url.getPath().lastIndexOf("!/") + 2);
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() throws IOException {
          byte[] found = read(entry);
          if (found == null) {
            throw new java.io.FileNotFoundException(url.toString());
          }
          return new ByteArrayInputStream(found);
        }
      };
    }

    private byte[] read(String name) {
      try (ZipFile file = new ZipFile(outer.toFile());
          ZipInputStream entries = new ZipInputStream(file.getInputStream(file.getEntry(inner)))) {
        for (ZipEntry entry = entries.getNextEntry();
            entry != null;
            entry = entries.getNextEntry()) {
          if (entry.getName().equals(name)) {
            return entries.readAllBytes();
          }
        }
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
