package dev.coro.it;

import static dev.coro.it.Loopback.bytes;
import static dev.coro.it.Loopback.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.CoroutineDump;
import dev.coro.net.PipeSink;
import dev.coro.net.PipeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pipes between coroutines, and between coroutines and threads. */
@Timeout(30)
class PipeIT {
  @Test
  void whatIsWrittenIsReadUpToTheEnd() {
    byte[] content = new byte[1 << 20];
    new Random(1).nextBytes(content);
    Carrier.run(
        () -> {
          Pipe pipe = Pipe.open();
          PipeSource source = PipeSource.of(pipe.source());
          PipeSink sink = PipeSink.of(pipe.sink());
          var writer =
              Coroutine.start(
                  () -> {
                    try (sink) {
                      sink.writeAll(ByteBuffer.wrap(content));
                      assertEquals(4, sink.writeAll(new ByteBuffer[] {bytes("ab"), bytes("cd")}));
                      assertEquals(2, sink.write(bytes("ef")));
                    }
                  });
          ByteBuffer target = ByteBuffer.allocateDirect(content.length);
          source.readFully(target);
          assertEquals(ByteBuffer.wrap(content), target.flip());
          ByteBuffer[] parts = {ByteBuffer.allocate(1), ByteBuffer.allocate(2)};
          assertEquals(3, source.read(parts));
          assertEquals("a", text(parts[0]));
          assertArrayEquals(new byte[] {'d', 'e', 'f'}, source.readAllBytes(100));
          writer.join();
          assertEquals(-1, source.read(ByteBuffer.allocate(1)));
          source.close();
          assertFalse(source.isOpen() || sink.isOpen());
        });
  }

  @Test
  void theOtherEndIsAThread() throws Exception {
    Pipe toThread = Pipe.open();
    Pipe back = Pipe.open();
    CompletableFuture<Void> thread =
        CompletableFuture.runAsync(
            () -> {
              try (var in = Channels.newInputStream(toThread.source());
                  var out = Channels.newOutputStream(back.sink())) {
                in.transferTo(out);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    Carrier.run(
        () -> {
          PipeSink sink = PipeSink.of(toThread.sink());
          PipeSource source = PipeSource.of(back.source());
          sink.writeAll(bytes("hello"));
          ByteBuffer answer = ByteBuffer.allocate(5);
          source.readFully(answer);
          assertEquals("hello", text(answer));
          sink.close();
          assertEquals(-1, source.read(answer.clear()));
          source.close();
        });
    thread.get();
  }

  @Test
  void cancellationClosingAndBreaksAreAsForConnections() {
    long before = FileDescriptors.open();
    Carrier.run(
        () -> {
          Pipe pipe = Pipe.open();
          PipeSource source = PipeSource.of(pipe.source());
          PipeSink sink = PipeSink.of(pipe.sink());
          ByteBuffer much = ByteBuffer.allocateDirect(4 << 20);
          assertFalse(
              CancelScope.moveOnAfter(
                  Duration.ofMillis(5), () -> source.read(ByteBuffer.allocate(1))));
          assertFalse(CancelScope.moveOnAfter(Duration.ofMillis(5), () -> sink.writeAll(much)));
          assertTrue(much.position() > 0 && much.hasRemaining());
          var writer = Coroutine.start(() -> sink.writeAll(much));
          Coroutine.yield();
          assertTrue(CoroutineDump.here().toText().contains("writing to a pipe"));
          source.close();
          Thrown.by(IOException.class, writer::join);
          sink.close();
          Thrown.by(ClosedChannelException.class, () -> sink.write(bytes("a")));

          Pipe other = Pipe.open();
          PipeSource closed = PipeSource.of(other.source());
          var reader = Coroutine.start(() -> closed.read(ByteBuffer.allocate(1)));
          Coroutine.yield();
          closed.close();
          Thrown.by(AsynchronousCloseException.class, reader::join);
          other.sink().close();
        });
    assertEquals(before, FileDescriptors.open());
  }
}
