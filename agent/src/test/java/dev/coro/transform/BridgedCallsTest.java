package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.transform.scan.Bridges;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.UnresolvedOwners;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

final class BridgedCallsTest {
  private static final Path FIXTURES =
      Path.of("target", "test-classes", "dev", "coro", "transform", "fixtures");

  private static byte[] transform(
      String name, byte[] classFile, Bridges bridges, Map<String, byte[]> more) {
    FixtureLoader loader = new FixtureLoader(false, more);
    ClassHierarchy hierarchy =
        new ClassHierarchy(
            loader::bytes, SuspendableNames.none(), new UnresolvedOwners(owner -> {}), bridges);
    return Transformer.transform(name, classFile, hierarchy)
            instanceof TransformResult.Transformed t
        ? t.classFile()
        : classFile;
  }

  /** All fixtures but those that have such calls get the bytes that they get without bridges. */
  @Test
  void codeWithoutBlockingCallsStaysAsItWas() throws IOException {
    Set<String> changed = new TreeSet<>();
    try (Stream<Path> files = Files.list(FIXTURES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        byte[] classFile = Files.readAllBytes(file);
        String name = new ClassReader(classFile).getClassName().replace('/', '.');
        byte[] with = transform(name, classFile, Bridges.ofJdk(), Map.of());
        byte[] without = transform(name, classFile, Bridges.none(), Map.of());
        if (!Arrays.equals(with, without)) {
          changed.add(name.substring(name.lastIndexOf('.') + 1));
        }
      }
    }
    assertEquals(Set.of("Locals", "Pinned"), changed, "they sort, or call forEach");
  }

  private static final String SOURCE =
      """
      package made;
      import dev.coro.Suspendable;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.locks.*;
      import java.util.function.*;
      public class Made {
        static class Own extends LinkedBlockingQueue<String> {}
        static class Overriding extends LinkedBlockingQueue<String> {
          @Override public String take() { return ""; }
          @Suspendable String twice() throws Exception { return super.poll(1, TimeUnit.DAYS); }
        }
        interface OwnQueue extends BlockingQueue<String> {}
        @Suspendable static void pause() {}
        @Suspendable static void subtypes(Own own, OwnQueue queue, ArrayBlockingQueue<String> q)
            throws Exception {
          own.take(); queue.take(); q.take();
        }
        @Suspendable static void overridden(Overriding own) throws Exception { own.take(); }
        static void plain(BlockingQueue<String> q, Lock lock) throws Exception {
          q.take(); Thread.sleep(1); lock.unlock();
        }
        @Suspendable static void pure(List<String> all, Map<String, String> map) {
          all.forEach(s -> s.length()); all.forEach(System.out::println);
          map.computeIfAbsent("a", k -> k); all.sort(null);
        }
        @Suspendable static void suspending(List<String> all, Consumer<String> given) {
          all.forEach(s -> pause()); all.forEach(given);
        }
        @Suspendable static void reported() { LockSupport.park(); }
      }
      """;

  private static List<String> calls(String method) {
    Map<String, byte[]> files = new Sources().add("made.Made", SOURCE).compile();
    byte[] classFile = transform("made.Made", files.get("made.Made"), Bridges.ofJdk(), files);
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    List<String> calls = new ArrayList<>();
    for (MethodNode each : node.methods) {
      if (each.name.equals(method) && !each.desc.contains("SavedFrame")) {
        for (AbstractInsnNode insn : each.instructions) {
          if (insn instanceof MethodInsnNode call && !call.owner.startsWith("dev/coro/rt/")) {
            calls.add(call.owner + "." + call.name);
          }
        }
      }
    }
    return calls;
  }

  @Test
  void subtypesAreBridgedAndOverridesAreNot() {
    assertEquals(
        List.of(
            "dev/coro/bridge/Queues.take",
            "dev/coro/bridge/Queues.take",
            "dev/coro/bridge/Queues.take"),
        calls("subtypes"));
    assertEquals(List.of("made/Made$Overriding.take"), calls("overridden"));
  }

  @Test
  void onlyLocksAreBridgedInMethodsThatCannotBeSuspended() {
    assertEquals(
        List.of(
            "java/util/concurrent/BlockingQueue.take",
            "java/lang/Thread.sleep",
            "dev/coro/bridge/Locks.unlock"),
        calls("plain"));
  }

  @Test
  void callbacksAreBridgedIfTheyMaySuspend() {
    assertEquals(
        List.of("dev/coro/bridge/Iterables.forEach", "dev/coro/bridge/Iterables.forEach"),
        calls("suspending"));
    assertEquals(
        List.of(
            "java/util/List.forEach",
            "java/util/List.forEach",
            "java/util/Map.computeIfAbsent",
            "java/util/List.sort"),
        calls("pure").stream().filter(call -> !call.contains("Objects")).toList());
  }

  @Test
  void whatHasNoBridgeIsReportedInFront() {
    assertEquals(
        List.of("dev/coro/bridge/Blockers.note", "java/util/concurrent/locks/LockSupport.park"),
        calls("reported"));
  }
}
