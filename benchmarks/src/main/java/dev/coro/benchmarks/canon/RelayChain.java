package dev.coro.benchmarks.canon;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes in a row, each joined to the next by a pipe; this one has both ends. */
final class RelayChain implements AutoCloseable {
  /** A small JVM each. */
  private static final List<String> FLAGS =
      List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  private final List<Process> processes;
  private final DataOutputStream out;
  private final DataInputStream in;

  private RelayChain(List<Process> processes) {
    this.processes = processes;
    this.out = new DataOutputStream(new BufferedOutputStream(processes.get(0).getOutputStream()));
    this.in =
        new DataInputStream(
            new BufferedInputStream(processes.get(processes.size() - 1).getInputStream()));
  }

  static RelayChain start(int length) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Relay.class.getName()));
    List<ProcessBuilder> builders = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      builders.add(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT));
    }
    return new RelayChain(ProcessBuilder.startPipeline(builders));
  }

  void send(long number) throws IOException {
    out.writeLong(number);
    out.flush();
  }

  long receive() throws IOException {
    return in.readLong();
  }

  /** Ends all of them. */
  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
  }
}
