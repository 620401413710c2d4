package dev.coro.benchmarks.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the child JVM is to link.
 *
 * @param jdk whether these are classes of the JDK
 * @param modules where these and those that they refer to are; empty for all modules
 * @param jars jars or folders with the classes as they were
 * @param classPath jars or folders with classes that those refer to
 * @param runtime the jar with coro's runtime
 * @param transformed file of {@link Transformed}; empty to link the classes as they were
 * @param names internal names of the classes to link; empty for all transformed ones
 * @param answers where to write a {@link JudgeAnswers}
 */
record JudgeTask(
    boolean jdk,
    List<String> modules,
    List<String> jars,
    List<String> classPath,
    String runtime,
    String transformed,
    List<String> names,
    String answers) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the lists. */
  JudgeTask {
    modules = List.copyOf(modules);
    jars = List.copyOf(jars);
    classPath = List.copyOf(classPath);
    names = List.copyOf(names);
  }

  /**
   * What came of it.
   *
   * @param linked how many classes were linked
   * @param errors of those that were not, by internal name
   */
  record JudgeAnswers(int linked, Map<String, String> errors) {
    /** Copies the errors. */
    JudgeAnswers {
      errors = Map.copyOf(errors);
    }

    void write(Path file) throws IOException {
      MAPPER.writeValue(file.toFile(), this);
    }

    static JudgeAnswers read(Path file) throws IOException {
      return MAPPER.readValue(file.toFile(), JudgeAnswers.class);
    }
  }

  void write(Path file) throws IOException {
    MAPPER.writeValue(file.toFile(), this);
  }

  static JudgeTask read(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), JudgeTask.class);
  }
}
