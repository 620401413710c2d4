package dev.coro.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Suspendable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The jar that users get: complete, relocated, with its licences, and installed as an agent. */
final class ShadedJarIT {
  @Test
  void runtimeAndAgentComeFromTheShadedJar() throws URISyntaxException {
    assertEquals("coro.jar", origin(Suspendable.class).getFileName().toString());
    assertEquals(origin(Suspendable.class), origin(Premain.class));
    assertSame(ClassLoader.getSystemClassLoader(), Premain.class.getClassLoader());
  }

  @Test
  void agentIsInstalled() {
    List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
    assertTrue(
        arguments.stream().anyMatch(argument -> argument.matches("-javaagent:.*coro\\.jar(=.*)?")),
        () -> "no -javaagent in " + arguments);
  }

  @Test
  void everyClassIsBelowOurPackage() throws Exception {
    try (JarFile jar = new JarFile(origin(Premain.class).toFile())) {
      Set<String> strangers =
          jar.stream()
              .filter(entry -> entry.getName().endsWith(".class"))
              .map(entry -> entry.getName())
              .filter(name -> !name.startsWith("dev/coro/"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(Set.of(), strangers);
      assertNotNull(jar.getEntry("dev/coro/shaded/asm/ClassReader.class"));
    }
  }

  @Test
  void manifestDeclaresTheAgent() throws Exception {
    try (JarFile jar = new JarFile(origin(Premain.class).toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      assertEquals("dev.coro.agent.Premain", manifest.getValue("Premain-Class"));
      assertEquals("dev.coro.agent.Premain", manifest.getValue("Agent-Class"));
      assertEquals("true", manifest.getValue("Can-Retransform-Classes"));
      assertEquals("true", manifest.getValue("Can-Redefine-Classes"));
      assertEquals("dev.coro", manifest.getValue("Automatic-Module-Name"));
      assertNotNull(manifest.getValue("Implementation-Version"));
      assertNull(manifest.getValue("Launcher-Agent-Class"));
    }
  }

  @Test
  void licencesOfTheContentsAreKept() throws IOException, URISyntaxException {
    try (JarFile jar = new JarFile(origin(Premain.class).toFile())) {
      for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/ASM")) {
        assertNotNull(jar.getEntry(name), name);
      }
    }
  }

  private static Path origin(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
