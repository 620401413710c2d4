package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import dev.coro.net.Connection;
import dev.coro.net.Listener;
import dev.coro.net.Network;
import dev.coro.testing.SimulatedNetwork;
import dev.coro.testing.Simulation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs cannot tell the network in memory from sockets, by what operations return or throw. */
@Timeout(30)
class SameNetworkIT {
  /** More than a packet needs, in memory and on this machine. */
  private static final Duration MOMENT = Duration.ofMillis(30);

  @Test
  void operationsReturnAndThrowTheSame() {
    Map<String, String> bySockets = new LinkedHashMap<>();
    Carrier.run(
        () -> {
          Network machine = Network.ofThisMachine();
          new Observation(machine, machine, "localhost", bySockets).run();
        });
    Map<String, String> inMemory = new LinkedHashMap<>();
    Simulation.withSeed(1)
        .run(
            context -> {
              SimulatedNetwork network = SimulatedNetwork.of(context);
              new Observation(network.host("client"), network.host("server"), "server", inMemory)
                  .run();
              Coroutine.sleep(MOMENT);
              assertTrue(network.isQuiet());
              assertTrue(network.openConnections().isEmpty(), network.toString());
            });
    assertEquals(lines(bySockets), lines(inMemory));
    assertEquals("java.net.SocketException Connection reset", inMemory.get("reading behind abort"));
  }

  private static String lines(Map<String, String> observed) {
    StringBuilder lines = new StringBuilder();
    observed.forEach((what, seen) -> lines.append(what).append(": ").append(seen).append('\n'));
    return lines.toString();
  }

  /** What can be seen of one network. */
  private record Observation(
      Network client, Network server, String host, Map<String, String> seen) {

    @FunctionalInterface
    private interface Body {
      @Suspendable
      void accept(Connection here, Connection there) throws Exception;
    }

    @Suspendable
    void run() throws IOException {
      Listener listener = server.listen(0);
      connected(listener, this::ends);
      connected(listener, this::halfClose);
      connected(listener, this::use);
      connected(
          listener,
          (here, there) -> {
            here.abort();
            Coroutine.sleep(MOMENT);
            note("reading behind abort", () -> there.read(one()));
            note("reading behind abort once more", () -> there.read(one()));
            note("using what was aborted", () -> here.read(one()));
          });
      connected(
          listener,
          (here, there) -> {
            here.writeAll(bytes("unread"));
            Coroutine.sleep(MOMENT);
            there.close();
            Coroutine.sleep(MOMENT);
            note("reading from who has not read", () -> here.read(one()));
          });
      connected(
          listener,
          (here, there) -> {
            there.close();
            here.writeAll(bytes("to nobody"));
            Coroutine.sleep(MOMENT);
            note("writing to who is gone", () -> here.write(bytes("again")));
          });
      note("listening twice", () -> server.listen(listener.port()));
      noteOther("accepting when closed", () -> listener.accept(), () -> listener.close());
      note("accepting behind close", () -> listener.accept());
      note("open", () -> listener.isOpen());
      note("connecting to nobody", () -> client.connect(host, listener.port()));
      note("connecting to a wrong port", () -> client.connect(host, 65_536));
    }

    @Suspendable
    private void connected(Listener listener, Body body) throws IOException {
      try (Connection here = client.connect(host, listener.port());
          Connection there = listener.accept()) {
        body.accept(here, there);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Suspendable
    private void ends(Connection here, Connection there) throws IOException {
      here.writeAll(new ByteBuffer[] {bytes("all "), bytes("of it")});
      here.close();
      Coroutine.sleep(MOMENT);
      note("reading", () -> there.read(ByteBuffer.allocate(100)));
      note("reading at the end", () -> there.read(one()));
      note("reading several at the end", () -> there.read(new ByteBuffer[] {one()}));
      note("reading no byte at the end", () -> there.read(ByteBuffer.allocate(0)));
      noteTask("reading fully at the end", () -> there.readFully(one()));
      noteTask("shutting down behind close", () -> here.shutdownOutput());
      noteTask("shutting down input behind close", () -> here.shutdownInput());
    }

    @Suspendable
    private void halfClose(Connection here, Connection there) throws IOException {
      here.shutdownOutput();
      here.shutdownOutput();
      note("reading from half", () -> there.read(one()));
      note("writing behind shutdown", () -> here.write(bytes("x")));
      note("writing several behind shutdown", () -> here.writeAll(new ByteBuffer[] {bytes("x")}));
      note("writing nothing behind shutdown", () -> here.write(bytes("")));
      there.writeAll(bytes("y"));
      note("the other half", () -> here.read(one()));
      there.shutdownInput();
      note("reading behind shutdown", () -> there.read(one()));
      noteOther("reading while shut down", () -> here.read(one()), () -> here.shutdownInput());
    }

    @Suspendable
    private void use(Connection here, Connection there) throws IOException {
      noteOther(
          "a second reader",
          () -> here.read(one()),
          () -> note("a reader beside another", () -> here.read(one())),
          () -> there.write(bytes("x")));
      noteOther("reading when closed", () -> here.read(one()), () -> here.close());
      note("reading behind close", () -> here.read(one()));
      note("writing behind close", () -> here.write(bytes("x")));
      note("open", () -> here.isOpen() + " " + there.isOpen());
    }

    /** What {@code waiting}, in a coroutine of its own, comes to by what is done meanwhile. */
    @Suspendable
    private void noteOther(String what, SuspendableCallable<?> waiting, Task... meanwhile) {
      Coroutine<?> other = Coroutine.start("other", () -> note(what, waiting));
      Coroutine.sleep(MOMENT);
      for (Task task : meanwhile) {
        noteTask(what + ", meanwhile", task);
      }
      other.join();
    }

    @FunctionalInterface
    private interface Task {
      @Suspendable
      void run() throws Exception;
    }

    @Suspendable
    private void noteTask(String what, Task task) {
      note(
          what,
          () -> {
            task.run();
            return "done";
          });
    }

    @Suspendable
    private void note(String what, SuspendableCallable<?> task) {
      String outcome;
      try {
        outcome = String.valueOf(task.call());
      } catch (Exception e) {
        outcome = e.getClass().getName() + " " + e.getMessage();
      }
      // Names and remedies differ.
      outcome =
          outcome
              .replaceAll("[\\w\\[\\]:./-]*\\d+\\.\\d+\\.\\d+\\.\\d+:\\d+", "ADDRESS")
              .replaceAll("\\[[0-9a-f:]+(%\\w+)?\\]:\\d+", "ADDRESS")
              .replaceAll("(client:\\d+->)?server:\\d+(->client:\\d+)?", "ADDRESS")
              .replaceAll("client:\\d+->ADDRESS", "ADDRESS")
              .replaceAll("(Address already in use)\\..*", "$1");
      seen.put(what, outcome);
    }

    private static ByteBuffer one() {
      return ByteBuffer.allocate(1);
    }

    private static ByteBuffer bytes(String text) {
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
