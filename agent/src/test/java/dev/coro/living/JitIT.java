package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JIT compilers take what the transform writes. */
class JitIT {
  @TempDir static Path classes;

  /** Before the first suspension nothing of what a suspension needs has been resolved. */
  @Test
  void methodsThatHaveNeverSuspendedAreCompiled() {
    Sources.compileResource("Hot.java", classes);
    List<String> log =
        new ChildJvm()
            .withCoro("")
            .with("-XX:TieredStopAtLevel=4")
            .with("-Xbatch")
            .with("-XX:+PrintCompilation")
            .on(classes)
            .run("Hot")
            .lines();
    List<String> ours = log.stream().filter(line -> line.contains(" Hot::")).toList();
    for (String method : List.of("recursion", "loop")) {
      assertTrue(
          ours.stream().anyMatch(line -> line.matches(".* 4 +Hot::" + method + " .*bytes\\)")),
          () -> method + " was not compiled: " + ours);
    }
    assertEquals(
        List.of(), ours.stream().filter(line -> line.contains("COMPILE SKIPPED")).toList());
  }
}
