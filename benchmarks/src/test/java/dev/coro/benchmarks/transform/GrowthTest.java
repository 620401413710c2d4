package dev.coro.benchmarks.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.benchmarks.transform.Growth.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GrowthTest {
  @Test
  void totalWeighsClassesByTheirSize() {
    Growth growth = new Growth();
    growth.add("small", 100, 300);
    growth.add("large", 900, 900);
    assertEquals(2, growth.count());
    assertEquals(1.2, growth.total(), 1e-9);
  }

  @Test
  void quantilesCountClasses() {
    Growth growth = new Growth();
    for (int i = 1; i <= 10; i++) {
      growth.add("class" + i, 10, 10 * i);
    }
    assertEquals(1, growth.quantile(0));
    assertEquals(1, growth.quantile(0.1));
    assertEquals(5, growth.quantile(0.5));
    assertEquals(9, growth.quantile(0.9));
    assertEquals(10, growth.quantile(1));
    assertEquals(
        List.of(new Size("class10", 10, 100), new Size("class9", 10, 90)), growth.largest(2));
  }

  @Test
  void nothingDoesNotGrow() {
    assertEquals(1, new Growth().total());
    assertEquals(List.of(), new Growth().largest(3));
  }
}
