package dev.coro.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts all questions to all models, one child JVM after the other. */
public final class ComparisonRun {
  private final ChildMeasurement children;
  private final Scale scale;
  private final Listener listener;
  private final List<String> failures = new ArrayList<>();

  /** Hears how far the run is. */
  public interface Listener {
    /** Called before a question is put to a model. */
    void asking(ModelKind model, Question question);

    /** Called when it was answered, well or badly. */
    void answered();
  }

  /** Creates a run; nothing is started yet. */
  public ComparisonRun(Jvm jvm, Scale scale, Listener listener) {
    this.children = new ChildMeasurement(jvm, scale);
    this.scale = scale;
    this.listener = listener;
  }

  /** Returns how many times the listener is called. */
  public static int steps() {
    return ModelKind.values().length * Question.values().length;
  }

  /**
   * Runs the comparison; takes as long as the scale says. A child that ends badly leaves absent
   * figures and an entry in {@link #failures}.
   *
   * @param command the command line to write into the reports
   */
  public Comparison compare(String command) throws InterruptedException {
    String startedAt = Comparison.now();
    List<Figure> figures = new ArrayList<>();
    for (Question question : Question.values()) {
      for (ModelKind model : ModelKind.values()) {
        listener.asking(model, question);
        figures.addAll(ask(model, question));
        listener.answered();
      }
    }
    return new Comparison(Machine.here(), startedAt, command, scale, figures, List.of());
  }

  /** Returns what went wrong, a sentence for each child that ended badly. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  private List<Figure> ask(ModelKind model, Question question) throws InterruptedException {
    try {
      return children.ask(model, question);
    } catch (IOException e) {
      String why = "the measurement failed: " + e.getMessage();
      failures.add(question + " of " + model.label() + ": " + e.getMessage());
      return Absent.all(model, question, why);
    }
  }
}
