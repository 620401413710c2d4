package dev.coro.io;

import dev.coro.Blocking;
import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * The methods of {@link Files} that touch the disk, for coroutines: same names, same arguments,
 * same results and exceptions.
 *
 * <p>All of them suspend while a thread of {@link Blocking} works, and are cancellation points
 * until it has begun. What has begun is waited for, so that no file is left half done: a disk,
 * other than a network, answers. For parts of large files there is {@link OpenFile}.
 */
public final class SuspendableFiles {
  private SuspendableFiles() {}

  /** A call that may throw what files throw. */
  @Suspendable
  private static <T> T call(Callable<T> task) throws IOException {
    return Blocking.callUninterruptibly(task);
  }

  // ---- contents

  /** See {@link Files#readAllBytes}. */
  @Suspendable
  public static byte[] readAllBytes(Path path) throws IOException {
    return call(() -> Files.readAllBytes(path));
  }

  /** See {@link Files#readString(Path)}. */
  @Suspendable
  public static String readString(Path path) throws IOException {
    return readString(path, StandardCharsets.UTF_8);
  }

  /** See {@link Files#readString(Path, Charset)}. */
  @Suspendable
  public static String readString(Path path, Charset charset) throws IOException {
    return call(() -> Files.readString(path, charset));
  }

  /** See {@link Files#readAllLines(Path)}. */
  @Suspendable
  public static List<String> readAllLines(Path path) throws IOException {
    return call(() -> Files.readAllLines(path));
  }

  /** See {@link Files#write(Path, byte[], OpenOption...)}. */
  @Suspendable
  public static Path write(Path path, byte[] bytes, OpenOption... options) throws IOException {
    return call(() -> Files.write(path, bytes, options));
  }

  /** See {@link Files#writeString(Path, CharSequence, OpenOption...)}. */
  @Suspendable
  public static Path writeString(Path path, CharSequence text, OpenOption... options)
      throws IOException {
    return call(() -> Files.writeString(path, text, options));
  }

  /** See {@link Files#mismatch}. */
  @Suspendable
  public static long mismatch(Path path, Path other) throws IOException {
    return call(() -> Files.mismatch(path, other));
  }

  // ---- whole files

  /** See {@link Files#copy(Path, Path, CopyOption...)}. */
  @Suspendable
  public static Path copy(Path source, Path target, CopyOption... options) throws IOException {
    return call(() -> Files.copy(source, target, options));
  }

  /** See {@link Files#move}. */
  @Suspendable
  public static Path move(Path source, Path target, CopyOption... options) throws IOException {
    return call(() -> Files.move(source, target, options));
  }

  /** See {@link Files#delete}. */
  @Suspendable
  public static void delete(Path path) throws IOException {
    call(
        () -> {
          Files.delete(path);
          return path;
        });
  }

  /** See {@link Files#deleteIfExists}. */
  @Suspendable
  public static boolean deleteIfExists(Path path) throws IOException {
    return call(() -> Files.deleteIfExists(path));
  }

  /** See {@link Files#createTempFile(Path, String, String, FileAttribute...)}. */
  @Suspendable
  public static Path createTempFile(
      Path folder, String prefix, String suffix, FileAttribute<?>... attributes)
      throws IOException {
    return call(() -> Files.createTempFile(folder, prefix, suffix, attributes));
  }

  // ---- folders

  /** See {@link Files#createDirectory}. */
  @Suspendable
  public static Path createDirectory(Path folder, FileAttribute<?>... attributes)
      throws IOException {
    return call(() -> Files.createDirectory(folder, attributes));
  }

  /** See {@link Files#createDirectories}. */
  @Suspendable
  public static Path createDirectories(Path folder, FileAttribute<?>... attributes)
      throws IOException {
    return call(() -> Files.createDirectories(folder, attributes));
  }

  /** What is in a folder, in the order of names. See {@link Files#list}. */
  @Suspendable
  public static List<Path> list(Path folder) throws IOException {
    return call(
        () -> {
          try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
          }
        });
  }

  // ---- attributes

  /** See {@link Files#exists}. */
  @Suspendable
  public static boolean exists(Path path, LinkOption... options) {
    return Blocking.callUninterruptibly(() -> Files.exists(path, options));
  }

  /** See {@link Files#isDirectory}. */
  @Suspendable
  public static boolean isDirectory(Path path, LinkOption... options) {
    return Blocking.callUninterruptibly(() -> Files.isDirectory(path, options));
  }

  /** See {@link Files#size}. */
  @Suspendable
  public static long size(Path path) throws IOException {
    return call(() -> Files.size(path));
  }

  /**
   * Type, size and times of a file, asked of the system at once. See {@link
   * Files#readAttributes(Path, Class, LinkOption...)}.
   */
  @Suspendable
  public static BasicFileAttributes readAttributes(Path path, LinkOption... options)
      throws IOException {
    return call(() -> Files.readAttributes(path, BasicFileAttributes.class, options));
  }

  /** See {@link Path#toRealPath}. */
  @Suspendable
  public static Path toRealPath(Path path, LinkOption... options) throws IOException {
    return call(() -> path.toRealPath(options));
  }
}
