package dev.coro.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each public type of the API appears by its name in an example or fragment that a test runs. */
final class ApiExamplesTest {
  private static final Path ROOT =
      Path.of(System.getProperty("coro.root")).toAbsolutePath().normalize();

  private static final List<String> PACKAGES =
      List.of(
          "runtime/src/main/java/dev/coro",
          "runtime/src/main/java/dev/coro/io",
          "runtime/src/main/java/dev/coro/sync",
          "runtime/src/main/java/dev/coro/stream",
          "runtime/src/main/java/dev/coro/testing",
          "runtime/src/main/java/dev/coro/serial",
          "junit/src/main/java/dev/coro/junit");

  /** What ExamplesTest, SnippetsIT and TicketsIT itself run. */
  private static final List<String> RUN =
      List.of(
          "examples",
          "agent/src/test/resources/snippets",
          "junit/src/test/java/dev/coro/junit/TicketsIT.java");

  /** Types without an example, each with the reason. */
  private static final Map<String, String> EXCEPTIONS =
      Map.ofEntries(
          Map.entry("Meeting", "supertype of channels and locks; users write the subtypes"),
          Map.entry("WaitNode", "supertype of Waiter; users write the subtype"),
          Map.entry("SuspendableCallable", "parameter type, always given as a lambda"),
          Map.entry("SuspendableConsumer", "parameter type, always given as a lambda"),
          Map.entry("SuspendableFunction", "parameter type, always given as a lambda"),
          Map.entry("SuspendableIterator", "what an enhanced for calls; nobody names it"),
          Map.entry("NondeterminismError", "read in a report, never written in a program"),
          Map.entry("SimulationError", "read in a report, never written in a program"),
          Map.entry("ParkedContinuation", "for codecs; JsonContinuationIT is a whole one"),
          Map.entry("ParkedFrame", "for codecs; JsonContinuationIT is a whole one"));

  private static List<Path> sources(String place) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(place), 1)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Set<String> publicTypes() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : PACKAGES) {
      for (Path file : sources(folder)) {
        String name = file.getFileName().toString().replace(".java", "");
        String kind = "^public [a-z -]*(class|interface|record|enum|@interface) " + name + "\\b";
        if (Pattern.compile(kind, Pattern.MULTILINE).matcher(Files.readString(file)).find()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Test
  void everyPublicTypeHasAnExampleOrAReasonWhyNot() throws IOException {
    List<String> code = new ArrayList<>();
    for (String place : RUN) {
      for (Path file : sources(place)) {
        // Not what comments and texts happen to say.
        code.add(Files.readString(file).replaceAll("//.*|/\\*(?s:.*?)\\*/|\"[^\"\\n]*\"", ""));
      }
    }
    Set<String> without = new TreeSet<>();
    for (String name : publicTypes()) {
      Pattern word = Pattern.compile("\\b" + name + "\\b");
      if (code.stream().noneMatch(text -> word.matcher(text).find())) {
        without.add(name);
      }
    }
    assertEquals(new TreeSet<>(EXCEPTIONS.keySet()), without);
  }
}
