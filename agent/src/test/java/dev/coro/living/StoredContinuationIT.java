package dev.coro.living;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A continuation that one JVM has written goes on in another one, or is refused exactly. */
class StoredContinuationIT {
  @TempDir static Path folder;

  private static String source;

  /** Written at the first step, in the folder of the classes as they are. */
  private static Path stored;

  private static Path classes;

  @BeforeAll
  static void store() throws IOException {
    source = Files.readString(ChildJvm.testClasses().resolve("living/Order.java"));
    classes = compiled("same", source);
    stored = folder.resolve("stored");
    assertEquals(List.of("at pay 0"), run(classes, "", "begin", stored).lines());
  }

  private static Path compiled(String name, String text) {
    Path target = folder.resolve(name);
    compile(text, target, "-g");
    return target;
  }

  private static void compile(String text, Path target, String option) {
    try {
      Files.createDirectories(target);
      Path file = Files.writeString(target.resolve("Order.java"), text);
      Sources.compileFiles(target, List.of(option), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ChildJvm.Result run(Path classes, String options, String verb, Path file) {
    return new ChildJvm().withCoro(options).on(classes).run("Order", verb, file.toString());
  }

  /** What is said about the stored continuation by a JVM with other classes or options. */
  private static String refusal(ChildJvm.Result result) {
    assertNotEquals(0, result.status(), result.toString());
    assertEquals(List.of(), result.out());
    String line =
        result
            .err()
            .lines()
            .filter(l -> l.startsWith("Exception in thread"))
            .findFirst()
            .orElseThrow(() -> new AssertionError(result.toString()));
    String type = "java.io.InvalidObjectException: ";
    assertTrue(line.contains(type), result.err());
    return line.substring(line.indexOf(type) + type.length());
  }

  private static String refusal(Path classes) {
    return refusal(run(classes, "", "go on", stored));
  }

  private static String place(String text, String method, String statement) {
    long line = text.lines().takeWhile(l -> !l.contains(statement)).count() + 1;
    return "Order#" + method + " at Order.java:" + line;
  }

  @Test
  void everyStepRunsInAJvmOfItsOwn() throws IOException {
    Path file = folder.resolve("steps");
    List<String> said = new ArrayList<>(run(classes, "", "begin", file).lines());
    for (int i = 0; i < 5; i++) {
      said.addAll(run(classes, i % 2 == 0 ? "" : "=verify", "go on", file).lines());
    }
    assertEquals(
        List.of(
            "at pay 0",
            "behind pay 0",
            "at pay 1",
            "behind pay 1",
            "at ship",
            "behind ship",
            "at parcel 1",
            "behind parcel 1",
            "at parcel 2",
            "behind parcel 2",
            "finally true [paid 0, paid 1, parcel 1, parcel 2]",
            "tea 3 1099511627776 0.75",
            "ended"),
        said);
  }

  @Test
  void otherLinesAndOtherMethodsDoNoHarm() throws IOException {
    Path file = Files.copy(stored, folder.resolve("movedFile"));
    String moved =
        source.replace("  @Suspendable\n", "\n\n  @Suspendable\n").replace("parcels(", "packets(");
    moved = moved.replace("packets(number)", "parcels(number)");
    moved =
        moved.replace(
            "static Generator.Cursor<Integer> packets(",
            "static void more() {}\n  static Generator.Cursor<Integer> parcels(");
    assertEquals(
        List.of("behind pay 0", "at pay 1"),
        run(compiled("moved", moved), "", "go on", file).lines());
  }

  @Test
  void aChangedMethodIsRefused() {
    assertEquals(
        "[CO256] cannot read an activation of "
            + place(source, "pay(int, List, int)", "step(\"pay \"")
            + ": the method has other code here. What it saved may not fit the code here; read it"
            + " with the code that wrote it, or start again.",
        refusal(compiled("changed", source.replace("\"paid \" + i", "\"payed \" + i"))));
    String message =
        refusal(compiled("changedCaller", source.replace("number / 4.0", "number / 5.0")));
    assertTrue(
        message.startsWith(
            "[CO256] cannot read an activation of "
                + place(source, "process(int, long)", "pay(3, log, i);")),
        message);
  }

  @Test
  void aMissingMethodIsRefused() {
    String message = refusal(compiled("renamed", source.replace("process(", "handle(")));
    assertTrue(
        message.startsWith(
            "[CO256] cannot read an activation of "
                + place(source, "process(int, long)", "pay(3, log, i);")
                + ": its class has no such method here."),
        message);
  }

  @Test
  void aMissingClassOfAVariableIsRefused() throws IOException {
    Path without = compiled("withoutItem", source);
    Files.delete(without.resolve("Item.class"));
    assertEquals(
        "[CO255] cannot read an activation of "
            + place(source, "process(int, long)", "pay(3, log, i);")
            + ": variable 'item' needs Item, which is missing. Have the reader's class path hold"
            + " what the writer's did.",
        refusal(without));
  }

  @Test
  void anotherVersionOfTheClassOfAVariableIsRefused() {
    String message =
        refusal(
            compiled("otherItem", source.replace("serialVersionUID = 1", "serialVersionUID = 2")));
    assertTrue(message.contains("variable 'item' is of a class that differs here, "), message);
  }

  @Test
  void aMissingClassOfAMethodIsRefused() {
    String reader = source.replace("class Order", "class Reader");
    Path target = folder.resolve("reader");
    Sources.compileText("Reader", reader, target);
    ChildJvm.Result result =
        new ChildJvm().withCoro("").on(target).run("Reader", "go on", stored.toString());
    assertEquals(
        "[CO255] cannot read an activation of "
            + place(source, "step(String)", "Continuation.suspend();")
            + ": the method's class needs Order, which is missing. Have the reader's class path"
            + " hold what the writer's did.",
        refusal(result));
  }

  @Test
  void aReaderWithoutTheAgentIsRefused() {
    assertEquals(
        "[CO257] cannot read an activation of "
            + place(source, "step(String)", "Continuation.suspend();")
            + ": the coro agent is not active, so no method can be resumed. Start Java with"
            + " -javaagent:coro.jar.",
        refusal(new ChildJvm().on(classes).run("Order", "go on", stored.toString())));
  }

  @Test
  void aReaderWhoseAgentLeavesTheClassOutIsRefused() {
    String message = refusal(run(classes, "=exclude=Order", "go on", stored));
    assertTrue(message.startsWith("[CO257] "), message);
    assertTrue(message.contains("the method has no resume body here"), message);
  }

  @Test
  void withoutDebugInformationMessagesCountTheValues() throws IOException {
    Path bare = folder.resolve("bare");
    String text = source.replace("class Item implements Serializable", "class Item");
    compile(text, bare, "-g:none");
    ChildJvm.Result result = run(bare, "", "begin", folder.resolve("never"));
    assertTrue(
        result
            .err()
            .contains(
                "[CO254] cannot write a continuation parked in Order#process(int, long): value number"
                    + " 3 is a Item, which is not serialisable."),
        result.err());
  }

  /** The reader finds the resume bodies of a module that is open to nobody. */
  @Test
  void anActivationInAClosedModuleIsRead() throws IOException {
    Path sources = Files.createDirectories(folder.resolve("module/shop"));
    Path target = folder.resolve("moduleClasses");
    Path module =
        Files.writeString(
            sources.resolveSibling("module-info.java"), "module shop { requires dev.coro; }");
    Path order = Files.writeString(sources.resolve("Order.java"), "package shop;\n" + source);
    Sources.compileFiles(
        target, List.of("--module-path", ChildJvm.coroJar().toString()), module, order);
    Path file = folder.resolve("moduleFile");
    List<String> said = new ArrayList<>();
    for (String verb : List.of("begin", "go on", "go on")) {
      ChildJvm child =
          new ChildJvm()
              .withCoro("")
              .with("--module-path=" + ChildJvm.coroJar() + File.pathSeparator + target)
              .with("--add-modules=shop");
      said.addAll(child.runModule("shop/shop.Order", verb, file.toString()).lines());
    }
    assertEquals(List.of("at pay 0", "behind pay 0", "at pay 1", "behind pay 1", "at ship"), said);
  }

  /** The loader of the runtime does not see the classes; that of the code that reads does. */
  @Test
  void aStreamIsReadByTheLoaderOfTheCodeThatReadsIt() throws IOException {
    Path file = folder.resolve("loaderFile");
    Path launched = folder.resolve("launched");
    String source =
        """
        import java.net.*;
        import java.nio.file.*;
        public class Launcher {
          public static void main(String[] args) throws Exception {
            URL[] urls = {Path.of(args[0]).toUri().toURL()};
            Class<?> order = new URLClassLoader(urls).loadClass("Order");
            for (String verb : new String[] {"begin", "go on", "go on"}) {
              order.getMethod("main", String[].class)
                  .invoke(null, (Object) new String[] {verb, args[1]});
            }
          }
        }
        """;
    Sources.compileText("Launcher", source, launched);
    ChildJvm.Result result =
        new ChildJvm()
            .withCoro("")
            .on(launched)
            .run("Launcher", classes.toString(), file.toString());
    assertEquals(
        List.of("at pay 0", "behind pay 0", "at pay 1", "behind pay 1", "at ship"), result.lines());
  }
}
