package dev.coro.io;

import dev.coro.Blocking;
import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what changes in a folder, not in the folders inside. What the operating system tells and
 * how soon is described at {@link WatchService}.
 *
 * <p>For one coroutine or thread at a time, but {@link #close} may come from anywhere. While
 * somebody waits, this has a thread of its own, which does not count for the limit of {@link
 * Blocking}.
 */
public final class DirectoryWatch implements AutoCloseable {
  private final Path folder;
  private final WatchService service;
  private final Blocking thread = new Blocking("coro-watch", 1);
  private boolean gone;

  /** What has happened to an entry of the folder. */
  public enum Kind {
    /** It is new. */
    CREATED,

    /** Its contents or attributes have changed. */
    MODIFIED,

    /** It is gone. */
    DELETED,

    /** So much has happened that some of it was lost: look at the whole folder. */
    OVERFLOW
  }

  /**
   * One change.
   *
   * @param kind what it is
   * @param path what has changed; for {@link Kind#OVERFLOW} the folder
   */
  public record Change(Kind kind, Path path) {}

  private DirectoryWatch(Path folder, WatchService service) {
    this.folder = folder;
    this.service = service;
  }

  /**
   * Begins to watch: whatever changes after this has returned is told. Suspends; a cancellation
   * point until it has begun.
   *
   * @throws java.nio.file.NotDirectoryException if it is no folder
   */
  @Suspendable
  public static DirectoryWatch open(Path folder) throws IOException {
    return Blocking.callUninterruptibly(
        () -> {
          WatchService service = folder.getFileSystem().newWatchService();
          try {
            folder.register(
                service,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE);
            return new DirectoryWatch(folder, service);
          } catch (Throwable t) {
            service.close();
            throw t;
          }
        });
  }

  /**
   * Waits for changes and returns those that are known, at least one, in order. Suspends; always a
   * cancellation point, and then no change is lost.
   *
   * @throws NoSuchFileException if the folder was deleted, after all changes were returned
   * @throws ClosedChannelException if this was closed
   */
  @Suspendable
  public List<Change> next() throws IOException {
    while (true) {
      if (gone) {
        throw new NoSuchFileException(folder.toString());
      }
      WatchKey key = take();
      List<Change> changes = new ArrayList<>();
      for (WatchEvent<?> event : key.pollEvents()) {
        changes.add(change(event));
      }
      gone = !key.reset();
      if (!changes.isEmpty()) {
        return changes;
      }
    }
  }

  @Suspendable
  private WatchKey take() throws IOException {
    try {
      WatchKey there = service.poll();
      return there != null ? there : thread.submit(service::take);
    } catch (ClosedWatchServiceException e) {
      throw closed();
    }
  }

  private static ClosedChannelException closed() {
    return new AsynchronousCloseException();
  }

  private Change change(WatchEvent<?> event) {
    Kind kind = kind(event.kind());
    return new Change(kind, event.context() instanceof Path entry ? folder.resolve(entry) : folder);
  }

  private static Kind kind(WatchEvent.Kind<?> kind) {
    if (kind == StandardWatchEventKinds.ENTRY_CREATE) {
      return Kind.CREATED;
    } else if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
      return Kind.DELETED;
    }
    return kind == StandardWatchEventKinds.ENTRY_MODIFY ? Kind.MODIFIED : Kind.OVERFLOW;
  }

  /** Ends it, and the wait of whoever is in {@link #next}. Never suspends. */
  @Override
  public void close() throws IOException {
    service.close();
  }

  /** The folder. */
  @Override
  public String toString() {
    return "changes of " + folder;
  }
}
