package dev.coro.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The workload with a process for each task. A task is a bash script that waits by {@code read -t}
 * on a named pipe nobody writes to: so it waits by itself and needs no further process for it.
 * Processes run in a window of fixed width; when the oldest ends, the next one starts.
 */
final class ProcessWorkload implements AutoCloseable {
  private static final String SCRIPT =
      "exec 3<>\"$1\"; s=0;"
          + " for ((i = 0; i < $2; i++)); do read -t \"$3\" -u 3;"
          + " for ((j = 0; j < 20; j++)); do ((s += i * j)); done; done; ((s >= 0))";

  /** The children are weighed this many times in a run: often enough for a flat curve. */
  private static final int WEIGHINGS = 10;

  private final Tasks tasks;
  private final Path folder;
  private final Path pipe;

  private ProcessWorkload(Tasks tasks, Path folder) {
    this.tasks = tasks;
    this.folder = folder;
    this.pipe = folder.resolve("silence");
  }

  static ProcessWorkload prepare(Tasks tasks)
      throws IOException, InterruptedException, NotMeasurableException {
    ProcessWorkload workload = new ProcessWorkload(tasks, Files.createTempDirectory("coro-tasks"));
    try {
      runTool("mkfifo", workload.pipe.toString());
      runTool("bash", "-c", "((1 + 1 == 2))");
      return workload;
    } catch (NotMeasurableException e) {
      workload.close();
      throw e;
    }
  }

  private static void runTool(String... command)
      throws InterruptedException, NotMeasurableException {
    try {
      int status = new ProcessBuilder(command).start().waitFor();
      if (status != 0) {
        throw new NotMeasurableException("the program " + command[0] + " failed with " + status);
      }
    } catch (IOException e) {
      throw new NotMeasurableException("the program " + command[0] + " is needed: " + e);
    }
  }

  /** Runs all tasks; returns the most memory that the children of one moment held, in bytes. */
  long run() throws IOException, InterruptedException, NotMeasurableException {
    Deque<Process> window = new ArrayDeque<>(tasks.processesAtOnce());
    int every = Math.max(1, tasks.count() / WEIGHINGS);
    long peakBytes = 0;
    for (int i = 1; i <= tasks.count(); i++) {
      if (window.size() == tasks.processesAtOnce()) {
        succeed(window.removeFirst());
      }
      window.addLast(startTask());
      if (i % every == 0) {
        peakBytes = Math.max(peakBytes, weigh(window));
      }
    }
    while (!window.isEmpty()) {
      succeed(window.removeFirst());
    }
    return peakBytes;
  }

  private Process startTask() throws IOException {
    String seconds = String.format(Locale.ROOT, "%.3f", tasks.waitMillis() / 1000.0);
    String waits = String.valueOf(tasks.waits());
    return new ProcessBuilder("bash", "-c", SCRIPT, "task", pipe.toString(), waits, seconds)
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static long weigh(Deque<Process> window) {
    List<Process> alive = new ArrayList<>(window);
    long sum = 0;
    for (Process process : alive) {
      sum += bytesOrZeroIfEnded(process);
    }
    return sum;
  }

  private static long bytesOrZeroIfEnded(Process process) {
    try {
      return ProcFs.proportionalBytes(process.pid());
    } catch (NotMeasurableException e) {
      // It ended between the two looks: it holds no memory any more.
      return 0;
    }
  }

  private static void succeed(Process process) throws IOException, InterruptedException {
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("a task's process ended with status " + status);
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(pipe);
    Files.deleteIfExists(folder);
  }
}
