package dev.coro.benchmarks.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL for measurements: one that somebody runs, or a private one in a folder. */
final class PostgresServer implements AutoCloseable {
  private static final int MOST_SECONDS = 60;

  private final String address;

  /** What {@link #close} has stopped; null if it is somebody else's server. */
  private final @Nullable Path folder;

  private final Path script;

  private PostgresServer(String address, @Nullable Path folder, Path script) {
    this.address = address;
    this.folder = folder;
    this.script = script;
  }

  /**
   * Uses the server at an address, or starts one.
   *
   * @param address by JDBC; empty to start one by the script {@code benchmarks/postgres.sh}
   * @param agent the agent's jar, in {@code agent/target} of the project
   */
  static PostgresServer of(String address, Path agent) throws InterruptedException {
    Path script = agent.resolveSibling("../../benchmarks/postgres.sh").normalize();
    if (!address.isEmpty()) {
      return new PostgresServer(address, null, script);
    }
    if (!Files.isExecutable(script)) {
      throw failure(script, "there is no such script. Give --postgres the address of a server");
    }
    try {
      Path folder = Files.createTempDirectory("coro-postgres");
      return new PostgresServer(run(script, "start", folder), folder, script);
    } catch (IOException e) {
      throw failure(
          script,
          e.getMessage()
              + ". Run '"
              + script
              + " install' once, or give --postgres the address of a server");
    }
  }

  private static CliException failure(Path script, String why) {
    return new CliException(
        CliCode.POSTGRES, "PostgreSQL is missing, from " + script + ": " + why + ".");
  }

  /** Its address, by JDBC. */
  String address() {
    return address;
  }

  private static String run(Path script, String task, Path folder)
      throws IOException, InterruptedException {
    // The server keeps the streams of the script open: files, not pipes.
    Path out = Files.createTempFile("coro-postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(script.toString(), task, folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean inTime = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        process.destroyForcibly();
      }
      String text = Files.readString(out, StandardCharsets.UTF_8).strip();
      if (!inTime || process.exitValue() != 0) {
        throw new IOException(inTime ? text : "it took more than " + MOST_SECONDS + " s");
      }
      return text;
    } finally {
      Files.delete(out);
    }
  }

  /** Stops it if it is private. */
  @Override
  public void close() {
    if (folder == null) {
      return;
    }
    try {
      String unused = run(script, "stop", folder);
    } catch (IOException e) {
      throw failure(script, "the server in " + folder + " cannot be stopped: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
