package dev.coro.benchmarks.compare;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program of the child JVMs: puts one question to one model and prints the figures as JSON.
 * Arguments: model, question, scale as JSON. Nothing else is written to standard output.
 */
public final class MeasureMain {
  private MeasureMain() {}

  /** Runs the program. */
  public static void main(String[] args) throws Exception {
    ModelKind kind = ModelKind.valueOf(args[0]);
    Question question = Question.valueOf(args[1]);
    Inquiry inquiry = new Inquiry(kind, Json.toScale(args[2]));
    String json = Json.ofFigures(inquiry.ask(question));
    try (PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
      out.println(json);
    }
  }
}
