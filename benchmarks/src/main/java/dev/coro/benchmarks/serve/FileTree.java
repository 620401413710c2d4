package dev.coro.benchmarks.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.util.URIUtil;

/** The folder that is served, and all below it. Its methods touch the disk and block. */
final class FileTree {
  /** Files up to this size are kept in memory. */
  static final int SMALL = 65_536;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path root;
  private final boolean listings;

  /** The folder must exist. */
  FileTree(Path folder, boolean listings) throws IOException {
    root = folder.toRealPath();
    this.listings = listings;
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(folder.toString());
    }
  }

  /**
   * Looks what a path stands for.
   *
   * @param path decoded, with a slash at its beginning
   */
  Found find(String path) throws IOException {
    try {
      Path asked = root.resolve(path.substring(1)).normalize();
      if (!asked.startsWith(root)) {
        return new Found.Nothing(400, "The path leaves the folder that is served.");
      }
      Path real = real(asked);
      if (!real.startsWith(root)) {
        return new Found.Nothing(403, "The path leads out of the folder that is served.");
      }
      BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return path.endsWith("/") ? folder(path, real) : new Found.Elsewhere();
      } else if (path.endsWith("/") || !attributes.isRegularFile()) {
        return nothing();
      }
      return file(real, attributes);
    } catch (NoSuchFileException | NotDirectoryException | InvalidPathException e) {
      return nothing();
    } catch (AccessDeniedException e) {
      return new Found.Nothing(403, "The server may not read it.");
    }
  }

  private static Path real(Path asked) throws IOException {
    try {
      return asked.toRealPath();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Such as a file where a folder should be, links in a circle, or a name that is too long.
      throw new NoSuchFileException(asked.toString(), null, e.getReason());
    }
  }

  private static Found nothing() {
    return new Found.Nothing(404, "There is nothing of that name.");
  }

  private static Found.File file(Path real, BasicFileAttributes attributes) throws IOException {
    long modified = attributes.lastModifiedTime().toMillis();
    long size = attributes.size();
    long version = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    String etag = '"' + Long.toHexString(version) + "-" + Long.toHexString(size) + '"';
    String lastModified = HttpDates.format(Instant.ofEpochMilli(modified));
    ByteBuffer bytes = size <= SMALL ? ByteBuffer.wrap(Files.readAllBytes(real)) : null;
    if (bytes == null && !Files.isReadable(real)) {
      throw new AccessDeniedException(real.toString());
    }
    return new Found.File(
        real,
        bytes == null ? size : bytes.remaining(),
        modified,
        etag,
        lastModified,
        type(real.getFileName().toString()),
        bytes);
  }

  private static String type(String name) {
    String type = MimeTypes.DEFAULTS.getMimeByExtension(name);
    if (type == null) {
      return "application/octet-stream";
    }
    boolean isText = type.startsWith("text/") || type.endsWith("javascript");
    return isText && !type.contains("charset") ? type + ";charset=utf-8" : type;
  }

  private Found folder(String path, Path real) throws IOException {
    Path index = real.resolve("index.html");
    if (Files.isRegularFile(index)) {
      return find(path + "index.html");
    } else if (!listings) {
      return new Found.Nothing(403, "Folders are not listed.");
    }
    List<Found.Entry> entries = new ArrayList<>();
    try (Stream<Path> paths = Files.list(real)) {
      for (Path entry : paths.sorted().toList()) {
        add(entry, entries);
      }
    }
    return new Found.Folder(entries);
  }

  private static void add(Path path, List<Found.Entry> entries) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      String name = path.getFileName() + (attributes.isDirectory() ? "/" : "");
      String size = attributes.isDirectory() ? "" : String.valueOf(attributes.size());
      String modified = MINUTE.format(attributes.lastModifiedTime().toInstant());
      // A name with a colon would look like the scheme of an address.
      entries.add(new Found.Entry(name, "./" + URIUtil.encodePath(name), size, modified));
    } catch (IOException e) {
      // A link to nowhere, or gone in the meantime: there is nothing to be listed.
    }
  }
}
