package dev.coro.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Runs a whole comparison, small, with all its child JVMs. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ComparisonRunTest {
  private static final int SWITCHES = 2_000;
  private static final Counts FEW = new Counts(5, SWITCHES, 20, 20, 1);
  private static final Counts MANY = new Counts(50, SWITCHES, 2_000, 2_000, 2);

  /** So many that what they weigh is more than what the JVM takes and gives back meanwhile. */
  private static final Counts LIGHT = new Counts(50, SWITCHES, 20_000, 2_000, 2);

  private static final Scale TINY =
      new Scale("tiny", 2, FEW, MANY, LIGHT, LIGHT, new Tasks(50, 2, 1, 10));

  private final Steps steps = new Steps();
  private final ComparisonRun run = new ComparisonRun(jvm(), TINY, steps);
  private Comparison comparison;

  @BeforeAll
  void compare() throws InterruptedException {
    comparison = run.compare("./coro compare");
  }

  @Test
  void everyModelThatExistsAnswersEveryQuestion() {
    assertEquals(List.of(), run.failures());
    boolean virtualThreads = Runtime.version().feature() >= 21;
    for (ModelKind model : ModelKind.values()) {
      for (Metric metric : Metric.values()) {
        Figure figure = comparison.figure(model, metric).orElseThrow();
        if (model == ModelKind.VIRTUAL_THREAD && !virtualThreads) {
          Absent absent = assertInstanceOf(Absent.class, figure);
          assertEquals(VirtualThreads.whyAbsent(), absent.why());
        } else {
          Measured measured = assertInstanceOf(Measured.class, figure);
          assertTrue(measured.median() > 0 || metric == Metric.WORKLOAD_CPU, measured.toString());
        }
      }
    }
  }

  @Test
  void everyStepIsTold() {
    assertEquals(ComparisonRun.steps(), steps.asked);
    assertEquals(ComparisonRun.steps(), steps.answered);
  }

  @Test
  void processesAndThreadsReallySwitch() {
    for (ModelKind model : List.of(ModelKind.PROCESS, ModelKind.PLATFORM_THREAD)) {
      long counted = kernelSwitches(model);
      assertTrue(counted >= SWITCHES * 0.9, model + ": the kernel counted " + counted);
    }
  }

  @Test
  void coroutinesSwitchWithoutTheKernel() {
    long counted = kernelSwitches(ModelKind.COROUTINE);
    assertTrue(counted < SWITCHES / 2, "the kernel counted " + counted);
  }

  @Test
  void crowdsReachTheirCap() {
    assertEquals(20, measured(ModelKind.PROCESS, Metric.ALIVE).median());
    assertEquals(2_000, measured(ModelKind.PLATFORM_THREAD, Metric.ALIVE).median());
    assertEquals(2_000, measured(ModelKind.COROUTINE, Metric.ALIVE).median());
  }

  @Test
  void childThatCannotStartLeavesAbsentFiguresAndAFailure() throws InterruptedException {
    Jvm none = new Jvm(Path.of("/nowhere/java"), Path.of("coro.jar"), "");
    ComparisonRun failing = new ComparisonRun(none, TINY, new Steps());
    Comparison result = failing.compare("./coro compare");
    // Behind taskset the missing program is taskset's error, everywhere else ours: all are told.
    assertEquals(ComparisonRun.steps(), failing.failures().size());
    assertTrue(result.figures().stream().allMatch(Absent.class::isInstance));
  }

  private long kernelSwitches(ModelKind model) {
    String remark = measured(model, Metric.SWITCH).remark();
    Matcher count = Pattern.compile("the kernel counted ([\\d,]+) context").matcher(remark);
    assertTrue(count.find(), remark);
    return Long.parseLong(count.group(1).replace(",", ""));
  }

  private Measured measured(ModelKind model, Metric metric) {
    return assertInstanceOf(Measured.class, comparison.figure(model, metric).orElseThrow());
  }

  private static Jvm jvm() {
    // Surefire's own class path is a jar that names the real one, which JVMs understand.
    Path agent = Path.of(System.getProperty("coro.agent")).toAbsolutePath().normalize();
    return Jvm.current(agent);
  }

  /** Counts the calls. */
  private static final class Steps implements ComparisonRun.Listener {
    private int asked;
    private int answered;

    @Override
    public void asking(ModelKind model, Question question) {
      asked++;
    }

    @Override
    public void answered() {
      answered++;
    }
  }
}
