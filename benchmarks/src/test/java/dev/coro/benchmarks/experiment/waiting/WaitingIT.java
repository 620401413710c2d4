package dev.coro.benchmarks.experiment.waiting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.experiment.Experiment;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.LabProcess;
import dev.coro.benchmarks.experiment.Plot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small runs of the experiments that wait; they check themselves that nothing was lost. */
@Timeout(300)
final class WaitingIT {
  private static final Lab LAB =
      new Lab(Jvm.current(Path.of(System.getProperty("coro.agent"))), true);

  private static Finding run(Experiment experiment, List<Integer> numbers, int ways)
      throws Exception {
    Finding finding = experiment.run(LAB);
    List<List<String>> rows = finding.tables().get(0).rows();
    assertEquals(numbers.size() * ways, rows.size(), rows.toString());
    for (int i = 0; i < rows.size(); i++) {
      List<String> row = rows.get(i);
      assertEquals("" + numbers.get(i / ways), row.get(0));
      assertTrue(number(row, 2) > 0, row.toString());
      assertTrue(number(row, 4) <= number(row, 5), row.toString());
      assertTrue(number(row, 7) > 1, row.toString());
    }
    assertEquals(3, finding.plots().size());
    for (Plot plot : finding.plots()) {
      assertEquals(ways, plot.series().size());
      plot.series().forEach(one -> assertEquals(numbers.size(), one.points().size(), one.name()));
    }
    assertTrue(finding.verdict().contains(", coroutines do "), finding.verdict());
    return finding;
  }

  private static double number(List<String> row, int column) {
    return Double.parseDouble(row.get(column).replace(",", ""));
  }

  @Test
  void allPagesThatAreAskedForAreServed() throws Exception {
    List<Integer> connections = List.of(2, 5);
    Finding finding =
        run(Pages.of(connections, Duration.ofMillis(300)), connections, Way.all().size());
    assertTrue(
        finding.notes().stream()
            .anyMatch(note -> note.matches(".*All [1-9][0-9]* requests .* were served.*")),
        finding.notes().toString());
  }

  @Test
  void allPagesAreCrawledAndNoneFasterThanItsServer() throws Exception {
    List<Integer> parallel = List.of(10, 40);
    Finding finding = run(Crawling.of(parallel, 60), parallel, Way.all().size());
    for (List<String> row : finding.tables().get(0).rows()) {
      assertTrue(number(row, 4) >= SlowSite.DELAY.toMillis(), row.toString());
      double most = number(row, 0) * 1000 / SlowSite.DELAY.toMillis();
      assertTrue(number(row, 2) <= most, row.toString());
    }
  }

  @Test
  void noMoneyIsLost() throws Exception {
    List<Integer> clients = List.of(2, 20);
    run(Database.of(clients, 100), clients, Way.inOneProcess().size() + 1);
  }

  @Test
  void nobodySleepsShorterThanAsked() throws Exception {
    List<Integer> tasks = List.of(10, 100);
    Finding finding = run(Sleeping.of(tasks), tasks, Way.all().size());
    for (List<String> row : finding.tables().get(0).rows()) {
      assertTrue(number(row, 2) <= 100 * number(row, 0), row.toString());
    }
  }

  @Test
  void aJvmThatCannotGoOnIsTold() throws Exception {
    try (LabProcess broken =
        LAB.start(Duration.ofMinutes(1), List.of(), BankClients.class, "THREADS", "jdbc:no", "1")) {
      IOException thrown = assertThrows(IOException.class, broken::answer);
      assertTrue(
          thrown.getMessage().startsWith("a measuring JVM ended with status 1: Exception in"),
          thrown.getMessage());
    }
  }

  // ---- rounds and curves

  private static Round round(long count, long micros) {
    Histogram histogram = Round.histogram();
    histogram.recordValue(micros);
    return new Round(count, 1_000_000_000, 2_000_000, 3_000_000, histogram);
  }

  @Test
  void roundsAreToldAndPutTogether() throws IOException {
    Round sum = Round.decode(round(10, 1000).encode()).and(round(30, 5000));
    assertEquals(40, sum.perSecond());
    assertEquals(100, sum.cpuMicros());
    assertEquals(6, sum.megabytes());
    assertEquals(1, sum.millis(50), 0.01);
    assertEquals(5, sum.millis(99), 0.01);
    IOException thrown = assertThrows(IOException.class, () -> Round.decode("only 7 fit"));
    assertEquals("only 7 fit", thrown.getMessage());
  }

  @Test
  void whoeverIsSlowerIsSaidToBe() {
    Curves curves = new Curves("tasks", "steps", "Time");
    for (int i = 0; i < 3; i++) {
      curves.add("a", 10, round(100 + i, 1));
      curves.add("b", 10, round(300 + i, 1));
      curves.add("c", 10, round(101 + i, 1));
    }
    curves.addAbsence("c", 20, "only 7 fit");
    curves.add("a", 20, round(50, 1));
    assertTrue(
        curves.judge("a", "b").startsWith("At 10 tasks, a do 0.34 times the steps of b (slower);"));
    assertTrue(curves.judge("b", "a").contains("times the steps of a (faster);"));
    assertTrue(curves.judge("c", "a").contains("of a (no clear difference);"));
    assertEquals("", curves.judge("a", "nobody"));
    assertEquals("20 tasks by c: only 7 fit. ", curves.failures());
    assertEquals("Most steps a second: b at 10 tasks, a at 20 tasks. ", curves.fastest());
    assertEquals(5, curves.table("x").rows().size());
    assertFalse(curves.plots().get(0).series().isEmpty());
  }
}
