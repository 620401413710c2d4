package dev.coro.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real browser without a window.
 *
 * @param program where it is
 * @param profile a folder for what it keeps
 */
public record Chromium(Path program, Path profile) {
  /** The one of this machine; without one the test is skipped. */
  public static Chromium orSkip(Path profile) {
    Optional<Path> program =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .flatMap(
                name ->
                    Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(place -> Path.of(place, name)))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(program.isPresent(), "no Chromium here");
    return new Chromium(program.get(), profile);
  }

  /** Returns what has become of a page when its scripts have run. */
  public String dom(String address, String... options) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + profile));
    command.addAll(List.of(options));
    command.addAll(List.of("--dump-dom", address));
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return dom;
  }
}
