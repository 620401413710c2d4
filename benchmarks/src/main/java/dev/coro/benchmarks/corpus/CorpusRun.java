package dev.coro.benchmarks.corpus;

import dev.coro.benchmarks.transform.ClassFiles;
import dev.coro.benchmarks.transform.Growth;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.SuspendablePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sends the classes of inputs through the transform and has the results judged. */
public final class CorpusRun {
  private final Path runtime;
  private final Path work;
  private final SuspendableNames names;
  private final Progress progress;
  private final Map<String, byte[]> jdk;

  /** Hears how far a run is. Called by many threads. */
  public interface Progress {
    /** An input was read, and its classes are about to be transformed. */
    void begin(String input, int classes);

    /** One class was transformed, and its bytes judged. */
    void step();

    /** The JVM's verifier is at work. */
    void linking();
  }

  /**
   * Reads the JDK, to which all classes refer.
   *
   * @param runtime the agent's jar, with coro's runtime
   * @param work folder for files on the way
   * @param preempt whether all methods are to be preemptible, too
   */
  public CorpusRun(Path runtime, Path work, boolean preempt, Progress progress) throws IOException {
    this.runtime = runtime;
    this.work = work;
    this.names =
        SuspendableNames.everything()
            .andPreemptible(
                preempt ? List.of(SuspendablePattern.parse("*", "the corpus")) : List.of());
    this.progress = progress;
    this.jdk = ClassFiles.ofJdk(List.of());
  }

  /** Transforms and judges one input. */
  public CorpusResult run(CorpusInput input) throws IOException, InterruptedException {
    long start = System.nanoTime();
    ClassSet classes = ClassSet.read(input, runtime, jdk);
    Files.createDirectories(work);
    Path file = work.resolve("transformed.bin");
    Map<String, String> crashes = new HashMap<>();
    List<ClassOutcome> outcomes;
    try (Transformed transformed = new Transformed(file)) {
      outcomes = transform(input, classes, transformed, crashes);
    }
    progress.linking();
    List<String> changed =
        outcomes.stream().filter(ClassOutcome::changed).map(ClassOutcome::name).toList();
    JvmJudge.Verdict verdict =
        new JvmJudge(input, runtime, work.toAbsolutePath()).judge(file.toAbsolutePath(), changed);
    Files.delete(file);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Sum(outcomes).result(input.name(), classes, crashes, verdict, seconds);
  }

  private List<ClassOutcome> transform(
      CorpusInput input, ClassSet classes, Transformed file, Map<String, String> crashes) {
    List<ClassJudge> judges = new ArrayList<>();
    judges.add(new AsmJudge(new Supertypes(classes)));
    JdkJudge.over(classes).ifPresent(judges::add);
    CorpusTransform transform = new CorpusTransform(classes, names, judges);
    progress.begin(input.name(), classes.judged().size());
    var outcomes = new ConcurrentLinkedQueue<ClassOutcome>();
    classes.judged().entrySet().parallelStream()
        .forEach(
            entry -> {
              try {
                outcomes.add(transform.run(entry.getKey(), entry.getValue(), file));
              } catch (RuntimeException e) {
                synchronized (crashes) {
                  crashes.put(entry.getKey(), String.valueOf(e));
                }
              }
              progress.step();
            });
    return outcomes.stream().sorted(Comparator.comparing(ClassOutcome::name)).toList();
  }

  /** Adds up single classes. */
  private static final class Sum {
    private final List<ClassOutcome> outcomes;

    Sum(List<ClassOutcome> outcomes) {
      this.outcomes = outcomes;
    }

    CorpusResult result(
        String name,
        ClassSet classes,
        Map<String, String> crashes,
        JvmJudge.Verdict verdict,
        double seconds) {
      Growth growth = new Growth();
      List<Refusal> refusals = new ArrayList<>();
      List<Complaint> complaints = new ArrayList<>(verdict.complaints());
      for (ClassOutcome outcome : outcomes) {
        refusals.addAll(outcome.refusals());
        complaints.addAll(outcome.complaints());
        if (outcome.changed()) {
          growth.add(outcome.name(), outcome.bytesBefore(), outcome.bytesAfter());
        }
      }
      return new CorpusResult(
          name,
          classes.judged().size(),
          growth.count(),
          sum(ClassOutcome::methods),
          sum(ClassOutcome::points),
          sum(ClassOutcome::initialisers),
          sum(ClassOutcome::loading),
          sum(ClassOutcome::natives),
          sum(outcome -> outcome.unexplained().size()),
          classes.duplicates(),
          verdict.verified(),
          refusals,
          complaints,
          new TreeMap<>(crashes),
          classes.unreadable(),
          growth.bytesBefore(),
          growth.bytesAfter(),
          growth.count() == 0 ? 1 : growth.quantile(0.5),
          outcomes.stream().mapToLong(ClassOutcome::nanos).sum(),
          seconds);
    }

    private int sum(java.util.function.ToIntFunction<ClassOutcome> figure) {
      return outcomes.stream().mapToInt(figure).sum();
    }
  }
}
