package dev.coro.benchmarks.compare;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts one question to one model in a fresh JVM of its own: nothing is left over from another. */
final class ChildMeasurement {
  /** What the JVM itself has to say must not get between the figures on standard output. */
  private static final List<String> QUIET =
      List.of("-Xlog:disable", "-Xlog:all=error:stderr", "-XX:-UsePerfData");

  private final Jvm jvm;
  private final Scale scale;

  ChildMeasurement(Jvm jvm, Scale scale) {
    this.jvm = jvm;
    this.scale = scale;
  }

  /**
   * Asks.
   *
   * @throws IOException when the child ended badly
   */
  List<Figure> ask(ModelKind kind, Question question) throws IOException, InterruptedException {
    try {
      return run(command(kind, question));
    } catch (NotMeasurableException e) {
      return Absent.all(kind, question, String.valueOf(e.getMessage()));
    }
  }

  private List<String> command(ModelKind kind, Question question)
      throws NotMeasurableException, InterruptedException {
    List<String> flags = new ArrayList<>(QUIET);
    flags.addAll(flags(question));
    List<String> arguments = List.of(kind.name(), question.name(), Json.ofScale(scale));
    List<String> command = new ArrayList<>();
    if (question == Question.SWITCH) {
      command.addAll(OneCore.prefix());
    }
    command.addAll(jvm.command("", flags, MeasureMain.class.getName(), arguments));
    return command;
  }

  /** The flags depend on the question alone, so that all models answer under the same. */
  static List<String> flags(Question question) {
    return switch (question) {
      case CREATE -> List.of();
      case SWITCH ->
          List.of(
              "-Djdk.virtualThreadScheduler.parallelism=1",
              "-Djdk.virtualThreadScheduler.maxPoolSize=1");
      case MEMORY ->
          // A heap of fixed size, resident from the start: see HeapMemory.
          List.of("-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");
      case ALIVE -> List.of("-XX:MaxRAMPercentage=60");
      case WORKLOAD ->
          // A small first heap: otherwise the peak shows the collector's laziness, not the need.
          List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmx1g");
    };
  }

  private static List<Figure> run(List<String> command) throws IOException, InterruptedException {
    Process child = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    try {
      child.getOutputStream().close();
      String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = child.waitFor();
      if (status != 0) {
        throw new IOException("its JVM ended with status " + status);
      }
      return Json.toFigures(output);
    } finally {
      child.destroy();
    }
  }
}
