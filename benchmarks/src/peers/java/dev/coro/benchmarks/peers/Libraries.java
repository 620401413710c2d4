package dev.coro.benchmarks.peers;

import dev.coro.benchmarks.peers.javaflow.JavaFlowPeer;
import dev.coro.benchmarks.peers.kilim.KilimPeer;
import dev.coro.benchmarks.peers.kilim.KilimTasks;
import dev.coro.benchmarks.peers.offbynull.OffbynullPeer;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The peers as states of benchmarks; each JVM that is measured uses one of them. */
public final class Libraries {
  private Libraries() {}

  /** Kilim. */
  @State(Scope.Thread)
  public static class Kilim {
    final Peer peer = KilimPeer.create();
  }

  /** Kilim with its scheduler, which has one thread. */
  @State(Scope.Thread)
  public static class KilimScheduler {
    final KilimTasks tasks = new KilimTasks();

    /** Ends the thread. */
    @TearDown
    public void close() {
      tasks.close();
    }
  }

  /** Tascalate JavaFlow. */
  @State(Scope.Thread)
  public static class JavaFlow {
    final Peer peer = JavaFlowPeer.create();
  }

  /** Coroutines by offbynull. */
  @State(Scope.Thread)
  public static class Offbynull {
    final Peer peer = OffbynullPeer.create();
  }

  /** Kotlin's suspend functions, without kotlinx.coroutines. */
  @State(Scope.Thread)
  public static class Kotlin {
    final Peer peer = WeavingCheck.checked(KotlinPeer.INSTANCE);
  }
}
