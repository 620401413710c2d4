package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.coro.Continuation;
import dev.coro.SuspendableRunnable;
import dev.coro.transform.testing.Jars;
import dev.coro.transform.testing.Sources;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent serves class loaders of every kind, and keeps none of them alive. */
class LoadersIT {
  private static Map<String, byte[]> classes;

  @TempDir Path folder;

  /** The library has no annotation: a resource in its jar names what is suspendable. */
  @BeforeAll
  static void compile() {
    classes =
        new Sources()
            .add(
                "p.Library",
                "package p; public class Library {"
                    + " public static int twice(int x) {"
                    + " dev.coro.Continuation.suspend(); return 2 * x; } }")
            .add(
                "p.Task",
                "package p; public class Task implements dev.coro.SuspendableRunnable {"
                    + " public static int end;"
                    + " public void run() { int one = 1; end = one + Library.twice(7); } }")
            .compile();
  }

  private static byte[] jar() {
    return Jars.of(
        classes, Map.of("META-INF/coro/suspendables", "# comment\n\np.Library#twi*  # more\n"));
  }

  @Test
  void jarWithAResourceSuspendsWithoutAnnotations() throws Exception {
    Path jar = Files.write(folder.resolve("app.jar"), jar());
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent())) {
      assertEquals(15, run(loader));
    }
  }

  @Test
  void jarInsideAJarSuspends() throws Exception {
    Path outer =
        Files.write(folder.resolve("boot.jar"), Jars.ofEntries(Map.of("lib/app.jar", jar())));
    try (var loader = new NestedJarLoader(outer, "lib/app.jar", parent())) {
      assertEquals(15, run(loader));
    }
  }

  @Test
  void loaderThatIsGoneIsCollected() throws Exception {
    Path jar = Files.write(folder.resolve("app.jar"), jar());
    WeakReference<ClassLoader> gone = runAndForget(jar);
    for (int i = 0; i < 50 && gone.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertNull(gone.get());
  }

  private static WeakReference<ClassLoader> runAndForget(Path jar) throws Exception {
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent())) {
      assertEquals(15, run(loader));
      return new WeakReference<>(loader);
    }
  }

  private static ClassLoader parent() {
    return LoadersIT.class.getClassLoader();
  }

  /** Runs the task, which suspends once, and returns what it leaves. */
  private static int run(ClassLoader loader) throws Exception {
    Class<?> task = loader.loadClass("p.Task");
    var continuation = new Continuation((SuspendableRunnable) task.getConstructor().newInstance());
    assertEquals(true, continuation.resume());
    assertEquals(false, continuation.resume());
    return task.getField("end").getInt(null);
  }
}
