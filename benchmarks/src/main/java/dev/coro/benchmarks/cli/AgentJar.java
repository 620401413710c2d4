package dev.coro.benchmarks.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the agent that programs are run with. */
final class AgentJar {
  /** System property with the path of the agent's jar; the script sets it. */
  static final String PROPERTY = "coro.agent";

  private AgentJar() {}

  /** Returns the absolute path of the agent's jar, which exists. */
  static Path find() {
    String path = System.getProperty(PROPERTY);
    if (path == null) {
      throw new CliException(
          CliCode.AGENT,
          "Agent missing, in system property "
              + PROPERTY
              + ": it is not set. Start the program by the script ./coro.");
    }
    Path jar = Path.of(path).toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      throw new CliException(
          CliCode.AGENT,
          "Agent missing, at " + path + ": no such file. Build it with: mvn package -pl agent -am");
    }
    return jar;
  }
}
