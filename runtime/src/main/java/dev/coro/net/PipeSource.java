package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.Waiter;
import dev.coro.internal.IoHandle;
import dev.coro.io.ByteSource;
import dev.coro.rt.NotInstrumented;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * The end of a {@link Pipe} of the system from which coroutines read. The other end may be a {@link
 * PipeSink}, or the JDK's channel in the hands of a thread.
 *
 * <p>It belongs to the carrier of the first coroutine that reads; one at a time may. When that
 * carrier ends, it is closed.
 */
@NotInstrumented
public final class PipeSource implements ByteSource {
  private final IoHandle handle;
  private final StreamReading reading;

  private PipeSource(Pipe.SourceChannel channel) throws IOException {
    handle = new IoHandle(channel, this);
    reading = new StreamReading(handle, channel);
  }

  /**
   * Takes over an end of a pipe, which nobody else may use any more. Any thread; never suspends.
   *
   * @throws IOException if it is closed
   */
  public static PipeSource of(Pipe.SourceChannel channel) throws IOException {
    return new PipeSource(channel);
  }

  /**
   * Reads what is there, at least one byte. Suspends while there is none; always a cancellation
   * point. If it is cancelled, nothing was taken.
   *
   * @return how many bytes were read; -1 at the end; 0 if {@code target} has no room
   * @throws IllegalStateException if another coroutine is reading (CO271), or if this belongs to
   *     another carrier (CO270)
   * @throws java.nio.channels.ClosedChannelException if this is closed (CO273), or closed meanwhile
   *     (CO272)
   */
  @Override
  @Suspendable
  public int read(ByteBuffer target) throws IOException {
    return reading.read(target, false);
  }

  /** As {@link Connection#read(ByteBuffer[])}. */
  @Suspendable
  public long read(ByteBuffer[] targets) throws IOException {
    return reading.read(targets);
  }

  /** As {@link Connection#readFully}. */
  @Override
  @Suspendable
  public void readFully(ByteBuffer target) throws IOException {
    reading.read(target, true);
  }

  /**
   * Closes this end: whoever writes gets an IOException. Any thread: on another one than the
   * carrier's it is done soon. Never suspends.
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
