package dev.coro.benchmarks.corpus;

import dev.coro.benchmarks.corpus.JudgeTask.JudgeAnswers;
import dev.coro.benchmarks.transform.ClassFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The child JVM whose verifier judges: links the classes of a {@link JudgeTask}. */
public final class JudgeMain {
  private static final int LONGEST_MESSAGE = 2_000;

  private JudgeMain() {}

  /** Does the task in the file that the only argument names. */
  public static void main(String[] arguments) throws Exception {
    JudgeTask task = JudgeTask.read(Path.of(arguments[0]));
    Map<String, byte[]> classes = new HashMap<>();
    List<String> names = task.names();
    if (!task.transformed().isEmpty()) {
      Map<String, byte[]> transformed = Transformed.read(Path.of(task.transformed()));
      names = names.isEmpty() ? List.copyOf(transformed.keySet()) : names;
      classes.putAll(transformed);
    }
    addUntouched(task, classes);
    link(task.jdk() ? new JdkCopies(classes) : new JarLoader(classes), names)
        .write(Path.of(task.answers()));
  }

  private static void addUntouched(JudgeTask task, Map<String, byte[]> classes) throws IOException {
    CorpusInput input =
        new CorpusInput(
            "",
            task.jdk(),
            task.modules(),
            task.jars().stream().map(Path::of).toList(),
            task.classPath().stream().map(Path::of).toList());
    ClassSet set = ClassSet.read(input, Path.of(task.runtime()), Map.of());
    set.judged().forEach(classes::putIfAbsent);
    if (task.jdk()) {
      // Copies see copies everywhere, so that one Throwable is meant.
      ClassFiles.of(Path.of(task.runtime())).forEach(classes::putIfAbsent);
    } else {
      for (Path jar : input.classPath()) {
        ClassFiles.of(jar).forEach(classes::putIfAbsent);
      }
    }
  }

  private static JudgeAnswers link(LinkingLoader loader, List<String> names) {
    Map<String, String> errors = new ConcurrentHashMap<>();
    AtomicInteger linked = new AtomicInteger();
    names.parallelStream()
        .forEach(
            name -> {
              try {
                link(loader.define(name));
                linked.incrementAndGet();
              } catch (LinkageError | ClassNotFoundException | RuntimeException e) {
                errors.put(name, message(e));
              }
            });
    return new JudgeAnswers(linked.get(), errors);
  }

  /** Asking for its fields makes the JVM link a class, and does not initialise it. */
  private static void link(Class<?> type) {
    if (type.getDeclaredFields().length < 0) {
      throw new AssertionError("keeps the call from being left out");
    }
  }

  private static String message(Throwable e) {
    String message = String.valueOf(e);
    return message.substring(0, Math.min(LONGEST_MESSAGE, message.length()));
  }
}
