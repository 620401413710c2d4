package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Memory runs out while activations are being saved. */
class BrokenIT {
  @TempDir Path folder;

  @BeforeEach
  void compile() {
    Sources.compileResource("Hungry.java", folder);
  }

  private List<String> run(String argument) {
    return new ChildJvm()
        .withCoro("")
        .with("-Xmx24m")
        .with("-XX:+UseSerialGC")
        .on(folder)
        .run("Hungry", argument)
        .lines();
  }

  @Test
  void aContinuationThatCouldNotBeSavedEndsAndSaysWhy() {
    assertEquals(
        List.of(
            "suspended",
            "[CO208] a continuation is broken: its activations could not be saved for want of memory"
                + " or stack, and those saved before are lost. Give the JVM more heap (-Xmx) or"
                + " stack (-Xss), or keep fewer values across suspension points.",
            "java.lang.OutOfMemoryError: Java heap space",
            "done: true"),
        run("hungry"));
  }

  @Test
  @Timeout(60)
  void theTaskScopesOfACoroutineThatCouldNotBeSavedAreClosed() {
    assertEquals(
        List.of("the child ends", "[CO208]", "[CO228]", "the carrier has ended"), run("scope"));
  }

  @Test
  @Timeout(60)
  void thoseAroundAContinuationThatCouldNotBeSavedGoOn() {
    assertEquals(
        List.of("[CO208]", "suspended: true", "suspended: false", "the carrier has ended"),
        run("nested"));
  }

  @Test
  void withEnoughMemoryItIsSaved() {
    assertEquals(List.of("suspended", "suspended", "3000", "done: true"), run("fed"));
  }
}
