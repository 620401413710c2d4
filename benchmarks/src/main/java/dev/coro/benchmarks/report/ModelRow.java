package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.ModelKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the table of models.
 *
 * @param aspect what is told
 * @param cells what is told of each model
 * @param java what is different in Java, or an empty string
 */
record ModelRow(String aspect, List<Cell> cells, String java) {
  /** Copies the list. */
  ModelRow {
    cells = List.copyOf(cells);
  }

  /**
   * What is told of one model.
   *
   * @param model its name
   * @param said what people learn
   * @param seen what this machine has shown, or that it was not measured; empty where words say all
   */
  record Cell(String model, String said, String seen) {
    /** For people who read it in one line. */
    String text() {
      return seen.isEmpty() ? said : said + " | here: " + seen;
    }
  }

  /** What this machine has shown of a model. */
  interface Seen {
    /** In words. */
    String of(ModelKind model);
  }

  /**
   * Makes a row.
   *
   * @param said what people learn of each model, in the order of {@link ModelKind}
   */
  static ModelRow of(String aspect, List<String> said, Seen seen, String java) {
    List<Cell> cells = new ArrayList<>();
    for (ModelKind model : ModelKind.values()) {
      cells.add(new Cell(model.label(), said.get(cells.size()), seen.of(model)));
    }
    return new ModelRow(aspect, cells, java);
  }
}
