package dev.coro.benchmarks.experiment.costs;

import dev.coro.Continuation;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.benchmarks.compare.Models;
import dev.coro.benchmarks.compare.NotMeasurableException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Creates many of a kind, one after the other, and waits for the end of each: one that failed ends
 * the measurement. Continuations are counted besides.
 */
final class CreationMain {
  private static final Path SHELL = Path.of("/bin/sh");

  /** As many subshells as the first argument says. */
  private static final String SUBSHELLS =
      "i=0; while [ $i -lt $1 ]; do ( : ) || exit 1; i=$((i+1)); done";

  /** The argument of a JVM that does nothing. */
  private static final String NOTHING = "NOTHING";

  /** Ended continuations. */
  private static int ended;

  private CreationMain() {}

  /** Takes the effort. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals(NOTHING)) {
      return;
    }
    for (Created created : Created.values()) {
      try {
        // A sampling for each, since each has code of its own to warm up.
        new Sampling(Effort.valueOf(arguments[0]))
            .take(created.name(), times -> create(created, times));
      } catch (NotMeasurableException e) {
        Readings.printRefusal(created.label(), String.valueOf(e.getMessage()));
      }
    }
  }

  private static Sampling.Run create(Created created, int times) throws Exception {
    return switch (created) {
      case JVM -> startJvms(times);
      case FORK -> fork(times);
      case FORK_AND_EXEC -> ofModel(ModelKind.PROCESS, times);
      case PLATFORM_THREAD -> ofModel(ModelKind.PLATFORM_THREAD, times);
      case VIRTUAL_THREAD -> ofModel(ModelKind.VIRTUAL_THREAD, times);
      case COROUTINE -> ofModel(ModelKind.COROUTINE, times);
      case CONTINUATION -> continuations(times);
    };
  }

  private static Sampling.Run ofModel(ModelKind kind, int times) throws Exception {
    return new Sampling.Run(Models.createNanos(kind, times), times, times);
  }

  private static Sampling.Run startJvms(int times) throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      await(ProcessRing.javaProcess(CreationMain.class, List.of(NOTHING)));
    }
    return new Sampling.Run(System.nanoTime() - began, times, times);
  }

  private static Sampling.Run fork(int times)
      throws IOException, InterruptedException, NotMeasurableException {
    if (!Files.isExecutable(SHELL)) {
      throw new NotMeasurableException("there is no " + SHELL);
    }
    long began = System.nanoTime();
    await(new ProcessBuilder(SHELL.toString(), "-c", SUBSHELLS, "sh", "" + times));
    return new Sampling.Run(System.nanoTime() - began, times, times);
  }

  private static void await(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectError(Redirect.INHERIT).start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException(builder.command().get(0) + " ended with status " + status);
    }
  }

  private static Sampling.Run continuations(int times) {
    ended = 0;
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      Continuation continuation = new Continuation(() -> ended++);
      if (continuation.resume()) {
        throw new IllegalStateException("a continuation did not end");
      }
    }
    return new Sampling.Run(System.nanoTime() - began, times, ended);
  }
}
