package dev.coro.benchmarks.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.benchmarks.transform.TransformPass.Outcome;
import dev.coro.transform.scan.SuspendableNames;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A small module of the JDK goes through the measurement. */
final class TransformPassTest {
  private static final String MODULE = "java.prefs";

  private static Map<String, byte[]> module;
  private static Map<String, byte[]> world;

  @BeforeAll
  static void read() throws IOException {
    module = ClassFiles.ofJdk(List.of(MODULE));
    world = new TreeMap<>(ClassFiles.ofJdk(List.of("java.base", "java.xml")));
    world.putAll(module);
  }

  @Test
  void classesOfTheModuleAreFound() {
    assertTrue(module.containsKey("java/util/prefs/Preferences"));
    assertFalse(module.containsKey("module-info"));
    assertFalse(module.containsKey("java/lang/Object"));
  }

  @Test
  void everythingSuspendableChangesMostClasses() {
    TreeSet<String> changed = new TreeSet<>();
    Outcome outcome =
        new TransformPass(module, world, SuspendableNames.everything())
            .run((name, classFile) -> changed.add(name));
    assertEquals(module.size(), outcome.growth().count() + outcome.unchanged());
    assertEquals(changed.size(), outcome.growth().count());
    assertTrue(changed.contains("java/util/prefs/AbstractPreferences"));
    assertTrue(outcome.growth().total() > 1.2);
    assertTrue(outcome.all().ratio() > 0);
    assertTrue(outcome.changed().ratio() > 0);
    assertTrue(outcome.asmTreeNanos() > 0);
  }

  @Test
  void annotationsAloneChangeNothing() {
    Outcome outcome =
        new TransformPass(module, world, SuspendableNames.none())
            .run((name, classFile) -> assertEquals("", name));
    assertEquals(module.size(), outcome.unchanged());
    assertEquals(Map.of(), outcome.refusals());
  }
}
