import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.net.Connection;
import dev.coro.net.Listener;
import dev.coro.net.Network;
import dev.coro.testing.LinkConditions;
import dev.coro.testing.SimulatedHost;
import dev.coro.testing.SimulatedNetwork;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Asks until it gets an answer: by sockets, and in memory, where an hour without network is quick. */
public class Faults {
  public static void main(String[] args) {
    Carrier.run(
        () -> {
          Network machine = Network.ofThisMachine();
          Listener listener = machine.listen(0);
          Coroutine<?> server = Coroutine.start(() -> serve(listener));
          System.out.println("sockets: " + ask(machine, "localhost", listener.port(), 20));
          server.cancel();
        });
    Simulation.withSeed(1).run(Faults::anHourWithoutNetwork);
  }

  @Suspendable
  static void anHourWithoutNetwork(SimulationContext context) throws IOException {
    SimulatedNetwork network = SimulatedNetwork.of(context);
    network.setConditions(LinkConditions.usual().withDelay(Duration.ofMillis(40)).withLoss(0.01));
    SimulatedHost home = network.host("home");
    SimulatedHost far = network.host("far");
    Coroutine<?> server = Coroutine.start(() -> serve(far.listen(80)));
    network.partition(home, far);
    Coroutine<?> repair =
        Coroutine.start(
            () -> {
              Coroutine.sleep(Duration.ofHours(1));
              network.heal(home, far);
            });
    System.out.println("in memory: " + ask(home, "far", 80, 20));
    System.out.println("after minutes: " + context.time().elapsed().toMinutes());
    repair.join();
    server.cancel();
    System.out.println("left open: " + network.openConnections());
  }

  /** Doubles numbers. */
  @Suspendable
  static void serve(Listener listener) throws IOException {
    try (listener) {
      while (true) {
        try (Connection client = listener.accept()) {
          ByteBuffer number = ByteBuffer.allocate(4);
          client.readFully(number);
          client.writeAll(number.putInt(0, 2 * number.getInt(0)).flip());
        } catch (IOException e) {
          // This client has gone; another may come.
        }
      }
    }
  }

  @Suspendable
  static int ask(Network network, String host, int port, int number) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(4);
    Duration most = Duration.ofSeconds(5);
    while (!CancelScope.moveOnAfter(most, () -> askOnce(network, host, port, number, answer))) {
      Coroutine.sleep(Duration.ofSeconds(10));
    }
    return answer.getInt(0);
  }

  @Suspendable
  static void askOnce(Network network, String host, int port, int number, ByteBuffer answer)
      throws IOException {
    try (Connection server = network.connect(host, port)) {
      server.writeAll(ByteBuffer.allocate(4).putInt(0, number));
      server.readFully(answer.clear());
    }
  }
}
