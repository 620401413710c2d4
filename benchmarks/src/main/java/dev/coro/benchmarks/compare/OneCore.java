package dev.coro.benchmarks.compare;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;

/**
 * Confines a command to one core, so that a hand-over is a switch and not a wake-up of another
 * core.
 */
public final class OneCore {
  private static final List<String> PREFIX = List.of("taskset", "-c", "0");

  private OneCore() {}

  /** Returns the words to put before a command. */
  public static List<String> prefix() throws NotMeasurableException, InterruptedException {
    try {
      Process probe =
          new ProcessBuilder("taskset", "-c", "0", "true")
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      if (probe.waitFor() == 0) {
        return PREFIX;
      }
      throw new NotMeasurableException("taskset cannot confine a program to core 0 here");
    } catch (IOException e) {
      throw new NotMeasurableException("the program taskset is needed to stay on one core: " + e);
    }
  }
}
