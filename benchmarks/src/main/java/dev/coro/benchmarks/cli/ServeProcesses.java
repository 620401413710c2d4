package dev.coro.benchmarks.cli;

import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.serve.ReservedPort;
import dev.coro.benchmarks.serve.Supervisor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code ./coro serve --processes}: this process supervises, others serve. */
final class ServeProcesses {
  /** Tells a worker that it is one. */
  static final String WORKER = "--worker";

  /** What is not passed on to workers as it is. */
  private static final Set<String> OWN = Set.of("--processes", "--port", WORKER);

  /** Beyond the grace that a worker gives to its clients. */
  private static final Duration MORE_GRACE = Duration.ofSeconds(5);

  private final CommandLine line;
  private final Path folder;
  private final InetSocketAddress address;
  private final int processes;

  ServeProcesses(CommandLine line, Path folder, InetSocketAddress address, int processes) {
    this.line = line;
    this.folder = folder;
    this.address = address;
    this.processes = processes;
  }

  /** Runs until somebody ends it. {@code summary} is a format for the port. */
  void run(Duration grace, String summary) {
    try (ReservedPort port = ReservedPort.of(address)) {
      Supervisor supervisor =
          new Supervisor(
              command(port.port()),
              processes,
              grace.plus(MORE_GRACE),
              text -> print(text + System.lineSeparator()),
              () -> print(String.format(summary, port.port())));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(supervisor), "end"));
      run(supervisor);
    } catch (IOException e) {
      throw new CliException(CliCode.SERVE, "Cannot serve '" + folder + "': " + e.getMessage());
    }
  }

  private void print(String text) {
    line.getOut().print(text);
    line.getOut().flush();
  }

  private void run(Supervisor supervisor) {
    try {
      supervisor.run();
    } catch (IOException e) {
      throw new CliException(
          CliCode.WORKERS,
          "Cannot serve '"
              + folder
              + "' by processes: "
              + e.getMessage()
              + ". See what it has printed above; without --processes the same may be told more"
              + " clearly.");
    }
  }

  private static void end(Supervisor supervisor) {
    try {
      supervisor.end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> command(int port) {
    List<String> arguments = new ArrayList<>(List.of("serve", WORKER, "--port", "" + port));
    for (ArgSpec argument : line.getParseResult().matchedArgs()) {
      if (!(argument instanceof OptionSpec option)) {
        arguments.addAll(argument.originalStringValues());
      } else if (!OWN.contains(option.longestName())) {
        arguments.add(option.longestName());
        if (option.arity().max() > 0) {
          arguments.addAll(option.originalStringValues());
        }
      }
    }
    Jvm jvm = Jvm.current(AgentJar.find());
    return jvm.command("", List.of(), Main.class.getName(), arguments);
  }

  // ---- in a worker

  /** Tells the supervisor that this one serves, and ends when the supervisor has. */
  static void beWorker() {
    Thread watch = new Thread(ServeProcesses::awaitSupervisorsEnd, "supervisor");
    watch.setDaemon(true);
    watch.start();
    System.out.println(Supervisor.READY);
  }

  private static void awaitSupervisorsEnd() {
    try {
      while (System.in.read() >= 0) {
        // It sends nothing.
      }
    } catch (IOException e) {
      // It is gone.
    }
    System.exit(0);
  }
}
