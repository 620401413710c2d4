package dev.coro.benchmarks.experiment;

import java.util.List;

/**
 * Figures in rows.
 *
 * @param caption what they are
 * @param columns headings; the first is that of the row names
 * @param rows as many cells as there are columns, in each
 */
public record Table(String caption, List<String> columns, List<List<String>> rows) {
  /** Checks the rows. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(row + " does not fit " + columns);
      }
    }
  }
}
