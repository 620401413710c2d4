package dev.coro.benchmarks.corpus;

import dev.coro.benchmarks.corpus.JudgeTask.JudgeAnswers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JVM's own verifier. A child JVM defines and links the transformed classes; its log says of
 * each class whether it was verified, so nothing is taken for judged that was merely loaded.
 *
 * <p>What was not verified is linked once more as it was before the transform, by another child: a
 * class that fails alike lacks another class, or cannot be defined here.
 */
final class JvmJudge {
  private static final Pattern END = Pattern.compile("End class verification for: (\\S+)");

  /** Comes before the end, for whatever reason. */
  private static final Pattern FAILURE =
      Pattern.compile("Verification for (\\S+) (?:failed|has exception pending)");

  private static final List<String> OPENED =
      List.of("java.base/java.lang=ALL-UNNAMED", "java.base/jdk.internal.loader=ALL-UNNAMED");

  /** HotSpot never verifies classes of these names. */
  private static final Set<String> EXEMPT =
      Set.of("java/lang/Object", "java/lang/String", "java/lang/Class", "java/lang/Throwable");

  private final CorpusInput input;
  private final Path runtime;
  private final Path work;

  /**
   * What the JVM's verifier says.
   *
   * @param verified how many transformed classes it has accepted
   * @param complaints what it has against others
   */
  record Verdict(int verified, List<Complaint> complaints) {
    /** Copies the list. */
    Verdict {
      complaints = List.copyOf(complaints);
    }
  }

  /** A child's answers, and which classes its log calls verified. */
  private record Answers(JudgeAnswers said, Set<String> verified) {
    /** What is wrong with a class; empty if it was verified. */
    String complaint(String name) {
      String error = said.errors().getOrDefault(name, "");
      // A field of a missing type is no concern of the verifier.
      boolean isMissing = error.startsWith(NoClassDefFoundError.class.getName());
      if (verified.contains(JdkCopies.copyOf(name)) && (error.isEmpty() || isMissing)) {
        return "";
      }
      return error.isEmpty() ? "linked, but not verified" : error;
    }
  }

  /**
   * Prepares the judge.
   *
   * @param runtime the jar with coro's runtime
   * @param work folder for the child's files
   */
  JvmJudge(CorpusInput input, Path runtime, Path work) {
    this.input = input;
    this.runtime = runtime;
    this.work = work;
  }

  /**
   * Judges the classes in a file of {@link Transformed}.
   *
   * @param names their internal names
   */
  Verdict judge(Path transformed, List<String> names) throws IOException, InterruptedException {
    Answers answers = ask(transformed.toString(), names);
    Map<String, String> refused = new TreeMap<>();
    for (String name : names) {
      String complaint = answers.complaint(name);
      if (!complaint.isEmpty()) {
        refused.put(name, complaint);
      }
    }
    List<Complaint> complaints = new ArrayList<>();
    if (!refused.isEmpty()) {
      Answers untouched = ask("", List.copyOf(refused.keySet()));
      refused.forEach(
          (name, text) ->
              complaints.add(
                  new Complaint(Judge.JVM, name, text, excuse(name, untouched.complaint(name)))));
    }
    return new Verdict(names.size() - refused.size(), complaints);
  }

  private String excuse(String name, String untouched) {
    return input.jdk() && EXEMPT.contains(name)
        ? "HotSpot verifies no class of this name"
        : untouched;
  }

  private Answers ask(String transformed, List<String> names)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path task = work.resolve("task.json");
    Path answers = work.resolve("answers.json");
    Path log = work.resolve("classes.log");
    Files.deleteIfExists(answers);
    new JudgeTask(
            input.jdk(),
            modules(),
            strings(input.jars()),
            strings(input.classPath()),
            runtime.toString(),
            transformed,
            names,
            answers.toString())
        .write(task);
    Path output = work.resolve("child.txt");
    int status =
        new ProcessBuilder(command(task, log))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    if (status != 0 || !Files.exists(answers)) {
      throw new IOException("the JVM that links classes ended with " + status + ", see " + output);
    }
    return new Answers(JudgeAnswers.read(answers), verified(log));
  }

  /** The modules of the input with all that they read. */
  private List<String> modules() {
    Set<String> all = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(input.modules());
    while (!open.isEmpty()) {
      var module = ModuleFinder.ofSystem().find(open.remove());
      if (module.isPresent() && all.add(module.get().descriptor().name())) {
        module.get().descriptor().requires().forEach(required -> open.add(required.name()));
      }
    }
    return List.copyOf(all);
  }

  private static List<String> strings(List<Path> paths) {
    return paths.stream().map(path -> path.toAbsolutePath().toString()).toList();
  }

  private List<String> command(Path task, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseParallelGC", "-XX:MaxRAMPercentage=40", "-Xlog:disable"));
    command.add("-Xlog:class+init=info:file=" + log + "::filecount=0");
    OPENED.forEach(opened -> command.addAll(List.of("--add-opens", opened)));
    command.add("-cp");
    command.add(System.getProperty("java.class.path") + File.pathSeparator + runtime);
    command.add(JudgeMain.class.getName());
    command.add(task.toString());
    return command;
  }

  private static Set<String> verified(Path log) throws IOException {
    Set<String> ended = new HashSet<>();
    Set<String> refused = new HashSet<>();
    try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher end = END.matcher(line);
        Matcher failure = FAILURE.matcher(line);
        if (end.find()) {
          ended.add(end.group(1).replace('.', '/'));
        } else if (failure.find()) {
          refused.add(failure.group(1).replace('.', '/'));
        }
      }
    }
    ended.removeAll(refused);
    return ended;
  }
}
