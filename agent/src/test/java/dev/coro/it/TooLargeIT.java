package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.SuspendableRunnable;
import dev.coro.transform.testing.Sources;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suspension in a method that got too large says so, and the rest of its class suspends. */
final class TooLargeIT {
  private static final String NAME = "app.Huge";

  @TempDir Path folder;

  @Test
  void suspensionInAMethodThatIsTooLargeSaysWhy() throws Exception {
    String statements =
        IntStream.range(0, 5000)
            .mapToObj(i -> "x += step(x) ^ " + i + ";")
            .collect(Collectors.joining("\n"));
    String text =
        """
        package app;
        import dev.coro.*;
        public class Huge {
        public static final class Body implements SuspendableRunnable {
          public String message;
          @Override public void run() {
            Continuation.suspend();
            try {
              huge(1);
            } catch (NotSuspendableException e) {
              message = e.getMessage();
            }
            Continuation.suspend();
          }
        }
        @Suspendable static int step(int x) { if (x == 1) Continuation.suspend(); return x; }
        @Suspendable static int huge(int x) {
        %s
          return x;
        }
        }
        """
            .formatted(statements);
    write(new Sources().add(NAME, text).compile());
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> type = loader.loadClass(NAME + "$Body");
      var body = (SuspendableRunnable) type.getConstructor().newInstance();
      Continuation continuation = new Continuation(body);
      assertTrue(continuation.resume());
      assertTrue(continuation.resume());
      assertFalse(continuation.resume());
      assertEquals(
          "[CO106] "
              + NAME
              + "#huge(int) at Huge.java:18 would pass the JVM's limit of 64 KB for one method once"
              + " instrumented. Split it into smaller methods.",
          type.getField("message").get(body));
    }
  }

  private void write(Map<String, byte[]> classFiles) throws IOException {
    Files.createDirectory(folder.resolve("app"));
    for (Map.Entry<String, byte[]> file : classFiles.entrySet()) {
      Files.write(folder.resolve(file.getKey().replace('.', '/') + ".class"), file.getValue());
    }
  }
}
