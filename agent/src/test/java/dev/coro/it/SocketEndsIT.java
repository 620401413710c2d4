package dev.coro.it;

import static dev.coro.it.Loopback.bytes;
import static dev.coro.it.Loopback.listen;
import static dev.coro.it.Loopback.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.CancelledException;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.CoroutineDump;
import dev.coro.DeadlineExceededException;
import dev.coro.NotSuspendableException;
import dev.coro.it.Loopback.Pair;
import dev.coro.net.SocketSettings;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ends operations of sockets: cancellation, closing, broken connections, wrong use. */
@Timeout(30)
class SocketEndsIT {
  private static final Duration SHORT = Duration.ofMillis(20);

  // ---- cancellation

  @Test
  void aConnectionThatNobodyAnswersTakesNoLongerThanItMay() {
    long before = FileDescriptors.open();
    Carrier.run(
        () -> {
          SocketSettings one = SocketSettings.usual().withBacklog(1);
          try (StreamListener listener = StreamListener.bind(Loopback.anyPort(), one)) {
            // Nobody accepts: once the backlog is full, the system does not answer.
            List<StreamSocket> waiting = new ArrayList<>();
            SocketSettings impatient = SocketSettings.usual().withConnectTimeout(SHORT);
            SocketTimeoutException thrown = null;
            while (thrown == null && waiting.size() < 100) {
              try {
                waiting.add(StreamSocket.connect(listener.localAddress(), impatient));
              } catch (SocketTimeoutException e) {
                thrown = e;
              }
            }
            assertEquals(
                "[CO274] no connection to "
                    + listener
                    + " within PT0.02S: nobody answered. Check the address, or allow more time.",
                String.valueOf(thrown == null ? null : thrown.getMessage()));

            SocketAddress address = listener.localAddress();
            var cancelled = Coroutine.start(() -> StreamSocket.connect(address));
            Coroutine.yield();
            assertTrue(CoroutineDump.here().toText().contains("connecting to " + listener));
            cancelled.cancel();
            Thrown.by(CancellationException.class, cancelled::join);
            assertFalse(CancelScope.moveOnAfter(SHORT, () -> StreamSocket.connect(address)));
            waiting.forEach(StreamSocket::close);
          }
        });
    assertEquals(before, FileDescriptors.open());
  }

  @Test
  void aCancelledReadHasTakenNothing() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            assertFalse(CancelScope.moveOnAfter(SHORT, () -> read(pair.server())));
            Thrown.by(
                DeadlineExceededException.class,
                () -> CancelScope.failAfter(SHORT, () -> read(pair.server())));
            var reader = Coroutine.start(() -> read(pair.server()));
            Coroutine.yield();
            pair.client().writeAll(bytes("hello"));
            reader.cancel(); // Before the poller has looked.
            Thrown.by(CancellationException.class, reader::join);
            assertEquals("hello", read(pair.server()));
          }
        });
  }

  @Test
  void aCancelledReadOfMuchHasTakenWhatIsInItsBuffer() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            ByteBuffer four = ByteBuffer.allocate(4);
            pair.client().writeAll(bytes("ab"));
            assertFalse(CancelScope.moveOnAfter(SHORT, () -> pair.server().readFully(four)));
            assertEquals("ab", Loopback.text(four));
            pair.client().writeAll(bytes("cdef"));
            pair.server().readFully(four);
            assertEquals("abcd", Loopback.text(four));
            assertEquals("ef", read(pair.server()));
          }
        });
  }

  @Test
  void aCancelledWriteHasSentWhatItsBufferSays() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            ByteBuffer much = ByteBuffer.allocate(32 << 20);
            for (int i = 0; i < much.capacity(); i++) {
              much.put(i, (byte) (i >> 8));
            }
            assertFalse(CancelScope.moveOnAfter(SHORT, () -> pair.client().writeAll(much)));
            int sent = much.position();
            assertTrue(sent > 0 && much.hasRemaining(), sent + " bytes");
            var rest = Coroutine.start(() -> pair.client().writeAll(much));
            ByteBuffer came = ByteBuffer.allocate(much.capacity());
            pair.server().readFully(came);
            rest.join();
            assertEquals(much.flip(), came.flip());
          }
        });
  }

  @Test
  void aCancelledAcceptHasLostNoConnection() {
    Carrier.run(
        () -> {
          try (StreamListener listener = listen()) {
            assertFalse(CancelScope.moveOnAfter(SHORT, () -> listener.accept()));
            var acceptor = Coroutine.start(listener::accept);
            Coroutine.yield();
            StreamSocket client = StreamSocket.connect(listener.localAddress());
            acceptor.cancel();
            Object accepted;
            try {
              accepted = acceptor.join();
            } catch (CancellationException e) {
              accepted = listener.accept();
            }
            assertEquals(client.localAddress(), ((StreamSocket) accepted).remoteAddress());
            client.close();
          }
        });
  }

  @Test
  void whoIsCancelledAlreadyDoesNotBegin() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            pair.client().writeAll(bytes("hello"));
            var reader =
                Coroutine.start(
                    () -> {
                      Thrown.by(
                          CancelledException.class, () -> Coroutine.sleep(Duration.ofDays(1)));
                      Thrown.by(CancelledException.class, () -> read(pair.server()));
                      Thrown.by(CancelledException.class, () -> pair.server().writeAll(bytes("x")));
                    });
            Coroutine.yield();
            reader.cancel();
            reader.join();
            assertEquals("hello", read(pair.server()));
          }
        });
  }

  // ---- closing

  @Test
  void closingEndsThoseWhoWaitAndSaysWhoDidIt() {
    Carrier.run(
        () -> {
          Pair pair = Pair.open();
          StreamListener listener = listen();
          var reader = Coroutine.start("reader", () -> read(pair.server()));
          var writer =
              Coroutine.start(
                  "writer", () -> pair.server().writeAll(ByteBuffer.allocateDirect(32 << 20)));
          var acceptor = Coroutine.start("acceptor", listener::accept);
          Coroutine.yield();
          pair.server().close();
          listener.close();
          var thrown = Thrown.by(AsynchronousCloseException.class, reader::join);
          assertEquals(
              "[CO272] 'reader' was reading from "
                  + pair.server()
                  + " when it was closed by main. Close a socket when nobody needs it any more, or"
                  + " expect this exception.",
              thrown.getMessage());
          assertTrue(thrown.getStackTrace()[0].toString().contains("Loopback.read"));
          Thrown.by(AsynchronousCloseException.class, writer::join);
          assertTrue(
              Thrown.by(AsynchronousCloseException.class, acceptor::join)
                  .getMessage()
                  .startsWith("[CO272] 'acceptor' was accepting at " + listener));
          pair.close();
        });
  }

  @Test
  void whatIsClosedIsRefused() {
    Carrier.run(
        () -> {
          Pair pair = Pair.open();
          StreamSocket never = pair.server();
          StreamSocket used = pair.client();
          pair.close();
          for (StreamSocket socket : List.of(never, used)) {
            for (var thrown :
                List.of(
                    Thrown.by(ClosedChannelException.class, () -> read(socket)),
                    Thrown.by(ClosedChannelException.class, () -> socket.writeAll(bytes("a"))),
                    Thrown.by(ClosedChannelException.class, socket::shutdownOutput),
                    Thrown.by(ClosedChannelException.class, socket::shutdownInput))) {
              assertEquals(
                  "[CO273] "
                      + socket
                      + " was used, but it is closed. Close it behind the last use.",
                  thrown.getMessage());
            }
            socket.abort();
          }
          StreamListener listener = listen();
          listener.close();
          Thrown.by(ClosedChannelException.class, listener::accept);
        });
  }

  @Test
  void aThreadClosesTheSocketOfACarrier() throws Exception {
    Channel<StreamSocket> opened = Channel.<StreamSocket>unlimited().shared();
    try (Carrier carrier = Carrier.open("carrier")) {
      var reader =
          carrier.start(
              "reader",
              () -> {
                Pair pair = Pair.open();
                opened.send(pair.client());
                return read(pair.client());
              });
      StreamSocket socket = opened.receive();
      socket.close();
      var thrown = assertThrows(AsynchronousCloseException.class, reader::join);
      assertTrue(
          thrown.getMessage().contains("closed by " + Thread.currentThread().getName()),
          thrown.getMessage());
    }
  }

  @Test
  void theEndOfACarrierClosesWhatWasForgotten() {
    long before = FileDescriptors.open();
    List<StreamSocket> sockets = new ArrayList<>();
    List<StreamListener> listeners = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Carrier.run(
          () -> {
            Pair pair = Pair.open();
            assertSame(0, pair.server().read(ByteBuffer.allocate(0)));
            sockets.add(pair.client());
            sockets.add(pair.server());
            StreamListener listener = listen();
            listeners.add(listener);
            assertFalse(CancelScope.moveOnAfter(SHORT, () -> listener.accept()));
          });
    }
    assertTrue(sockets.stream().noneMatch(StreamSocket::isOpen));
    assertTrue(listeners.stream().noneMatch(StreamListener::isOpen));
    assertEquals(before, FileDescriptors.open());
  }

  // ---- broken connections

  @Test
  void anAbortedConnectionBreaksAtTheOtherEnd() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            var reader = Coroutine.start(() -> read(pair.server()));
            Coroutine.yield();
            pair.client().abort();
            assertTrue(Thrown.by(IOException.class, reader::join).getMessage().contains("reset"));
            Thrown.by(IOException.class, () -> pair.server().writeAll(bytes("a")));
          }
          try (Pair pair = Pair.open()) {
            var writer =
                Coroutine.start(() -> pair.server().writeAll(ByteBuffer.allocateDirect(32 << 20)));
            Coroutine.yield();
            pair.client().abort();
            Thrown.by(IOException.class, writer::join);
          }
        });
  }

  // ---- wrong use

  @Test
  void aSecondReaderIsRefusedAndBothAreNamed() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            var first = Coroutine.start("first", () -> read(pair.server()));
            var second = Coroutine.start("second", () -> read(pair.server()));
            assertEquals(
                "[CO271] 'second' begins reading from "
                    + pair.server()
                    + ", but 'first' is waiting there: one coroutine at a time may do that. Have"
                    + " one coroutine for each direction, or guard it with a Mutex.",
                Thrown.by(IllegalStateException.class, second::join).getMessage());
            pair.client().writeAll(bytes("hello"));
            assertEquals("hello", first.join());
          }
        });
  }

  @Test
  void anotherCarrierThanTheOwnersIsRefused() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open();
              Carrier other = Carrier.open("other")) {
            var reader = other.start("reader", () -> read(pair.client()));
            var thrown = Thrown.by(IllegalStateException.class, reader::join);
            assertEquals(
                "[CO270] "
                    + pair.client()
                    + " belongs to carrier '"
                    + Thread.currentThread().getName()
                    + "', and 'reader' on carrier 'other' has used it: only its own carrier waits"
                    + " for it. Use it from a coroutine of that carrier.",
                thrown.getMessage());
          }
        });
  }

  @Test
  void outsideOfACoroutineNothingCanWait() throws Exception {
    try (StreamListener listener = listen()) {
      var thrown = assertThrows(NotSuspendableException.class, listener::accept);
      assertTrue(
          thrown.getMessage().startsWith("[CO201] accepting at " + listener), thrown.getMessage());
      assertThrows(
          NotSuspendableException.class, () -> StreamSocket.connect(listener.localAddress()));
    }
  }

  @Test
  void anAddressOfAnotherKindIsRefused() {
    Carrier.run(
        () -> {
          SocketAddress odd = new Odd();
          var thrown = Thrown.by(IllegalArgumentException.class, () -> StreamSocket.connect(odd));
          assertTrue(thrown.getMessage().startsWith("[CO278]"), thrown.getMessage());
          Thrown.by(IllegalArgumentException.class, () -> StreamListener.bind(odd));
        });
  }

  private static final class Odd extends SocketAddress {
    private static final long serialVersionUID = 1;
  }

  // ---- what is told, and what does no harm

  @Test
  void aDumpTellsWhatIsWaitedFor() {
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open();
              StreamListener listener = listen()) {
            Coroutine<?>[] waiting = {
              Coroutine.start(() -> read(pair.server())),
              Coroutine.start(() -> pair.server().writeAll(ByteBuffer.allocateDirect(32 << 20))),
              Coroutine.start(listener::accept)
            };
            Coroutine.yield();
            String dump = CoroutineDump.here().toText();
            for (String expected :
                List.of(
                    "reading from " + pair.server(),
                    "writing to " + pair.server(),
                    "accepting at " + listener)) {
              assertTrue(dump.contains(expected), dump);
            }
            assertTrue(pair.server().toString().startsWith("127.0.0.1:"));
            for (Coroutine<?> each : waiting) {
              each.cancel();
            }
          }
        });
  }

  @Test
  void anInterruptOfTheCarriersThreadEndsNothing() throws Exception {
    Thread thread = Thread.currentThread();
    Carrier.run(
        () -> {
          try (Pair pair = Pair.open()) {
            thread.interrupt();
            pair.client().writeAll(bytes("hello"));
            assertEquals("hello", read(pair.server()));
            var reader = Coroutine.start(() -> read(pair.server()));
            Coroutine.sleep(SHORT);
            pair.client().writeAll(bytes("again"));
            assertEquals("again", reader.join());
            thread.interrupt();
            try (Pair other = Pair.open()) {
              assertInstanceOf(StreamSocket.class, other.server());
            }
          }
        });
    assertTrue(Thread.interrupted());
  }
}
