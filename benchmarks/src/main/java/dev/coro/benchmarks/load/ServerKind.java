package dev.coro.benchmarks.load;

import dev.coro.benchmarks.compare.Jvm;
import java.util.ArrayList;
import java.util.List;

/** How a server is built. */
public enum ServerKind {
  /** A coroutine for each connection, on one carrier. */
  CORO("coro"),

  /** Netty with one event loop. */
  NETTY("Netty"),

  /** A virtual thread for each connection, on one thread of the system. */
  VIRTUAL_THREADS("virtual threads");

  private final String label;

  ServerKind(String label) {
    this.label = label;
  }

  /** For tables. */
  public String label() {
    return label;
  }

  /** Whether it can do that on this JVM. */
  boolean can(Task task) {
    return this != VIRTUAL_THREADS || (task == Task.ECHO && Runtime.version().feature() >= 21);
  }

  /** The command line of a JVM that runs it; it ends when its standard input does. */
  List<String> command(Jvm jvm, Task task, List<String> arguments) {
    List<String> flags =
        this == VIRTUAL_THREADS
            ? List.of(
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1")
            : List.of();
    List<String> all = new ArrayList<>(List.of(name(), task.name()));
    all.addAll(arguments);
    return jvm.command("", flags, ServerMain.class.getName(), all);
  }
}
