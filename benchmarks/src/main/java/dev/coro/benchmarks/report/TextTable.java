package dev.coro.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Lines up columns: the first to the left, all others to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; all rows have as many columns as the first. */
  public void add(List<String> row) {
    if (!rows.isEmpty() && rows.get(0).size() != row.size()) {
      throw new IllegalArgumentException(row.size() + " columns, not " + rows.get(0).size());
    }
    rows.add(List.copyOf(row));
  }

  /** Returns the table, each line ended. */
  public String format() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String padding = " ".repeat(width(column) - row.get(column).length());
        line.append(column == 0 ? row.get(column) + padding : GAP + padding + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
