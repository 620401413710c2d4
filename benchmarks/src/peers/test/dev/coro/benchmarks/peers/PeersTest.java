package dev.coro.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.micro.Tree;
import dev.coro.benchmarks.micro.Weight;
import dev.coro.benchmarks.peers.javaflow.JavaFlowPeer;
import dev.coro.benchmarks.peers.kilim.KilimPeer;
import dev.coro.benchmarks.peers.kilim.KilimTasks;
import dev.coro.benchmarks.peers.offbynull.OffbynullPeer;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PeersTest {
  @Test
  void allPeersSuspendAndGoOnWhereTheyWere() {
    assertNotNull(KilimPeer.create());
    assertNotNull(JavaFlowPeer.create());
    assertNotNull(OffbynullPeer.create());
    assertNotNull(WeavingCheck.checked(KotlinPeer.INSTANCE));
  }

  @Test
  void codeThatDoesNotSuspendIsNoticed() {
    assertNoticed("does not suspend", new Parked(0));
  }

  @Test
  void codeThatDoesNotEndIsNoticed() {
    assertNoticed("does not end", new Parked(Integer.MAX_VALUE));
  }

  @Test
  void codeThatBeginsAnewIsNoticed() {
    assertNoticed("does not go on where it was", new Parked(3));
  }

  @Test
  void tasksWithMailboxesAndChannelsComeToTheRightResults() {
    try (KilimTasks tasks = new KilimTasks()) {
      assertEquals(500, tasks.pingPong(500));
      assertEquals(1000 * 999 / 2, tasks.skynet(1000));
    }
    assertEquals(500, KotlinTasks.pingPong(500));
    assertEquals(1000 * 999 / 2, KotlinTasks.skynet(1000));
  }

  private static void assertNoticed(String complaint, Peer.Parked parked) {
    IllegalStateException noticed =
        assertThrows(
            IllegalStateException.class, () -> WeavingCheck.checked(new BadPeer(parked)));
    assertTrue(
        noticed.getMessage().startsWith("BadPeer " + complaint + ": "), noticed.getMessage());
  }

  /** Suspends some times, and has the result of none. */
  private static final class Parked implements Peer.Parked {
    private int suspensions;

    Parked(int suspensions) {
      this.suspensions = suspensions;
    }

    @Override
    public boolean resume() {
      return suspensions-- > 0;
    }

    @Override
    public void end() {}

    @Override
    public long result() {
      return 0;
    }
  }

  private record BadPeer(Peer.Parked parked) implements Peer {
    @Override
    public Peer.Parked descend(int depth) {
      return parked;
    }

    @Override
    public long once(Weight weight) {
      return KotlinPeer.INSTANCE.once(weight);
    }

    @Override
    public long fibonacci(int n, Weight weight) {
      return KotlinPeer.INSTANCE.fibonacci(n, weight);
    }

    @Override
    public Iterator<Integer> walk(Tree tree) {
      return KotlinPeer.INSTANCE.walk(tree);
    }
  }
}
