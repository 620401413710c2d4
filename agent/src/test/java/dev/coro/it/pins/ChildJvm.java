package dev.coro.it.pins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.Suspendable;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A program that has run in a JVM of its own.
 *
 * @param command arguments of the JVM
 * @param results by name what it has printed in lines of the form name, tab, result
 * @param errors what it has written to standard error
 */
record ChildJvm(String command, Map<String, String> results, String errors) {
  /** The jar that this JVM has as its agent. */
  static Path agent() {
    return origin(Suspendable.class);
  }

  /** The folder of the test classes. */
  static Path testClasses() {
    return origin(ChildJvm.class);
  }

  private static Path origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The class path of this JVM, in front of which stand {@code more}. */
  static String classPath(List<Path> more) {
    List<String> all = new ArrayList<>();
    more.forEach(path -> all.add(path.toString()));
    all.add(testClasses().toString());
    all.add(System.getProperty("java.class.path"));
    return String.join(File.pathSeparator, all);
  }

  /** Runs {@code java} with these arguments to its end, which must be a good one. */
  static ChildJvm run(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.addAll(arguments);
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile())
            .start();
    String said;
    try {
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      process.destroyForcibly();
      said = Files.readString(errors, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new IllegalStateException("failed: " + command + "\n" + said);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new IllegalStateException(e);
    }
    Map<String, String> results = new LinkedHashMap<>();
    for (String line : Files.readAllLines(output, StandardCharsets.UTF_8)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        results.put(line.substring(0, tab), line.substring(tab + 1));
      }
    }
    return new ChildJvm(String.join(" ", arguments), results, said);
  }

  /** Tests that the results with these names have these texts. */
  Stream<DynamicTest> tests(Map<String, String> expected) {
    String mode = command.contains("=verify") ? ", verifying" : "";
    return expected.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey() + mode,
                    () ->
                        assertEquals(
                            entry.getValue(),
                            Said.normal(String.valueOf(results.get(entry.getKey()))))));
  }
}
