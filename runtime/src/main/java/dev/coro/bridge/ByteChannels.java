package dev.coro.bridge;

import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Bridges of channels that bytes are read from and written to: those of sockets and pipes suspend
 * in coroutines if they are in blocking mode. The methods on {@code Here} are for methods that
 * cannot be suspended, where the thread blocks.
 */
public final class ByteChannels {
  private static final String READ = "ReadableByteChannel.read(...)";
  private static final String WRITE = "WritableByteChannel.write(...)";

  private ByteChannels() {}

  // ---- reading

  /** {@link ReadableByteChannel#read(ByteBuffer)}. */
  @Suspendable
  public static int read(ReadableByteChannel channel, ByteBuffer target) throws IOException {
    return isPlain(channel, target, READ)
        ? readHere(channel, target)
        : (int)
            AdoptedChannel.run(
                (SelectableChannel) channel, SelectionKey.OP_READ, new Reading(channel, target));
  }

  /** {@link ScatteringByteChannel#read(ByteBuffer[])}. */
  @Suspendable
  public static long read(ScatteringByteChannel channel, ByteBuffer[] targets) throws IOException {
    return isPlain(channel, targets, READ)
        ? readHere(channel, targets)
        : read(channel, targets, 0, targets.length);
  }

  /** {@link ScatteringByteChannel#read(ByteBuffer[], int, int)}. */
  @Suspendable
  public static long read(
      ScatteringByteChannel channel, ByteBuffer[] targets, int offset, int length)
      throws IOException {
    return isPlain(channel, targets, READ)
        ? readHere(channel, targets, offset, length)
        : AdoptedChannel.run(
            (SelectableChannel) channel,
            SelectionKey.OP_READ,
            new Reading(channel, targets, offset, length));
  }

  /** {@link ReadableByteChannel#read(ByteBuffer)} on a thread. */
  public static int readHere(ReadableByteChannel channel, ByteBuffer target) throws IOException {
    return isOriginal(channel, target)
        ? channel.read(target)
        : (int) PlainTransfer.run(channel, SelectionKey.OP_READ, new Reading(channel, target));
  }

  /** {@link ScatteringByteChannel#read(ByteBuffer[])} on a thread. */
  public static long readHere(ScatteringByteChannel channel, ByteBuffer[] targets)
      throws IOException {
    return isOriginal(channel, targets)
        ? channel.read(targets)
        : readHere(channel, targets, 0, targets.length);
  }

  /** {@link ScatteringByteChannel#read(ByteBuffer[], int, int)} on a thread. */
  public static long readHere(
      ScatteringByteChannel channel, ByteBuffer[] targets, int offset, int length)
      throws IOException {
    return isOriginal(channel, targets)
        ? channel.read(targets, offset, length)
        : PlainTransfer.run(
            channel, SelectionKey.OP_READ, new Reading(channel, targets, offset, length));
  }

  // ---- writing

  /** {@link WritableByteChannel#write(ByteBuffer)}. */
  @Suspendable
  public static int write(WritableByteChannel channel, ByteBuffer source) throws IOException {
    return isPlain(channel, source, WRITE)
        ? writeHere(channel, source)
        : (int)
            AdoptedChannel.run(
                (SelectableChannel) channel, SelectionKey.OP_WRITE, new Writing(channel, source));
  }

  /** {@link GatheringByteChannel#write(ByteBuffer[])}. */
  @Suspendable
  public static long write(GatheringByteChannel channel, ByteBuffer[] sources) throws IOException {
    return isPlain(channel, sources, WRITE)
        ? writeHere(channel, sources)
        : write(channel, sources, 0, sources.length);
  }

  /** {@link GatheringByteChannel#write(ByteBuffer[], int, int)}. */
  @Suspendable
  public static long write(
      GatheringByteChannel channel, ByteBuffer[] sources, int offset, int length)
      throws IOException {
    return isPlain(channel, sources, WRITE)
        ? writeHere(channel, sources, offset, length)
        : AdoptedChannel.run(
            (SelectableChannel) channel,
            SelectionKey.OP_WRITE,
            new Writing(channel, sources, offset, length));
  }

  /** {@link WritableByteChannel#write(ByteBuffer)} on a thread. */
  public static int writeHere(WritableByteChannel channel, ByteBuffer source) throws IOException {
    return isOriginal(channel, source)
        ? channel.write(source)
        : (int) PlainTransfer.run(channel, SelectionKey.OP_WRITE, new Writing(channel, source));
  }

  /** {@link GatheringByteChannel#write(ByteBuffer[])} on a thread. */
  public static long writeHere(GatheringByteChannel channel, ByteBuffer[] sources)
      throws IOException {
    return isOriginal(channel, sources)
        ? channel.write(sources)
        : writeHere(channel, sources, 0, sources.length);
  }

  /** {@link GatheringByteChannel#write(ByteBuffer[], int, int)} on a thread. */
  public static long writeHere(
      GatheringByteChannel channel, ByteBuffer[] sources, int offset, int length)
      throws IOException {
    return isOriginal(channel, sources)
        ? channel.write(sources, offset, length)
        : PlainTransfer.run(
            channel, SelectionKey.OP_WRITE, new Writing(channel, sources, offset, length));
  }

  // ---- which

  private static boolean isPlain(@Nullable Channel channel, @Nullable Object bytes, String method) {
    return bytes == null || !Adoption.suspends(channel, method);
  }

  /** Whether no carrier has to do with it: files, closed channels, and most others. */
  private static boolean isOriginal(@Nullable Channel channel, @Nullable Object bytes) {
    return bytes == null
        || !(channel instanceof SelectableChannel selectable)
        || !Adoption.isAdopted(selectable);
  }
}
