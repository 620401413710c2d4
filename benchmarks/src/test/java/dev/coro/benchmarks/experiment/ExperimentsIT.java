package dev.coro.benchmarks.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.compare.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(180)
class ExperimentsIT {
  private static final Lab LAB =
      new Lab(Jvm.current(Path.of(System.getProperty("coro.agent"))), true);

  @Test
  void theirNamesAreDifferentAndTheirWordsThere() {
    List<Experiment> all = Experiments.all();
    HashSet<String> ids = new HashSet<>();
    for (Experiment one : all) {
      assertTrue(one.id().matches("[a-z]+"), one.id());
      assertTrue(ids.add(one.id()), one.id());
      assertFalse(one.title().isBlank() || one.claim().isBlank(), one.id());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCrashIsSurvivedByOtherProcessesAndAnExceptionByAll() throws Exception {
    Finding finding = new Crashes().run(LAB);
    for (List<String> row : finding.tables().get(0).rows()) {
      boolean crash = row.get(0).startsWith("a native crash");
      boolean lost = crash && !row.get(1).equals("processes");
      assertTrue(row.get(2).startsWith(lost ? "0 of" : "2 of"), row.toString());
      assertEquals(crash, row.get(2).endsWith("SIGSEGV"), row.toString());
    }
    assertTrue(
        finding
            .verdict()
            .contains(
                "After a native crash (a write to address 0) the others went on:"
                    + " processes; they were lost, too: platform threads, "),
        finding.verdict());
  }

  @Test
  void coroutinesOfOneCarrierLoseNothingUnlessTheyYieldInBetween() throws Exception {
    List<List<String>> rows = new SharedCounter().run(LAB).tables().get(0).rows();
    List<String> coroutines = rows.get(rows.size() - 2);
    assertEquals(List.of("coroutines of one carrier", "0.00 %", "0 of 5", "0 of 5"), coroutines);
    List<String> yielding = rows.get(rows.size() - 1);
    assertEquals("0.00 %", yielding.get(1));
    assertEquals("5 of 5", yielding.get(3));
  }

  @Test
  void anExperimentThatGoesWrongIsToldAndTheOthersGoOn() throws InterruptedException {
    Experiment broken =
        new Experiment() {
          @Override
          public String id() {
            return "broken";
          }

          @Override
          public String title() {
            return "Broken";
          }

          @Override
          public String claim() {
            return "It works.";
          }

          @Override
          public Finding run(Lab lab) throws IOException {
            throw new IOException("it does not");
          }
        };
    List<String> failures = new ArrayList<>();
    List<String> told = new ArrayList<>();
    List<Finding> findings =
        Experiments.run(
            List.of(broken),
            LAB,
            new Experiments.Progress() {
              @Override
              public void begin(Experiment experiment) {
                told.add(experiment.id());
              }

              @Override
              public void end() {
                told.add("end");
              }
            },
            failures);
    assertEquals(List.of("broken: it does not"), failures);
    assertEquals("Not measured: it does not", findings.get(0).verdict());
    assertEquals(List.of("broken", "end"), told);
  }

  @Test
  void piIsRight() {
    assertEquals("314159265358979323846", ComputePi.digits(20));
    assertEquals("2164201989", ComputePi.digits(1000).substring(991));
  }

  @Test
  void samplesAndTablesCheckWhatTheyAreGiven() {
    Samples samples = Samples.of(3, 1, 2, 10);
    assertEquals(2.5, samples.median());
    assertEquals(1, samples.min());
    assertEquals(10, samples.max());
    assertThrows(IllegalArgumentException.class, () -> Samples.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table("x", List.of("a", "b"), List.of(List.of("1"))));
  }
}
