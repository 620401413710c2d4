package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.SuspendableRunnable;
import dev.coro.rt.StackCheck;
import dev.coro.rt.StackCheckMode;
import dev.coro.transform.scan.UnresolvedOwners;
import dev.coro.transform.testing.Sources;
import dev.coro.transform.testing.TransformingLoader;
import dev.coro.transform.testing.TransformingLoader.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Suspensions across classes whose bytes the loader does not serve, or serves from elsewhere. */
final class LoadersTest {
  private static final String HEAD =
      """
      package p;
      import dev.coro.*;
      import java.util.function.*;
      """;

  private static final String LIBRARY =
      "public class Library { %s public static int twice(int x) {"
          + " Continuation.suspend(); return 2 * x; } }";

  private final List<String> noticed = new ArrayList<>();
  private final UnresolvedOwners unresolved =
      new UnresolvedOwners(
          owner -> {
            noticed.add(owner);
            StackCheck.checkAlways(); // As the agent does.
          });

  @BeforeEach
  void lookOnlyInDoubt() {
    StackCheckMode.inDoubt();
  }

  @AfterEach
  void lookAlways() {
    StackCheckMode.always();
  }

  // ---- loaders that serve no class files

  @Test
  void suspendableMethodsCallEachOtherInMemory() throws Exception {
    assertEquals(
        List.of("suspended", "1-14-2"),
        run(
            inMemory(
                LIBRARY.formatted("@Suspendable"),
                task("int live = 1; end = live + \"-\" + Library.twice(7) + \"-\" + 2;", ""))));
    assertEquals(List.of(), noticed);
  }

  @Test
  void suspensionThroughAnOrdinaryMethodInMemoryIsRefused() throws Exception {
    assertEquals(
        List.of(refused("p.Task#plain()")),
        run(
            inMemory(
                LIBRARY.formatted("@Suspendable"),
                task(
                    "end = plain();",
                    "static String plain() { return \"\" + Library.twice(7); }"))));
    assertEquals(List.of(), noticed);
  }

  @Test
  void suspensionThroughAClassThatWasLeftIsRefused() throws Exception {
    TransformingLoader loader =
        inMemory(
            LIBRARY.formatted("@Suspendable"),
            "public class Plain { static String plain() { return \"\" + Library.twice(7); } }",
            task("end = Plain.plain();", ""));
    assertEquals(List.of(refused("p.Plain#plain()")), run(loader));
    assertInstanceOf(TransformResult.Unchanged.class, loader.result("p.Plain"));
    assertEquals(List.of("p/Library"), noticed);
  }

  @Test
  void inheritedSuspendableMethodIsNoticedBehindAClassThatWasLeft() throws Exception {
    TransformingLoader loader =
        inMemory(
            LIBRARY.formatted("@Suspendable"),
            "public class Heir extends Library { }",
            "public class Plain { static String plain() { return \"\" + Heir.twice(7); } }",
            task("end = Plain.plain();", ""));
    assertEquals(List.of(refused("p.Plain#plain()")), run(loader));
    assertEquals(List.of("p/Heir"), noticed);
  }

  @Test
  void callbackToAMethodReferenceInMemoryIsRefused() throws Exception {
    List<String> events =
        run(
            inMemory(
                LIBRARY.formatted("@Suspendable"),
                task(
                    "IntUnaryOperator twice = Library::twice;"
                        + " end = \"\" + java.util.stream.IntStream.of(3).map(twice).sum();",
                    "")));
    assertEquals(1, events.size());
    assertTrue(
        events
            .get(0)
            .startsWith("[CO204] cannot suspend through java.util.stream.IntPipeline#sum()"),
        events.get(0));
  }

  @Test
  void overriderOfASuspendableMethodInMemorySuspends() throws Exception {
    assertEquals(
        List.of("suspended", "over9"),
        run(
            inMemory(
                "public abstract class Base { @Suspendable abstract String f(int x); }",
                "public class Sub extends Base { String f(int x) {"
                    + " Continuation.suspend(); return \"over\" + x; } }",
                task("Base base = new Sub(); end = base.f(9);", ""))));
  }

  @Test
  void overriderOfAnOrdinaryMethodInMemoryIsRefused() throws Exception {
    assertEquals(
        List.of(refused("p.Caller#call(Base)")),
        run(
            inMemory(
                "public abstract class Base { abstract String f(int x); }",
                "public class Sub extends Base { String f(int x) {"
                    + " Continuation.suspend(); return \"over\" + x; } }",
                "public class Caller { static String call(Base base) { return base.f(9); } }",
                task("end = Caller.call(new Sub());", ""))));
  }

  @Test
  void lambdaForAFunctionalInterfaceInMemorySuspends() throws Exception {
    assertEquals(
        List.of("suspended", "5"),
        run(
            inMemory(
                "public interface Action { @Suspendable int act(); }",
                task(
                    "int five = 5;"
                        + " Action action = () -> { Continuation.suspend(); return five; };"
                        + " end = \"\" + action.act();",
                    ""))));
  }

  @Test
  void absentOptionalDependencyChangesNothing() throws Exception {
    Map<String, byte[]> files =
        compile(
            "public class Absent { public static void f() { } }",
            "public class Plain { static void maybe() { Absent.f(); } }",
            task("end = \"ran\"; Continuation.suspend();", "void maybe() { Absent.f(); }"));
    files.remove("p.Absent");
    TransformingLoader loader = loader(files, Order.PARENT_FIRST);
    assertEquals(List.of("suspended", "ran"), run(loader));
    loader.loadClass("p.Plain");
    assertInstanceOf(TransformResult.Unchanged.class, loader.result("p.Plain"));
    assertEquals(List.of(), noticed);
  }

  @Test
  void classInMemoryOfTheParentIsNoticedWhenAChildCallsIt() throws Exception {
    Map<String, byte[]> files =
        compile(
            LIBRARY.formatted("@Suspendable"),
            "public class Plain { public static String plain() { return \"\" + Library.twice(7); } }",
            task("end = Plain.plain();", ""));
    Map<String, byte[]> library = Map.of("p.Library", files.remove("p.Library"));
    TransformingLoader parent = loader(library, Order.NOT_SERVED);
    parent.loadClass("p.Library");
    var child =
        TransformingLoader.with(Order.PARENT_FIRST, Order.PARENT_FIRST, unresolved)
            .apply(parent, files);
    assertEquals(List.of(refused("p.Plain#plain()")), run(child));
    assertEquals(List.of("p/Library"), noticed);
  }

  // ---- one name, two classes

  @Test
  void childFirstLoaderSeesItsOwnClass() throws Exception {
    List<String> suspends = List.of("suspended", "14");
    List<String> refuses = List.of(refused("p.Library#twice(int)"));
    for (Order order : List.of(Order.CHILD_FIRST, Order.PARENT_FIRST)) {
      boolean own = order == Order.CHILD_FIRST;
      assertEquals(own ? suspends : refuses, runTree("", "@Suspendable", order, order));
      assertEquals(own ? refuses : suspends, runTree("@Suspendable", "", order, order));
    }
    assertEquals(List.of(), noticed);
  }

  @Test
  void classThatIsNotTheOneServedIsNoticed() throws Exception {
    assertEquals(
        List.of(refused("p.Task#run()")),
        runTree("", "@Suspendable", Order.CHILD_FIRST, Order.PARENT_FIRST));
    assertEquals(List.of("p/Library"), noticed);
  }

  @Test
  void classWithFewerSuspendableMethodsThanTheOneServedIsHarmless() throws Exception {
    assertEquals(
        List.of(refused("p.Library#twice(int)")),
        runTree("@Suspendable", "", Order.CHILD_FIRST, Order.PARENT_FIRST));
    assertEquals(List.of(), noticed);
  }

  private List<String> runTree(String inParent, String inChild, Order classes, Order resources)
      throws Exception {
    TransformingLoader parent = loader(compile(LIBRARY.formatted(inParent)), Order.PARENT_FIRST);
    var child =
        TransformingLoader.with(classes, resources, unresolved)
            .apply(
                parent,
                compile(LIBRARY.formatted(inChild), task("end = \"\" + Library.twice(7);", "")));
    return run(child);
  }

  // ---- many threads

  @Test
  void classesLoadedByManyThreadsAtOnceAreAllInstrumented() throws Exception {
    int chain = 60;
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < chain; i++) {
      String next = i + 1 < chain ? "C" + (i + 1) + ".f(x + 1)" : "x";
      texts.add(
          ("public class C%d { @Suspendable public static int f(int x) {"
                  + " Continuation.suspend(); return %s; } }")
              .formatted(i, next));
    }
    texts.add(task("end = \"\" + C0.f(0);", ""));
    Map<String, byte[]> files = compile(texts.toArray(new String[0]));
    for (Order order : List.of(Order.PARENT_FIRST, Order.NOT_SERVED)) {
      TransformingLoader loader = loader(files, order);
      loadAll(loader, chain);
      List<String> events = run(loader);
      assertEquals(chain + 1, events.size(), order + " " + events);
      assertEquals(String.valueOf(chain - 1), events.get(chain), order.toString());
    }
  }

  private static void loadAll(TransformingLoader loader, int chain) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Class<?>>> loads = new ArrayList<>();
      for (int i = 0; i < chain; i++) {
        String name = "p.C" + i;
        loads.add(() -> loader.loadClass(name));
        loads.add(() -> loader.loadClass(name));
      }
      for (Future<Class<?>> load : threads.invokeAll(loads)) {
        load.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  // ---- running

  private TransformingLoader inMemory(String... types) {
    return loader(compile(types), Order.NOT_SERVED);
  }

  private TransformingLoader loader(Map<String, byte[]> files, Order resources) {
    return TransformingLoader.with(Order.PARENT_FIRST, resources, unresolved)
        .apply(getClass().getClassLoader(), files);
  }

  private static Map<String, byte[]> compile(String... types) {
    Sources sources = new Sources();
    for (String type : types) {
      String name = type.replaceFirst("(?s).*?(class|interface) (\\w+).*", "$2");
      sources.add("p." + name, HEAD + type);
    }
    return new HashMap<>(sources.compile());
  }

  /** A class whose {@code run} does something, and leaves its result. */
  private static String task(String statements, String members) {
    return "public class Task implements SuspendableRunnable { public static String end;"
        + " public void run() { "
        + statements
        + " } "
        + members
        + " }";
  }

  /** Suspensions, then the result or what was refused. */
  private static List<String> run(TransformingLoader loader) throws Exception {
    Class<?> task = loader.loadClass("p.Task");
    Continuation continuation =
        new Continuation((SuspendableRunnable) task.getConstructor().newInstance());
    List<String> events = new ArrayList<>();
    try {
      while (continuation.resume()) {
        events.add("suspended");
        assertFalse(events.size() > 1000);
      }
    } catch (dev.coro.NotSuspendableException e) {
      events.add(e.getMessage().replaceFirst(" at .*", ""));
      return events;
    }
    events.add((String) task.getField("end").get(null));
    return events;
  }

  private static String refused(String method) {
    return "[CO204] cannot suspend through " + method;
  }
}
