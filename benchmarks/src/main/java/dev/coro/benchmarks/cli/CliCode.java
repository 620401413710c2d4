package dev.coro.benchmarks.cli;

/** The errors of the command line, with their codes and exit statuses. */
public enum CliCode {
  /** An option or argument is wrong or missing. */
  USAGE("CO401", 2),
  /** A file that was named does not exist, or cannot be read or written. */
  FILE("CO402", 2),
  /** No Java was found, or one that is too old. The script says this itself. */
  JAVA("CO403", 2),
  /** The agent's jar is missing. */
  AGENT("CO404", 1),
  /** A measurement ended badly. */
  MEASUREMENT("CO405", 1),
  /** A program could not be compiled. */
  COMPILATION("CO406", 1),
  /** The build that the script starts failed, or there is no Maven. The script says this itself. */
  BUILD("CO407", 1),
  /** A program behaves differently when it is suspended by force. */
  TORTURE("CO408", 1),
  /** A program or library of others could not be fetched. */
  ARTIFACT("CO409", 1),
  /** A verifier refuses transformed classes, or too many methods were refused. */
  CORPUS("CO410", 1),
  /** A running JVM gives no dump of its coroutines. */
  DUMP("CO411", 1),
  /** The server cannot start. */
  SERVE("CO412", 1),
  /** A process cannot be looked at. */
  DIAGNOSE("CO413", 1),
  /** The system does not tell of processes what is needed. */
  NO_PROC("CO414", 1),
  /** The processes of a server end again and again before they serve. */
  WORKERS("CO417", 1),
  /** PostgreSQL was asked for and is not there. */
  POSTGRES("CO418", 1),
  /** A file with results of JMH cannot be understood. */
  JMH_FILE("CO420", 2),
  /** JMH has measured nothing. */
  JMH_NOTHING("CO421", 1),
  /** A file is no result of a comparison. */
  COMPARISON_FILE("CO422", 2);

  private final String id;
  private final int exitStatus;

  CliCode(String id, int exitStatus) {
    this.id = id;
    this.exitStatus = exitStatus;
  }

  /** Returns the code as it is printed, without brackets. */
  public String id() {
    return id;
  }

  /** Returns the status that the program exits with. */
  public int exitStatus() {
    return exitStatus;
  }
}
