package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.IoHandle;
import dev.coro.io.ByteSink;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * The end of a {@link Pipe} of the system to which coroutines write. The other end may be a {@link
 * PipeSource}, or the JDK's channel in the hands of a thread.
 *
 * <p>It belongs to the carrier of the first coroutine that writes; one at a time may. When that
 * carrier ends, it is closed.
 */
@NotInstrumented
public final class PipeSink implements ByteSink {
  private final IoHandle handle;
  private final StreamWriting writing;

  private PipeSink(Pipe.SinkChannel channel) throws IOException {
    handle = new IoHandle(channel, this);
    writing = new StreamWriting(handle, channel);
  }

  /**
   * Takes over an end of a pipe, which nobody else may use any more. Any thread; never suspends.
   *
   * @throws IOException if it is closed
   */
  public static PipeSink of(Pipe.SinkChannel channel) throws IOException {
    return new PipeSink(channel);
  }

  /**
   * Writes as much as there is room for, at least one byte. Suspends while there is none; always a
   * cancellation point. If it is cancelled, nothing was written.
   *
   * @return how many bytes were written; 0 if {@code source} has none
   * @throws IllegalStateException if another coroutine is writing (CO271), or if this belongs to
   *     another carrier (CO270)
   * @throws java.nio.channels.ClosedChannelException if this is closed (CO273), or closed meanwhile
   *     (CO272)
   * @throws IOException if the other end is closed
   */
  @Override
  @Suspendable
  public int write(ByteBuffer source) throws IOException {
    return writing.write(source, false);
  }

  /** As {@link Connection#writeAll(ByteBuffer)}. */
  @Override
  @Suspendable
  public void writeAll(ByteBuffer source) throws IOException {
    writing.write(source, true);
  }

  /** As {@link Connection#writeAll(ByteBuffer[])}. */
  @Suspendable
  public long writeAll(ByteBuffer[] sources) throws IOException {
    return writing.writeAll(sources);
  }

  /**
   * Closes this end: whoever reads finds the end behind what was written. Any thread: on another
   * one than the carrier's it is done soon. Never suspends.
   */
  @Override
  @Suspendable
  public void close() {
    handle.close(Waiter.nameOf(Waiter.caller()));
  }

  /** Whether it was not closed. Any thread; never suspends. */
  public boolean isOpen() {
    return handle.isOpen();
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return "a pipe";
  }
}
