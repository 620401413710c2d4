package dev.coro.benchmarks.serve;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a path of a request stands for. */
sealed interface Found {
  /**
   * A file.
   *
   * @param path where it is, without symbolic links
   * @param size in bytes
   * @param modifiedMillis when it was changed, since 1970
   * @param etag tells its versions apart
   * @param lastModified the time as HTTP writes it
   * @param type its media type
   * @param bytes what is in it, if it is small; not to be changed
   */
  record File(
      Path path,
      long size,
      long modifiedMillis,
      String etag,
      String lastModified,
      String type,
      @Nullable ByteBuffer bytes)
      implements Found {}

  /** A folder that is listed. */
  record Folder(List<Entry> entries) implements Found {}

  /**
   * What is in a folder.
   *
   * @param name with a slash behind it if it is a folder
   * @param link the name as a relative address
   * @param size in bytes; empty for folders
   * @param modified when it was changed
   */
  record Entry(String name, String link, String size, String modified) {}

  /** A folder that was asked for without the slash behind its name. */
  record Elsewhere() implements Found {}

  /** Nothing that is served, and what to say of it. */
  record Nothing(int status, String explanation) implements Found {}
}
