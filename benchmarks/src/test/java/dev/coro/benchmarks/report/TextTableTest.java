package dev.coro.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {
  @Test
  void firstColumnIsLeftAlignedAndTheOthersRight() {
    TextTable table = new TextTable();
    table.add(List.of("", "b", "long head"));
    table.add(List.of("first", "1,000", "2"));
    table.add(List.of("x", "", ""));
    assertEquals("           b  long head\nfirst  1,000          2\nx\n", table.format());
  }

  @Test
  void rowOfAnotherLengthIsRefused() {
    TextTable table = new TextTable();
    table.add(List.of("a", "b"));
    var failure = assertThrows(IllegalArgumentException.class, () -> table.add(List.of("a")));
    assertEquals("1 columns, not 2", failure.getMessage());
  }
}
