package dev.coro.net;

import dev.coro.Suspendable;
import dev.coro.io.ByteSink;
import dev.coro.io.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;

/**
 * A stream of bytes in both directions: a {@link StreamSocket}, or what is built on one, such as
 * encryption. Protocols that are written for this interface run on any of them.
 *
 * <p><b>Who may use it.</b> Coroutines of the carrier that uses it first. One at a time may read,
 * and one at a time may write; a second one is refused (CO271). {@link #close}, {@link #abort} and
 * {@link #isOpen} are for any thread.
 *
 * <p><b>Cancellation.</b> Each operation that suspends is always a cancellation point. If it is
 * cancelled while it waits, the connection stays open and can be used on: a read has taken nothing,
 * a write has taken from its buffers what their positions say, and has sent that. A deadline of a
 * {@link dev.coro.CancelScope} is such a cancellation.
 *
 * <p><b>The end.</b> {@link #shutdownOutput} tells the other end that nothing more will come; it
 * then reads to the end. A connection that was broken by the other end or the network makes
 * operations throw an {@link IOException}, such as "Connection reset".
 *
 * <p><b>Buffers</b> belong to the operation until it returns: nobody else may touch them meanwhile.
 * Direct buffers save a copy.
 */
public interface Connection extends ByteSource, ByteSink {
  /**
   * Reads what is there, at least one byte. Suspends while there is none; always a cancellation
   * point.
   *
   * @return how many bytes were read; -1 at the end; 0 if {@code target} has no room
   * @throws IllegalStateException if another coroutine is reading (CO271), or if the connection
   *     belongs to another carrier (CO270)
   * @throws ClosedChannelException if it is closed (CO273), or closed meanwhile (CO272)
   * @throws IOException if the connection is broken
   */
  @Override
  @Suspendable
  int read(ByteBuffer target) throws IOException;

  /**
   * As {@link #read(ByteBuffer)}, into several buffers, one after the other.
   *
   * @return how many bytes were read; -1 at the end; 0 if no buffer has room
   */
  @Suspendable
  long read(ByteBuffer[] targets) throws IOException;

  /**
   * Reads until {@code target} is full. Suspends until then; always a cancellation point. What was
   * read before a cancellation is in the buffer.
   *
   * @throws EOFException if the end comes before (CO277)
   * @throws IOException as {@link #read(ByteBuffer)}
   */
  @Override
  @Suspendable
  void readFully(ByteBuffer target) throws IOException;

  /**
   * Writes as much as there is room for, at least one byte. Suspends while there is none; always a
   * cancellation point.
   *
   * @return how many bytes were written; 0 if {@code source} has none
   * @throws IllegalStateException if another coroutine is writing (CO271), or if the connection
   *     belongs to another carrier (CO270)
   * @throws ClosedChannelException if it is closed (CO273), or closed meanwhile (CO272), or the
   *     output was shut down
   * @throws IOException if the connection is broken
   */
  @Override
  @Suspendable
  int write(ByteBuffer source) throws IOException;

  /**
   * Writes all bytes of {@code source}. Suspends until the system has taken the last; always a
   * cancellation point.
   *
   * @throws IOException as {@link #write(ByteBuffer)}
   */
  @Override
  @Suspendable
  void writeAll(ByteBuffer source) throws IOException;

  /**
   * As {@link #writeAll(ByteBuffer)}, from several buffers, one after the other.
   *
   * @return how many bytes were written
   */
  @Suspendable
  long writeAll(ByteBuffer[] sources) throws IOException;

  /**
   * Tells the other end that nothing more will be written; reading goes on. No effect if that was
   * done. A cancellation point for connections that have to wait for it, which says their class.
   *
   * @throws ClosedChannelException if it is closed (CO273)
   */
  @Suspendable
  void shutdownOutput() throws IOException;

  /**
   * Ends reading: from now on it finds the end, also the one who waits. No effect if that was done.
   * Never suspends.
   *
   * @throws ClosedChannelException if it is closed (CO273)
   */
  void shutdownInput() throws IOException;

  /**
   * Closes both directions. What was written is still sent; what was not read is lost. Who waits
   * gets an {@link java.nio.channels.AsynchronousCloseException} (CO272). Closing again has no
   * effect. Any thread: on another one than the carrier's it is done soon. Never suspends.
   */
  @Override
  @Suspendable
  void close();

  /**
   * As {@link #close}, but gives up what was not sent, and has the other end get an error rather
   * than an end, if the kind of connection can tell. Any thread; never suspends.
   */
  void abort();

  /** Whether it was not closed. Any thread; never suspends. */
  boolean isOpen();

  /** The address of this end. Never suspends. */
  SocketAddress localAddress();

  /** The address of the other end. Any thread; never suspends. */
  SocketAddress remoteAddress();
}
