package dev.coro.benchmarks.experiment;

import dev.coro.benchmarks.compare.NotMeasurableException;
import dev.coro.benchmarks.compare.ProcFs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A JVM in which something is measured, and which is told line by line what comes next. It ends
 * when its standard input does.
 */
public final class LabProcess implements AutoCloseable {
  private final Process process;
  private final PrintWriter in;
  private final BufferedReader out;
  private final Path errors;

  LabProcess(List<String> command, Duration limit) throws IOException {
    errors = Files.createTempFile("coro-lab", ".err");
    process = new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start();
    in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(process::destroyForcibly);
  }

  /** Says what comes next. */
  public void tell(String line) {
    in.println(line);
  }

  /** Waits for its next line. */
  public String answer() throws IOException, InterruptedException {
    String line = out.readLine();
    if (line == null) {
      int status = process.waitFor();
      throw new IOException(
          "a measuring JVM ended with status "
              + status
              + ": "
              + Files.readString(errors).lines().findFirst().orElse("it has said nothing"));
    }
    return line;
  }

  /** Says what comes next, and waits for a line. */
  public String ask(String line) throws IOException, InterruptedException {
    tell(line);
    return answer();
  }

  /** The processor time that it has used until now, in steps of 10 ms. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Its memory, pages that it shares with others counted in proportion; 0 if nobody can tell. */
  public long memoryBytes() {
    try {
      return ProcFs.proportionalBytes(process.pid());
    } catch (NotMeasurableException e) {
      return 0;
    }
  }

  /** Has it end, and waits for that. */
  @Override
  public void close() throws IOException {
    in.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    out.close();
    Files.deleteIfExists(errors);
  }
}
