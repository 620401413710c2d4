package dev.coro.transform.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Suspendable;
import dev.coro.transform.scan.Bridge.Kind;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Type;

final class BridgesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "bridge.md");

  /** Methods that JDKs later than 17 have. */
  private static final Set<String> LATER =
      Set.of(
          "java.lang.Thread.sleep(Duration)",
          "java.lang.Thread.join(Duration)",
          "java.util.concurrent.ExecutorService.close()");

  @Test
  void aLineIsReadInAllItsForms() {
    Bridge call = Bridge.parse("a.B#c(int, java.lang.String[], long[][]) = d.E", "here");
    assertEquals(new Bridge("a/B", "c", "(I[Ljava/lang/String;[[J)", Kind.CALL, "d/E", "c"), call);
    assertEquals(
        "(La/B;I[Ljava/lang/String;[[J)V",
        call.targetDescriptor(false, "(I[Ljava/lang/String;[[J)V"));
    assertEquals("a.B.c(int, String[], long[][])", call.method());
    assertEquals("f", Bridge.parse("a.B#c() = d.E#f", "here").targetName());
    assertEquals(Kind.FUNCTIONAL, Bridge.parse("a.B#c() ~ d.E", "here").kind());
    assertEquals(Kind.EVERYWHERE, Bridge.parse("a.B#c()@d.E", "here").kind());
    assertEquals("use that", Bridge.parse("a.B#c() ! use that", "here").target());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.B",
        "a.B#c = d.E",
        "a.B#c()",
        "a.B#c() = ",
        "a.B#c(in t) = d.E",
        "a.B#c(int,) = d.E",
        "a.B#c() = d.E f",
        "a.B#c() = d/E",
        "a/B#c() = d.E"
      })
  void aWrongLineIsRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Bridge.parse(text, "here")).getMessage();
    assertTrue(message.startsWith("[CO281] '" + text + "' in here names no bridge: "), message);
  }

  /** Each names a method of the JDK, and leads to one of the runtime that takes its place. */
  @Test
  void thoseOfTheJdkFit() throws ReflectiveOperationException {
    for (Bridge bridge : Bridges.ofJdk().all()) {
      Class<?>[] parameters = types(bridge.parameters() + "V");
      Class<?> owner = type(Type.getObjectType(bridge.owner()));
      Method original;
      try {
        original = owner.getMethod(bridge.name(), parameters);
      } catch (NoSuchMethodException e) {
        assertTrue(LATER.contains(bridge.method()), bridge.method());
        continue;
      }
      if (bridge.kind() == Kind.REPORT) {
        continue;
      }
      boolean isStatic = Modifier.isStatic(original.getModifiers());
      String descriptor = bridge.targetDescriptor(isStatic, Type.getMethodDescriptor(original));
      Method target =
          type(Type.getObjectType(bridge.target()))
              .getMethod(bridge.targetName(), types(descriptor));
      assertEquals(original.getReturnType(), target.getReturnType(), bridge.method());
      assertTrue(Modifier.isStatic(target.getModifiers()), bridge.method());
      boolean suspends = bridge.kind() != Kind.EVERYWHERE && !bridge.target().endsWith("/Input");
      assertEquals(suspends, target.isAnnotationPresent(Suspendable.class), bridge.method());
    }
  }

  private static Class<?>[] types(String descriptor) throws ClassNotFoundException {
    List<Class<?>> types = new java.util.ArrayList<>();
    for (Type type : Type.getArgumentTypes(descriptor)) {
      types.add(type(type));
    }
    return types.toArray(new Class<?>[0]);
  }

  private static Class<?> type(Type type) throws ClassNotFoundException {
    return switch (type.getSort()) {
      case Type.INT -> int.class;
      case Type.BYTE -> byte.class;
      case Type.LONG -> long.class;
      case Type.BOOLEAN -> boolean.class;
      case Type.ARRAY -> Class.forName(type.getDescriptor().replace('/', '.'));
      default -> Class.forName(type.getClassName());
    };
  }

  /** The page names, in the first column of its tables, what the code has; both ways. */
  @Test
  void thePageListsThemAll() throws IOException {
    Pattern row = Pattern.compile("^\\| (`.*?`) \\|", Pattern.MULTILINE);
    Pattern name = Pattern.compile("`([\\w.]+)\\.(\\w+)(\\([^`]*\\))?`");
    Set<String> documented = new TreeSet<>();
    for (Matcher rows = row.matcher(Files.readString(PAGE)); rows.find(); ) {
      for (Matcher names = name.matcher(rows.group(1)); names.find(); ) {
        documented.add(names.group(1) + "." + names.group(2));
      }
    }
    Set<String> present =
        Bridges.ofJdk().all().stream()
            .map(b -> b.owner().substring(b.owner().lastIndexOf('/') + 1) + "." + b.name())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(present, documented);
  }

  @Test
  void someCanBeLeftOut() {
    Bridges some =
        Bridges.ofJdk()
            .without(
                Arrays.asList(
                    SuspendablePattern.parse("java.util.concurrent.*", "test"),
                    SuspendablePattern.parse("java.lang.Thread#sleep(long)", "test")));
    List<String> left = some.all().stream().map(Bridge::method).toList();
    assertFalse(left.toString().contains("java.util.concurrent."), left.toString());
    assertFalse(left.contains("java.lang.Thread.sleep(long)"));
    assertTrue(left.contains("java.lang.Thread.sleep(long, int)"));
  }
}
