package dev.coro.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CoroPluginTest {
  @Test
  void argumentsAreRefusedWithAnExplanation() {
    RuntimeException failure =
        assertThrows(
            RuntimeException.class,
            () -> Compilation.of("Empty.java", "class Empty {}", "-Xplugin:coro strict"));
    assertTrue(
        failure.toString().contains("[CO001] Argument 'strict', javac option -Xplugin:coro"),
        failure::toString);
  }

  @Test
  void errorsOfJavacItselfStayTheOnlyOnes() throws Exception {
    Compilation result =
        Compilation.of("Broken.java", "class Broken { Missing field; }", "-Xplugin:coro");
    assertEquals(1, result.errors().size(), result.errors()::toString);
    assertEquals(List.of(), result.classNames());
  }
}
