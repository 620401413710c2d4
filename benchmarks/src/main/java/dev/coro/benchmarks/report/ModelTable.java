package dev.coro.benchmarks.report;

import dev.coro.benchmarks.compare.Comparison;
import dev.coro.benchmarks.compare.Metric;
import dev.coro.benchmarks.compare.ModelKind;
import java.util.List;

/** The table that people learn about the models, with what this machine has shown beside it. */
final class ModelTable {
  private static final ModelRow.Seen WORDS_ONLY = model -> "";

  private final ModelFigures figures;

  private ModelTable(Comparison comparison) {
    this.figures = new ModelFigures(comparison);
  }

  static List<ModelRow> rows(Comparison comparison) {
    return new ModelTable(comparison).rows();
  }

  private List<ModelRow> rows() {
    return List.of(
        whatItIs(),
        scheduling(),
        scheduler(),
        resources(),
        communication(),
        create(),
        switching(),
        howMany(),
        safety(),
        crash(),
        waiting(),
        pages(),
        computing(),
        fits());
  }

  private static ModelRow whatItIs() {
    return ModelRow.of(
        "what it is",
        List.of(
            "a running program, with at least one thread",
            "a part of a process, with a stack and registers of its own",
            "a thread that the JDK runs on a few platform threads (JDK 21 and later)",
            "a call that can stop and go on where it stopped; many in one thread, one of them"
                + " active"),
        WORDS_ONLY,
        "");
  }

  private static ModelRow scheduling() {
    return ModelRow.of(
        "scheduling",
        List.of("preemptive", "preemptive", "gives way when it waits", "cooperative"),
        WORDS_ONLY,
        "A virtual thread that only computes keeps its platform thread, as a coroutine keeps its"
            + " carrier, unless its methods are preemptible.");
  }

  private static ModelRow scheduler() {
    return ModelRow.of(
        "scheduler",
        List.of("operating system", "operating system", "JDK", "library: the carrier"),
        WORDS_ONLY,
        "");
  }

  private ModelRow resources() {
    return ModelRow.of(
        "resources: memory of one that waits",
        List.of(
            "memory of its own",
            "its process's, and a stack",
            "its process's, and a stack on the heap",
            "its process's, and the saved frames of its calls"),
        model -> figures.cost(model, Metric.MEMORY),
        "A process that runs Java is a whole JVM and holds much more than the small program that"
            + " the costs weigh.");
  }

  private ModelRow communication() {
    return ModelRow.of(
        "communication: the fastest way for a small message",
        List.of("hard", "easy", "easy", "easy"),
        model -> figures.leastBar("handoff", 0, model),
        "");
  }

  private ModelRow create() {
    return ModelRow.of(
        "create, run and end one",
        List.of("dear", "cheaper", "cheap", "cheapest"),
        model -> figures.cost(model, Metric.CREATE),
        "");
  }

  private ModelRow switching() {
    return ModelRow.of(
        "switch",
        List.of(
            "dear",
            "cheaper; dear as numbers grow",
            "cheap",
            "cheapest: at the speed of a memory copy"),
        model -> figures.cost(model, Metric.SWITCH),
        "");
  }

  private ModelRow howMany() {
    return ModelRow.of(
        "concurrency reached",
        List.of("low", "higher; limited in a process", "high", "highest"),
        model -> figures.costAndRemark(model, Metric.ALIVE),
        "");
  }

  private ModelRow safety() {
    return ModelRow.of(
        "safety: additions lost without a lock",
        List.of(
            "shares no variables",
            "races, hard to locate",
            "races, as all threads",
            "no races between suspension points"),
        model -> model == ModelKind.PROCESS ? "" : figures.leastBar("sharing", 0, model),
        "That holds for the coroutines of one carrier. On several carriers they are threads to each"
            + " other, and race.");
  }

  private ModelRow crash() {
    return ModelRow.of(
        "a crash",
        List.of(
            "leaves other processes alone",
            "takes the whole process down",
            "(nothing is said)",
            "(nothing is said)"),
        figures::survivors,
        "In Java an exception and an OutOfMemoryError end only the thread or coroutine they happen"
            + " in, if the others find memory; a crash of native code takes the process with all"
            + " that is in it.");
  }

  private ModelRow waiting() {
    return ModelRow.of(
        "waiting: thousands of tasks, wall time and most memory",
        List.of("does not fit", "too many threads", "fits", "fits"),
        model -> {
          String wall = figures.cost(model, Metric.WORKLOAD_WALL);
          String peak = figures.cost(model, Metric.WORKLOAD_PEAK);
          return wall.equals(peak) ? wall : wall + "; " + peak;
        },
        "");
  }

  private ModelRow pages() {
    return ModelRow.of(
        "I/O: pages served",
        List.of("several, with threads or coroutines", "fits up to a number", "fits", "fits"),
        model -> figures.lineEnds("pages", model),
        "");
  }

  private ModelRow computing() {
    return ModelRow.of(
        "computing: time of eight tasks",
        List.of(
            "several processes use all cores",
            "(for Python: does not help)",
            "(nothing is said)",
            "does not help"),
        model -> figures.leastBar("pi", 1, model),
        "Threads of Java run on all cores, and so do coroutines if each core has a carrier.");
  }

  private static ModelRow fits() {
    return ModelRow.of(
        "fits",
        List.of(
            "heavyweight tasks",
            "small tasks that share variables",
            "very many that wait in libraries nobody rewrites",
            "very many that wait; generators, copies, a scheduler of one's own"),
        WORDS_ONLY,
        "");
  }
}
