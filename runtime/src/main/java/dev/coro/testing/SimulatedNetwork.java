package dev.coro.testing;

import dev.coro.internal.CarrierLoop;
import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.IoParty;
import dev.coro.internal.Timer;
import dev.coro.rt.CurrentContinuation;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network in memory, with faults: hosts by name, and connections that are like those of {@link
 * dev.coro.net}, with the same rules and errors, but use neither sockets nor threads nor real time.
 * In a {@link Simulation} everything that happens depends on the seed only.
 *
 * <pre>{@code
 * var network = SimulatedNetwork.of(context);
 * network.setConditions(LinkConditions.usual().withLoss(0.01));
 * SimulatedHost server = network.host("server");
 * Coroutine.start(() -> serve(server));
 * ask(network.host("client"), "server");
 * }</pre>
 *
 * <p><b>Faults.</b> {@link LinkConditions} strike at random, with given rates; tests can also do
 * this and that at a certain moment: {@link #partition}, {@link #reset}, {@link
 * SimulatedHost#freeze}, {@link SimulatedHost#crash}.
 *
 * <p><b>What it is a model of.</b> TCP, as programs see it. Packets of a stream arrive in order;
 * those that get lost, or meet a partition, are sent again later and later; after a quarter of an
 * hour the sender gives up ("Connection timed out"). Who only waits to read does not notice a
 * partition, nor a reset that was lost in it. A reset makes the other end lose what it has not read
 * yet, as RFC 9293 says. Connecting asks up to seven times, within two minutes, and is refused at
 * once where nobody listens. Acknowledgements are not modelled: what was read makes room for the
 * writer at once.
 *
 * <p>It belongs to the carrier that uses it first, and is for coroutines of that one. No method
 * here suspends.
 */
public final class SimulatedNetwork {
  private final SeededRandom random;
  private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();

  /** By the names of both hosts, the lesser first. */
  private final Map<List<String>, Link> links = new HashMap<>();

  private final Set<SimulatedConnection> open = new LinkedHashSet<>();
  private LinkConditions usual = LinkConditions.usual();
  private volatile @Nullable CarrierLoop loop;

  /** Number of timers that have not fired. */
  private int pending;

  final Counting counts = new Counting();

  private SimulatedNetwork(SeededRandom random) {
    this.random = random;
  }

  /** A network for one run of a simulation. */
  public static SimulatedNetwork of(SimulationContext context) {
    return new SimulatedNetwork(context.random().split());
  }

  /** A network whose faults depend on {@code seed}, for carriers of any kind. */
  public static SimulatedNetwork withSeed(long seed) {
    return new SimulatedNetwork(new SeededRandom(seed));
  }

  /** The host of that name, which comes into being when it is first asked for. */
  public SimulatedHost host(String name) {
    return hosts.computeIfAbsent(
        Objects.requireNonNull(name, "name"), key -> new SimulatedHost(this, key));
  }

  // ---- what it is like

  /** What the ways between all hosts are like from now on, but for a host and itself. */
  public void setConditions(LinkConditions conditions) {
    usual = Objects.requireNonNull(conditions, "conditions");
    links.forEach(
        (names, link) -> {
          if (!names.get(0).equals(names.get(1))) {
            link.setConditions(conditions);
          }
        });
  }

  /** What the way between these two is like from now on. */
  public void setConditions(SimulatedHost one, SimulatedHost other, LinkConditions conditions) {
    link(one, other).setConditions(Objects.requireNonNull(conditions, "conditions"));
  }

  /** Nothing comes through between these two, until {@link #heal}. */
  public void partition(SimulatedHost one, SimulatedHost other) {
    link(one, other).setPartitioned(true);
  }

  /** Ends {@link #partition}. What was held up arrives when it is next sent again. */
  public void heal(SimulatedHost one, SimulatedHost other) {
    link(one, other).setPartitioned(false);
  }

  /** Ends all partitions. */
  public void healAll() {
    links.values().forEach(link -> link.setPartitioned(false));
  }

  /** Resets all connections between these two, at both ends at once. */
  public void reset(SimulatedHost one, SimulatedHost other) {
    for (SimulatedConnection connection : connectionsOf(one)) {
      if (connection.remoteAddress().getHostString().equals(other.name())) {
        counts.resets++;
        connection.breakOff(SimulatedConnection.RESET);
        connection.other().breakOff(SimulatedConnection.RESET);
      }
    }
  }

  // ---- looking

  /**
   * The ends of connections that were not closed by those who use them, each from here to there:
   * {@code "client:49152->server:80"}. None should be left when a test ends.
   */
  public List<String> openConnections() {
    return open.stream().map(SimulatedConnection::toString).toList();
  }

  /** Whether nothing is on its way any more. */
  public boolean isQuiet() {
    return pending == 0;
  }

  /** What has happened so far. */
  public Counts counts() {
    return counts.now();
  }

  /**
   * What has happened in a network.
   *
   * @param connections that came about
   * @param bytes that were written
   * @param retransmissions packets that had to be sent again, since they were lost or met a
   *     partition
   * @param resets connections that were reset by the network
   */
  public record Counts(long connections, long bytes, long retransmissions, long resets) {}

  /** While it happens. */
  static final class Counting {
    long connections;
    long bytes;
    long retransmissions;
    long resets;

    Counts now() {
      return new Counts(connections, bytes, retransmissions, resets);
    }
  }

  // ---- inside

  /**
   * Begins an operation of the calling coroutine.
   *
   * @param what its text is the rest of {@code doing}
   */
  void enter(Object what, String doing) {
    IoParty party = IoParty.enclosing(CurrentContinuation.get());
    if (party == null) {
      throw Diagnosis.outside(doing + " " + what, "coroutine", "Carrier.run(...)");
    }
    CarrierLoop here = party.carrierLoop();
    CarrierLoop known = loop;
    if (known == null) {
      loop = here;
    } else if (known != here) {
      throw new IllegalStateException(
          ErrorCode.SOCKET_ELSEWHERE.message(
              what, known.carrierName(), party.partyName(), here.carrierName()));
    }
  }

  private CarrierLoop loop() {
    CarrierLoop known = loop;
    if (known == null) {
      enter("the network", "a fault of");
      known = Objects.requireNonNull(loop);
    }
    return known;
  }

  long now() {
    return loop().nanoTime();
  }

  void execute(Runnable task) {
    CarrierLoop known = loop;
    if (known == null) {
      task.run(); // Nobody has used it.
    } else {
      known.execute(task);
    }
  }

  void at(long nanoTime, Runnable task) {
    pending++;
    loop().schedule(new Event(this, nanoTime, task));
  }

  private static final class Event extends Timer {
    private final SimulatedNetwork network;
    private final Runnable task;

    Event(SimulatedNetwork network, long nanoTime, Runnable task) {
      super(nanoTime);
      this.network = network;
      this.task = task;
    }

    @Override
    public void fire() {
      network.pending--;
      task.run();
    }
  }

  @Nullable SimulatedHost find(String name) {
    return hosts.get(name);
  }

  Link link(SimulatedHost one, SimulatedHost other) {
    boolean inOrder = one.name().compareTo(other.name()) <= 0;
    List<String> names =
        inOrder ? List.of(one.name(), other.name()) : List.of(other.name(), one.name());
    return links.computeIfAbsent(
        names, key -> new Link(one == other ? LinkConditions.NONE : usual, random));
  }

  void opened(SimulatedConnection connection) {
    open.add(connection);
  }

  void closed(SimulatedConnection connection) {
    open.remove(connection);
  }

  List<SimulatedConnection> connectionsOf(SimulatedHost host) {
    List<SimulatedConnection> found = new ArrayList<>();
    for (SimulatedConnection connection : open) {
      if (connection.host == host) {
        found.add(connection);
      }
    }
    return found;
  }

  static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  /** Which hosts it has, for messages. */
  @Override
  public String toString() {
    return "simulated network of " + hosts.keySet();
  }
}
