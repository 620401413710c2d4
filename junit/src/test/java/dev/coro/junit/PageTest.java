package dev.coro.junit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of docs/testing.md is a test of this module. */
class PageTest {
  private static final String EXAMPLE = "junit/src/test/java/dev/coro/junit/TicketsIT.java";

  @Test
  void pageShowsTheTest() throws IOException {
    Path root = Path.of(System.getProperty("basedir", "."), "..");
    String source = Files.readString(root.resolve(EXAMPLE));
    String shown = source.substring(source.indexOf("import dev.coro.Coroutine;"));
    String page = Files.readString(root.resolve("docs/testing.md"));
    assertTrue(page.contains("<!-- example: " + EXAMPLE + " -->\n```java\n" + shown + "```\n"));
  }
}
