package dev.coro.io;

import dev.coro.Blocking;
import dev.coro.CancelScope;
import dev.coro.Suspendable;
import dev.coro.Waiter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Objects;

/**
 * An open file, read and written in parts, as with a {@link FileChannel}.
 *
 * <p>Every method suspends while a thread of {@link Blocking} works, and is a cancellation point
 * until it has begun; what has begun is waited for. Any coroutine or thread may call; those that
 * use the common position have to take turns.
 */
public final class OpenFile implements ByteSource, ByteSink {
  private final Path path;
  private final FileChannel channel;

  private OpenFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** See {@link FileChannel#open(Path, OpenOption...)}. */
  @Suspendable
  public static OpenFile open(Path path, OpenOption... options) throws IOException {
    Objects.requireNonNull(path, "path");
    return new OpenFile(path, Blocking.callUninterruptibly(() -> FileChannel.open(path, options)));
  }

  // ---- at the common position

  /** Reads at the common position, and moves that on; -1 at the end. */
  @Override
  @Suspendable
  public int read(ByteBuffer into) throws IOException {
    return Blocking.callUninterruptibly(() -> channel.read(into));
  }

  /** Writes at the common position, and moves that on. */
  @Override
  @Suspendable
  public int write(ByteBuffer from) throws IOException {
    return Blocking.callUninterruptibly(() -> channel.write(from));
  }

  /** Moves the common position. Never suspends. */
  public void seek(long position) throws IOException {
    channel.position(position);
  }

  // ---- anywhere

  /** See {@link FileChannel#read(ByteBuffer, long)}: -1 at the end. */
  @Suspendable
  public int read(ByteBuffer into, long position) throws IOException {
    return Blocking.callUninterruptibly(() -> channel.read(into, position));
  }

  /** See {@link FileChannel#write(ByteBuffer, long)}. */
  @Suspendable
  public int write(ByteBuffer from, long position) throws IOException {
    return Blocking.callUninterruptibly(() -> channel.write(from, position));
  }

  /** See {@link FileChannel#size}. */
  @Suspendable
  public long size() throws IOException {
    return Blocking.callUninterruptibly(channel::size);
  }

  /** See {@link FileChannel#truncate}. */
  @Suspendable
  public void truncate(long size) throws IOException {
    Blocking.callUninterruptibly(() -> channel.truncate(size));
  }

  /** Has the system write everything to the disk. See {@link FileChannel#force}. */
  @Suspendable
  public void force(boolean withAttributes) throws IOException {
    Blocking.callUninterruptibly(
        () -> {
          channel.force(withAttributes);
          return path;
        });
  }

  /**
   * The channel behind it, for calls that this class does not have. It blocks whoever uses it.
   * Never suspends.
   */
  public FileChannel channel() {
    return channel;
  }

  @Override
  @Suspendable
  public void close() throws IOException {
    if (Waiter.caller() instanceof Thread) {
      channel.close();
    } else if (channel.isOpen()) {
      CancelScope.shield(() -> Blocking.callUninterruptibly(this::closeHere));
    }
  }

  private Path closeHere() throws IOException {
    channel.close();
    return path;
  }

  /** The path that it was opened with. */
  @Override
  public String toString() {
    return path.toString();
  }
}
