package dev.coro.transform.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.transform.testing.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls are suspension points, by annotation, inheritance and name. */
final class ClassHierarchyTest {
  private static final String SOURCE =
      """
      package p;
      import dev.coro.Suspendable;
      import java.util.function.*;
      interface Service {
        @Suspendable void work();
        void other();
        @Suspendable default int defaulted() { return 1; }
        @Suspendable static void make() { }
      }
      interface Wider extends Service { void work(); }
      abstract class Base implements Wider {
        public void other() { }
        @Suspendable void based() { }
        @Suspendable private void own() { }
        @Suspendable static void helper() { }
      }
      class Sub extends Base {
        public void work() { }
        void based() { }
        void own() { }
        static void helper() { }
        public int defaulted() { return 2; }
        void work(int overload) { }
      }
      @Suspendable class Typed {
        Typed() { }
        void any() { Runnable r = () -> { }; }
        class Nested { void inner() { } }
      }
      class TypedHeir extends Typed { void any() { } void more() { } }
      @Suspendable interface Marked { void a(); default void b() { } }
      class Marking implements Marked { public void a() { } public void b() { } void c() { } }
      interface Source<T> { @Suspendable T next(); @Suspendable void take(T item); }
      class Numbers implements Source<Integer> {
        public Integer next() { return 1; }
        public void take(Integer item) { }
        void take(String item) { }
      }
      class Covariant { @Suspendable Object copy() { return null; } }
      class CovariantHeir extends Covariant { String copy() { return null; } }
      class Adopted { public void work() { } }
      class Adopter extends Adopted implements Service { public void other() { } }
      class Plain implements Runnable { public void run() { } void f(int i, String s) { } }
      """;

  private static Map<String, byte[]> files;

  @BeforeAll
  static void compile() {
    files = new HashMap<>(new Sources().add("p.All", SOURCE).compile());
  }

  @ParameterizedTest
  @CsvSource({
    "p.Service, work, ()V, YES",
    "p.Service, other, ()V, NO",
    "p.Service, make, ()V, YES",
    "p.Wider, work, ()V, YES",
    "p.Wider, defaulted, ()I, YES",
    "p.Base, work, ()V, YES",
    "p.Base, other, ()V, NO",
    "p.Base, own, ()V, YES",
    "p.Sub, work, ()V, YES",
    "p.Sub, work, (I)V, NO",
    "p.Sub, based, ()V, YES",
    "p.Sub, helper, ()V, NO",
    "p.Sub, defaulted, ()I, YES",
    "p.Typed, any, ()V, YES",
    "p.Typed, <init>, ()V, NO",
    "p.Typed, lambda$any$0, ()V, NO",
    "p.Typed$Nested, inner, ()V, NO",
    "p.TypedHeir, any, ()V, YES",
    "p.TypedHeir, more, ()V, NO",
    "p.Marking, a, ()V, YES",
    "p.Marking, b, ()V, YES",
    "p.Marking, c, ()V, NO",
    "p.Source, next, ()Ljava/lang/Object;, YES",
    "p.Numbers, next, ()Ljava/lang/Object;, YES",
    "p.Numbers, next, ()Ljava/lang/Integer;, YES",
    "p.Numbers, take, (Ljava/lang/Integer;)V, YES",
    "p.Numbers, take, (Ljava/lang/String;)V, NO",
    "p.CovariantHeir, copy, ()Ljava/lang/String;, YES",
    "p.Adopter, work, ()V, YES",
    "p.Adopted, work, ()V, NO",
    "p.Plain, run, ()V, NO",
    "p.Plain, f, (ILjava/lang/String;)V, NO",
    "p.Plain, clone, ()Ljava/lang/Object;, NO",
    "java.lang.Runnable, run, ()V, NO",
    "p.Missing, f, ()V, UNKNOWN",
    "p.Missing, <init>, ()V, NO",
  })
  void annotationIsInherited(String owner, String name, String descriptor, Suspendability found) {
    assertEquals(found, ask(hierarchy(SuspendableNames.none()), owner, name, descriptor));
  }

  @ParameterizedTest
  @CsvSource({
    "p.Service#other, p.Sub, other, ()V, YES",
    "p.Service#other, p.Plain, run, ()V, NO",
    "p.Wider, p.Sub, work, ()V, YES",
    "p.Adopted, p.Adopted, work, ()V, YES",
    "p.Plain, p.Plain, f, (ILjava/lang/String;)V, YES",
    "p.Plain, p.Plain, <init>, ()V, NO",
    "p.*, p.Typed, lambda$any$0, ()V, NO",
    "p.Missing#f, p.Missing, f, ()V, YES",
    "p.Missing#f, p.Missing, g, ()V, UNKNOWN",
    "p.Missing#f(int), p.Missing, f, ()V, UNKNOWN",
    "java.lang.Runnable, p.Plain, run, ()V, YES",
    "java.lang.Runnable, java.lang.Runnable, run, ()V, YES",
    "java.lang.Runnable, java.util.concurrent.RunnableFuture, run, ()V, YES",
    "java.lang.Runnable, java.util.TimerTask, cancel, ()Z, NO",
  })
  void nameIsInheritedLikeAnAnnotation(
      String pattern, String owner, String name, String descriptor, Suspendability found) {
    SuspendableNames names =
        SuspendableNames.of(List.of(SuspendablePattern.parse(pattern, "a test")));
    assertEquals(found, ask(hierarchy(names), owner, name, descriptor));
  }

  @ParameterizedTest
  @CsvSource({
    "p.Plain, f, (ILjava/lang/String;)V, YES, YES",
    "p.Plain, <init>, ()V, NO, NO",
    "p.Typed, lambda$any$0, ()V, YES, YES",
    "p.Missing, f, ()V, YES, YES",
    "java.util.List, size, ()I, YES, NO",
    "dev.coro.rt.Pins, pin, ()V, NO, NO",
    "dev.coro.Continuation, suspend, ()V, YES, YES",
  })
  void everythingIsSuspendable(
      String owner, String name, String descriptor, Suspendability all, Suspendability butJdk) {
    assertEquals(all, ask(hierarchy(SuspendableNames.everything()), owner, name, descriptor));
    assertEquals(
        butJdk, ask(hierarchy(SuspendableNames.everythingButJdk()), owner, name, descriptor));
  }

  @Test
  void methodOfAMissingSupertypeMayBeSuspendable() {
    Map<String, byte[]> rest = new HashMap<>(files);
    rest.remove("p.Base");
    ClassHierarchy hierarchy = hierarchy(rest, SuspendableNames.none());
    assertEquals(Suspendability.UNKNOWN, ask(hierarchy, "p.Sub", "based", "()V"));
    assertEquals(Suspendability.NO, ask(hierarchy, "p.Sub", "helper", "()V"));
    assertTrue(hierarchy.overridesOther("p/Sub", "based", "()V"));
  }

  @Test
  void overriderOfAMethodOfTheJdkIsDoubtedEvenIfItIsNamed() {
    List<SuspendablePattern> patterns =
        Arrays.asList(SuspendablePattern.parse("java.lang.Runnable#run", "a test"));
    ClassHierarchy hierarchy = hierarchy(SuspendableNames.of(patterns));
    assertTrue(hierarchy.overridesOther("p/Plain", "run", "()V"));
    assertTrue(hierarchy.overridesOther("java/lang/Runnable", "run", "()V"));
  }

  private static Suspendability ask(
      ClassHierarchy hierarchy, String owner, String name, String descriptor) {
    return hierarchy.suspendability(owner.replace('.', '/'), name, descriptor);
  }

  private static ClassHierarchy hierarchy(SuspendableNames names) {
    return hierarchy(files, names);
  }

  private static ClassHierarchy hierarchy(Map<String, byte[]> classes, SuspendableNames names) {
    return new ClassHierarchy(
        internalName -> bytes(classes, internalName), names, new UnresolvedOwners(owner -> {}));
  }

  private static byte[] bytes(Map<String, byte[]> classes, String internalName) {
    byte[] own = classes.get(internalName.replace('/', '.'));
    if (own != null) {
      return own;
    }
    try (InputStream stream =
        ClassHierarchyTest.class.getClassLoader().getResourceAsStream(internalName + ".class")) {
      return stream == null ? null : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
