package dev.coro.benchmarks.experiment.costs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A ring of small JVMs, each with a pipe to the next; this JVM is the first of them. */
final class ProcessRing implements AutoCloseable {
  private static final List<String> SMALL =
      List.of("-Xlog:disable", "-XX:-UsePerfData", "-XX:+UseSerialGC", "-Xmx16m");

  private final int tasks;
  private final List<Process> others;
  private final DataOutputStream next;
  private final DataInputStream previous;

  private ProcessRing(int tasks, List<Process> others) {
    this.tasks = tasks;
    this.others = others;
    next = new DataOutputStream(others.get(0).getOutputStream());
    previous = new DataInputStream(others.get(others.size() - 1).getInputStream());
  }

  /** Starts the others, and waits until all of them are there. */
  static ProcessRing start(int tasks) throws Exception {
    List<ProcessBuilder> builders = new ArrayList<>();
    for (int i = 1; i < tasks; i++) {
      builders.add(javaProcess(RingProcess.class, List.of("" + i)).redirectError(Redirect.INHERIT));
    }
    ProcessRing ring = new ProcessRing(tasks, ProcessBuilder.startPipeline(builders));
    ring.work(0).run(1);
    return ring;
  }

  /** A small JVM without an agent. */
  static ProcessBuilder javaProcess(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** Sends the token around; each process touches so much memory. */
  Sampling.Work work(int bytes) {
    Station first = new Station(0, bytes);
    return times -> {
      long token = 0;
      long began = System.nanoTime();
      for (int i = 0; i < times; i++) {
        next.writeLong(first.touch(token));
        next.writeInt(bytes);
        next.flush();
        token = previous.readLong();
        if (previous.readInt() != bytes) {
          throw new IOException("a process has changed the message");
        }
      }
      long nanos = System.nanoTime() - began;
      return new Sampling.Run(nanos, (long) times * tasks, token);
    };
  }

  @Override
  public void close() throws IOException {
    // The first sees the end of its input and ends, so that the second sees the end of its own.
    next.close();
    for (Process process : others) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
