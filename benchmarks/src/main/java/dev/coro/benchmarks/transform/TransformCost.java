package dev.coro.benchmarks.transform;

import dev.coro.benchmarks.artifacts.Artifacts;
import dev.coro.benchmarks.transform.TransformPass.Outcome;
import dev.coro.benchmarks.transform.TransformPass.Times;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.SuspendablePattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the transform over the classes of the running JDK, or of jars. */
@Command(
    name = "TransformCost",
    mixinStandardHelpOptions = true,
    description =
        "Transforms many classes, once with every method suspendable and once with those that are"
            + " annotated or named, and prints time relative to ASM's and growth.")
public final class TransformCost implements Callable<Integer> {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_MICRO = 1e3;

  @Option(names = "--jar", description = "A jar or folder of classes, in place of the JDK.")
  private List<Path> jars = List.of();

  @Option(names = "--artifact", description = "As --jar, by Maven coordinates.")
  private List<String> artifacts = List.of();

  @Option(
      names = "--suspendable",
      description = "What is suspendable besides what is annotated, as in the agent's option.")
  private List<String> patterns = List.of();

  @Option(names = "--module", description = "A module of the JDK; all if there is none.")
  private List<String> modules = List.of();

  @Option(names = "--passes", description = "Measured passes behind the first, which warms up.")
  private int passes = 2;

  @Option(names = "--failures", description = "Lists every method and class that was refused.")
  private boolean failures;

  @Option(names = "--dump", description = "Folder for the classes with everything suspendable.")
  private @Nullable Path dump;

  private TransformCost() {}

  /** Runs the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new TransformCost()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, byte[]> world = new HashMap<>(ClassFiles.ofJdk(List.of()));
    Map<String, byte[]> measured = new TreeMap<>();
    for (Path jar : jars) {
      measured.putAll(ClassFiles.of(jar));
    }
    Artifacts fetched = new Artifacts(Path.of(System.getProperty("java.io.tmpdir"), "coro-jars"));
    for (String coordinates : artifacts) {
      measured.putAll(ClassFiles.of(fetched.jar(coordinates)));
    }
    if (measured.isEmpty()) {
      measured.putAll(ClassFiles.ofJdk(modules));
    }
    world.putAll(measured);
    System.out.println(measured.size() + " classes, Java " + Runtime.version());
    measure("everything suspendable", new TransformPass(measured, world, everything()), true);
    measure("annotated or named", new TransformPass(measured, world, named()), false);
    return 0;
  }

  private static SuspendableNames everything() {
    return SuspendableNames.everything();
  }

  private SuspendableNames named() {
    List<SuspendablePattern> parsed = new ArrayList<>();
    patterns.forEach(text -> parsed.add(SuspendablePattern.parse(text, "--suspendable")));
    return SuspendableNames.none().and(parsed);
  }

  private void measure(String what, TransformPass pass, boolean dumped) throws IOException {
    System.out.println();
    System.out.println("== " + what);
    Outcome first = pass.run(dumped && dump != null ? this::write : (name, classFile) -> {});
    printResult(first);
    for (int i = 0; i < passes; i++) {
      printTime(pass.run((name, classFile) -> {}));
    }
  }

  private static void printTime(Outcome outcome) {
    int classes = outcome.unchanged() + outcome.growth().count();
    Times all = outcome.all();
    Times changed = outcome.changed();
    print(
        "transform %.0f ms (%.1f us a class), ASM %.0f ms: ratio %.2f;"
            + " of what changed %.2f, of which ASM's tree and writer %.2f",
        all.transformNanos() / NANOS_PER_MILLI,
        all.transformNanos() / NANOS_PER_MICRO / Math.max(1, classes),
        all.asmNanos() / NANOS_PER_MILLI,
        all.ratio(),
        changed.ratio(),
        (double) outcome.asmTreeNanos() / changed.asmNanos());
  }

  private void printResult(Outcome outcome) {
    Growth growth = outcome.growth();
    print("%d changed, %d unchanged", growth.count(), outcome.unchanged());
    if (growth.count() > 0) {
      print(
          "growth %.2f in total; quantiles 10%% %.2f, 50%% %.2f, 90%% %.2f, 99%% %.2f, 100%% %.2f",
          growth.total(),
          growth.quantile(0.1),
          growth.quantile(0.5),
          growth.quantile(0.9),
          growth.quantile(0.99),
          growth.quantile(1));
      growth
          .largest(5)
          .forEach(
              size -> print("  %.2f %s (%d bytes)", size.ratio(), size.name(), size.bytesBefore()));
    }
    outcome
        .refusals()
        .forEach(
            (code, messages) -> {
              print("%s: %d", code, messages.size());
              if (failures) {
                messages.forEach(message -> print("  %s", message));
              }
            });
  }

  private void write(String internalName, byte[] classFile) {
    try {
      Path file = java.util.Objects.requireNonNull(dump).resolve(internalName + ".class");
      Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
      Files.write(file, classFile);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}
