package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mockito rewrites the methods of mocked classes in place, as they are after coro. */
class MockitoIT {
  private static final Path MOCKITO = ChildJvm.otherJar("mockito-core");

  private static final Path[] LIBRARIES = {
    MOCKITO,
    ChildJvm.otherJar("byte-buddy"),
    ChildJvm.otherJar("byte-buddy-agent"),
    ChildJvm.otherJar("objenesis")
  };

  @TempDir static Path folder;

  @BeforeAll
  static void compile() {
    Sources.compileResource("Mocking.java", folder, LIBRARIES);
  }

  @ParameterizedTest
  @CsvSource({"true, ''", "false, ''", "true, =verify"})
  void mocksAndSpiesWork(boolean coroFirst, String options) {
    ChildJvm child = new ChildJvm().on(folder).on(LIBRARIES);
    if (coroFirst) {
      child.withCoro(options).withAgent(MOCKITO, "");
    } else {
      child.withAgent(MOCKITO, "").withCoro(options);
    }
    // In front of coro, mocking a class changes the code that is instrumented.
    String parked = coroFirst ? "6" : "CO225";
    List<String> expected =
        List.of(
            "stubbed: 5 0 0, suspended 0",
            "spy: 7 3 5, suspended 0",
            "parked before: " + parked,
            "real object: 6, suspended 2",
            "through a spy: CO204, suspended 0",
            "after that: 6, suspended 2",
            "static mock: 9 0, suspended 0",
            "static: 3, suspended 1");
    List<String> lines = new ArrayList<>(child.run("Mocking").lines());
    if (options.isEmpty()) {
      // Only the verifying mode is sure to see that Mockito calls the real method by reflection.
      lines.replaceAll(line -> line.replace("spy: 4, suspended 1", "spy: CO204, suspended 0"));
    }
    assertEquals(expected, lines);
  }
}
