package dev.coro.benchmarks.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./coro dump}: what the coroutines of a running JVM do. */
@Command(
    name = "dump",
    mixinStandardHelpOptions = true,
    header = "Shows what the coroutines of a running JVM do.",
    description = {
      "",
      "For each carrier its coroutines and task scopes as a tree, with states, logical stacks, and"
          + " what each waits for. A carrier that does not answer because a coroutine keeps it is"
          + " shown with the stack of that coroutine. Without a process id, lists the JVMs that run"
          + " coro. The JVM has to be one of the same user.",
      ""
    })
final class DumpCommand implements Callable<Integer> {
  /** Process id for the list of all. */
  private static final long NONE = -1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "For programs: JSON in place of text.")
  private boolean json;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PID",
      defaultValue = "" + NONE,
      description = "The process id of the JVM.")
  private long pid;

  @Override
  public Integer call() {
    String place = spec.qualifiedName();
    var out = spec.commandLine().getOut();
    if (pid == NONE) {
      List<RunningJvm> all = RunningJvm.listThoseWithCoro();
      if (all.isEmpty()) {
        spec.commandLine().getErr().println("No JVM of this user runs coro.");
      }
      all.forEach(jvm -> out.println(jvm.pid() + " " + jvm.name()));
    } else {
      out.print(RunningJvm.of(pid, place).dump(json, place));
      if (json) {
        out.println();
      }
    }
    out.flush();
    return 0;
  }
}
