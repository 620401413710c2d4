package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.io.ByteSource;
import dev.coro.io.ChildProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With the programs of a POSIX system. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ChildProcessIT {
  private static final Duration SHORT = Duration.ofMillis(20);

  private static ProcessBuilder shell(String script) {
    return new ProcessBuilder("/bin/sh", "-c", script);
  }

  @Suspendable
  private static String text(ByteSource source) throws IOException {
    return new String(source.readAllBytes(1 << 20), StandardCharsets.UTF_8);
  }

  @Test
  void aProcessIsGivenInputAndItsOutputIsRead() {
    Carrier.run(
        () -> {
          try (ChildProcess process =
              ChildProcess.start(shell("read a; echo got $a; echo bad >&2; exit 3"))) {
            assertTrue(process.isAlive());
            assertTrue(process.toString().startsWith("process " + process.pid()));
            process.stdin().writeAll(ByteBuffer.wrap("it\n".getBytes(StandardCharsets.UTF_8)));
            assertEquals("got it\n", text(process.stdout()));
            assertEquals("bad\n", text(process.stderr()));
            assertEquals(3, process.waitFor());
            assertEquals(3, process.waitFor());
            assertFalse(process.isAlive());
          }
        });
  }

  @Test
  void moreThanPipesHoldGoesThrough() {
    byte[] input = new byte[500_000];
    new Random(1).nextBytes(input);
    Carrier.run(
        () -> {
          ChildProcess.Result result = ChildProcess.run(shell("tee /dev/stderr"), input, 1 << 20);
          assertEquals(0, result.status());
          assertArrayEquals(input, result.output());
          assertArrayEquals(input, result.errors());
        });
  }

  @Test
  void aProcessThatWantsNoInputIsNoError() {
    Carrier.run(
        () -> {
          var result = ChildProcess.run(shell("echo out; echo err >&2"), new byte[1 << 20], 100);
          assertEquals("out\n", result.outputText());
          assertEquals("err\n", result.errorText());
        });
  }

  @Test
  void tooMuchOutputEndsTheProcess() {
    Carrier.run(
        () -> {
          IOException thrown =
              Thrown.by(
                  IOException.class,
                  () -> ChildProcess.run(new ProcessBuilder("yes"), new byte[0], 10_000));
          assertEquals("there are more than 10000 bytes", thrown.getMessage());
        });
  }

  @Test
  void whatCannotBeStartedSaysSo() {
    Carrier.run(
        () ->
            Thrown.by(
                IOException.class,
                () -> ChildProcess.start(new ProcessBuilder("/no/such/program"))));
  }

  @Test
  void othersRunWhileAProcessIsWaitedFor() {
    Carrier.run(
        () -> {
          try (ChildProcess process = ChildProcess.start(shell("read a"))) {
            Coroutine<Integer> status = Coroutine.start(process::waitFor);
            assertFalse(CancelScope.moveOnAfter(SHORT, process::waitFor));
            assertTrue(process.isAlive());
            process.stdin().close();
            assertEquals(1, status.join());
          }
        });
  }

  @Test
  void cancellationEndsTheProcess() {
    ProcessHandle[] child = new ProcessHandle[1];
    Carrier.run(
        () -> {
          assertFalse(
              CancelScope.moveOnAfter(
                  Duration.ofMillis(200),
                  () -> {
                    try (ChildProcess process =
                        ChildProcess.start(new ProcessBuilder("sleep", "60"))) {
                      child[0] = ProcessHandle.of(process.pid()).orElseThrow();
                      process.waitFor();
                    }
                  }));
        });
    assertFalse(child[0].isAlive());
  }

  @Test
  void aProcessThatDoesNotListenIsKilled() {
    Carrier.run(
        () -> {
          ChildProcess process =
              ChildProcess.start(shell("trap '' TERM; echo ready; while :; do sleep 0.1; done"));
          process.stdout().read(ByteBuffer.allocate(100));
          process.setGrace(SHORT);
          assertThrows(
              IllegalArgumentException.class, () -> process.setGrace(Duration.ofMillis(-1)));
          process.terminate();
          assertFalse(CancelScope.moveOnAfter(SHORT, process::waitFor));
          process.close();
          assertFalse(process.isAlive());
          assertEquals(128 + 9, process.waitFor());
        });
  }

  @Test
  void aCancelledReadLosesNothing() {
    Carrier.run(
        () -> {
          try (ChildProcess process = ChildProcess.start(shell("read a; echo one; echo two"))) {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            for (int i = 0; i < 3; i++) {
              assertFalse(
                  CancelScope.moveOnAfter(
                      Duration.ofMillis(5), () -> process.stdout().read(buffer)));
            }
            process.stdin().writeAll(ByteBuffer.wrap(new byte[] {'\n'}));
            assertEquals("one\ntwo\n", text(process.stdout()));
            assertEquals(0, buffer.position());
            assertEquals(-1, process.stdout().read(buffer));
          }
        });
  }

  @Test
  void bytesThatComeTogetherWithTheCancellationAreKept() {
    Carrier.run(
        () -> {
          try (ChildProcess process = ChildProcess.start(shell("sleep 0.1; echo one"))) {
            Coroutine<Integer> reader =
                Coroutine.start(() -> process.stdout().read(ByteBuffer.allocate(100)));
            Coroutine.yieldNow();
            reader.cancel();
            blockCarrier(); // The reader learns of it when the bytes are there.
            Thrown.by(CancellationException.class, reader::join);
            assertEquals("one\n", text(process.stdout()));
          }
        });
  }

  /** Not suspendable, so that no bridge is in between. */
  private static void blockCarrier() {
    try {
      Thread.sleep(600);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCancelledWriteIsWrittenOnce() {
    byte[] input = new byte[300_000];
    new Random(2).nextBytes(input);
    Carrier.run(
        () -> {
          try (ChildProcess process = ChildProcess.start(shell("sleep 0.2; cat"))) {
            ByteBuffer from = ByteBuffer.wrap(input);
            assertFalse(CancelScope.moveOnAfter(SHORT, () -> process.stdin().writeAll(from)));
            assertTrue(from.position() > 0 && from.hasRemaining());
            Coroutine<byte[]> output =
                Coroutine.start(() -> process.stdout().readAllBytes(1 << 20));
            process.stdin().writeAll(from);
            process.stdin().close();
            assertArrayEquals(input, output.join());
          }
        });
  }

  @Test
  void twoReadersAtOnceAreRefused() {
    Carrier.run(
        () -> {
          try (ChildProcess process = ChildProcess.start(shell("read a; echo x"))) {
            Coroutine<String> first = Coroutine.start("first", () -> text(process.stdout()));
            Coroutine.yieldNow();
            IllegalStateException thrown =
                Thrown.by(IllegalStateException.class, () -> text(process.stdout()));
            assertTrue(
                thrown
                    .getMessage()
                    .startsWith("[CO261] read(...) on standard output of process " + process.pid()),
                thrown.getMessage());
            assertTrue(thrown.getMessage().contains("while 'first' does"), thrown.getMessage());
            process.stdin().close();
            assertEquals("x\n", first.join());
          }
        });
  }

  @Test
  void closingAStreamEndsTheWait() {
    Carrier.run(
        () -> {
          try (ChildProcess process = ChildProcess.start(shell("read a"))) {
            Coroutine<String> reader = Coroutine.start(() -> text(process.stdout()));
            Coroutine.sleep(SHORT);
            process.stdout().close();
            process.stdout().close();
            Thrown.by(AsynchronousCloseException.class, reader::join);
            Thrown.by(ClosedChannelException.class, () -> text(process.stdout()));
          }
        });
  }

  @Test
  void redirectedStreamsAreAtTheirEnd(@TempDir Path folder) {
    Carrier.run(
        () -> {
          ProcessBuilder builder =
              shell("echo x")
                  .redirectOutput(folder.resolve("out").toFile())
                  .redirectErrorStream(true);
          try (ChildProcess process = ChildProcess.start(builder)) {
            assertEquals("", text(process.stdout()));
            assertEquals("", text(process.stderr()));
            assertEquals(0, process.waitFor());
          }
        });
  }

  @Test
  void aPlainThreadBlocks() throws IOException {
    try (ChildProcess process = ChildProcess.start(shell("echo x; exit 1"))) {
      assertEquals("x\n", text(process.stdout()));
      assertEquals(1, process.waitFor());
    }
    ChildProcess process = ChildProcess.start(new ProcessBuilder("sleep", "60"));
    process.close();
    assertFalse(process.isAlive());
  }
}
