package dev.coro.benchmarks.experiment.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.compare.Jvm;
import dev.coro.benchmarks.compare.VirtualThreads;
import dev.coro.benchmarks.experiment.Finding;
import dev.coro.benchmarks.experiment.Lab;
import dev.coro.benchmarks.experiment.Plot;
import dev.coro.benchmarks.experiment.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(180)
@EnabledOnOs(OS.LINUX)
class CostExperimentsIT {
  private static final Lab LAB =
      new Lab(Jvm.current(Path.of(System.getProperty("coro.agent"))), true);

  private static final boolean VIRTUAL = VirtualThreads.factory().isPresent();

  @Test
  void allThatCanBeCreatedIsCreated() throws Exception {
    Finding finding = tried(new Creation());
    List<String> expected = new ArrayList<>();
    for (Created created : Created.values()) {
      if (created != Created.VIRTUAL_THREAD || VIRTUAL) {
        expected.add(created.label());
      }
    }
    assertEquals(expected, column(finding.tables().get(0), 0));
    assertEquals(
        VIRTUAL ? 0 : 1,
        finding.notes().stream().filter(note -> note.startsWith("Not measured: virtual")).count());
    assertEquals(expected.size(), finding.plots().get(0).series().get(0).points().size());
  }

  @Test
  void aTokenGoesAroundRingsOfAllKinds() throws Exception {
    Finding finding = tried(new TokenRing());
    List<String> captions = new ArrayList<>(List.of("processes: ns a pass"));
    captions.add("platform threads: ns a pass");
    if (VIRTUAL) {
      captions.add("virtual threads: ns a pass");
    }
    captions.add("coroutines: ns a pass");
    captions.add("The touching alone, by one task: ns");
    assertEquals(captions, finding.tables().stream().map(Table::caption).toList());
    for (Table table : finding.tables()) {
      assertEquals(List.of("2", "16", "96"), column(table, 0));
      boolean processes = table.caption().startsWith("processes");
      assertEquals(processes, table.rows().get(2).contains(Words.ABSENT), table.caption());
      assertFalse(table.rows().get(0).contains(Words.ABSENT), table.caption());
    }
    assertTrue(
        finding.notes().stream().anyMatch(note -> note.startsWith("Processes: no ring of 96")));
  }

  @Test
  void aMessageIsHandedOverInAllWays() throws Exception {
    Finding finding = tried(new HandOff());
    List<String> ways = new ArrayList<>();
    for (Way way : Way.values()) {
      if (VIRTUAL || !way.label().startsWith("virtual")) {
        ways.add(way.label());
      }
    }
    assertEquals(ways, column(finding.tables().get(0), 0));
    assertEquals(List.of("between", "8 bytes", "4096 bytes"), finding.tables().get(0).columns());
  }

  @Test
  void thereIsALineForEachKindAsTasksGrow() throws Exception {
    Finding finding = tried(new Scaling());
    List<String> kinds = new ArrayList<>(List.of("processes", "platform threads"));
    if (VIRTUAL) {
      kinds.addAll(List.of("virtual threads, token", "virtual threads, yield"));
    }
    kinds.addAll(List.of("coroutines, token", "coroutines, yield"));
    Plot plot = finding.plots().get(0);
    assertEquals(kinds, plot.series().stream().map(Plot.Series::name).toList());
    assertEquals(
        List.of(2.0, 16.0, 96.0),
        plot.series().get(kinds.size() - 1).points().stream().map(Plot.Point::x).toList());
    assertEquals(
        List.of("2", "16", "96", "1,000", "10,000", "100,000", "1,000,000"),
        column(finding.tables().get(0), 0));
  }

  @Test
  void aSwitchStandsBesideACopyOfTheSameBytes() throws Exception {
    Finding finding = tried(new SwitchAndCopy());
    assertEquals(List.of("0", "2", "8", "32", "128"), column(finding.tables().get(0), 0));
    assertEquals(List.of("0", "16", "64", "256", "1,024"), column(finding.tables().get(0), 1));
    assertEquals(List.of("1", "10", "100", "1,000"), column(finding.tables().get(1), 0));
    assertEquals(List.of("80", "800", "8,000", "80,000"), column(finding.tables().get(1), 2));
  }

  @Test
  void tasksAreSpreadOverProcesses() throws Exception {
    Finding finding = tried(new Combined());
    assertEquals(
        List.of(
            "1 process x 20 threads",
            "2 processes x 10 threads",
            "1 process x 20 coroutines",
            "2 processes x 10 coroutines",
            "1 process x 20 coroutines, a carrier for each core"),
        column(finding.tables().get(0), 0));
    assertEquals(3, finding.plots().size());
  }

  /** Tries it out, and looks for figures that cannot be. */
  private static Finding tried(CostExperiment experiment) throws Exception {
    Finding finding = experiment.run(LAB, Effort.TINY);
    assertEquals(experiment.id(), finding.id());
    assertFalse(finding.verdict().contains("NaN"), finding.verdict());
    assertFalse(finding.plots().isEmpty());
    for (Plot plot : finding.plots()) {
      for (Plot.Series series : plot.series()) {
        assertFalse(series.points().isEmpty(), series.name());
        for (Plot.Point point : series.points()) {
          // The kernel counts CPU time in steps, in which little work is nothing.
          assertTrue(point.low() > 0 || plot.title().equals("CPU time"), point.toString());
          assertTrue(point.low() <= point.y() && point.y() <= point.high(), point.toString());
        }
      }
    }
    return finding;
  }

  private static List<String> column(Table table, int number) {
    return table.rows().stream().map(row -> row.get(number)).toList();
  }
}
