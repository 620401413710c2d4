package dev.coro.benchmarks.compare;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How child JVMs are started.
 *
 * @param java the program
 * @param agent the agent's jar
 * @param classPath the class path, without the agent's jar
 */
public record Jvm(Path java, Path agent, String classPath) {
  /** Returns the JVM that this code runs on, with the given agent and this JVM's class path. */
  public static Jvm current(Path agent) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new Jvm(java, agent, System.getProperty("java.class.path"));
  }

  /** Returns the command line of a program under the agent. */
  public List<String> command(
      String agentOptions, List<String> flags, String mainClass, List<String> arguments) {
    List<String> all = new ArrayList<>(flags);
    all.add("-javaagent:" + agent + (agentOptions.isEmpty() ? "" : "=" + agentOptions));
    return commandWithoutAgent(all, mainClass, arguments);
  }

  /** Returns the command line of a program that has the agent's classes, but does not run it. */
  public List<String> commandWithoutAgent(
      List<String> flags, String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath.isEmpty() ? agent.toString() : classPath + File.pathSeparator + agent);
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }
}
