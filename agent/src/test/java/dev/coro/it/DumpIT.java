package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.CoroutineDump;
import dev.coro.CoroutineDump.CarrierEntry;
import dev.coro.CoroutineDump.CoroutineEntry;
import dev.coro.Joiner;
import dev.coro.Suspendable;
import dev.coro.TaskScope;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Dumps of all coroutines. */
@Timeout(60)
class DumpIT {
  private static CarrierEntry dumpOf(String carrier) {
    return CoroutineDump.take().carriers().stream()
        .filter(entry -> entry.name().equals(carrier))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aDumpShowsTheTreeOfScopesWithStatesAndStacks() {
    String name = Thread.currentThread().getName();
    Carrier.run(
        () -> {
          Channel<String> channel = Channel.rendezvous();
          var owner =
              Coroutine.start(
                  "owner",
                  () -> {
                    try (var scope =
                        TaskScope.open(Joiner.<Object>awaitAll(), c -> c.withName("fetch"))) {
                      scope.fork("child", channel::receive);
                      scope.join();
                    }
                  });
          Coroutine.yieldNow();
          Coroutine.yieldNow();
          CarrierEntry carrier = dumpOf(name);
          assertEquals(2, carrier.coroutines().size());
          CoroutineEntry dumped = carrier.coroutines().get(1);
          assertEquals("owner", dumped.name());
          assertEquals(
              "the end of the subtasks of scope 'fetch' (1 subtasks run)", dumped.waitsFor());
          assertTrue(dumped.stack().get(0).toString().contains("TaskScope."), dumped::toString);
          CoroutineEntry child = dumped.scopes().get(0).coroutines().get(0);
          assertEquals("child", child.name());
          assertEquals(Coroutine.State.PARKED, child.state());
          String text = CoroutineDump.take().toText();
          assertTrue(text.contains("    in scope 'fetch'\n      'child' PARKED, waits for"), text);
          owner.cancel();
        });
  }

  @Suspendable
  private static void outer(CountDownLatch begun, CountDownLatch end) {
    inner(begun, end);
  }

  @Suspendable
  private static void inner(CountDownLatch begun, CountDownLatch end) {
    Coroutine.yieldNow();
    begun.countDown();
    while (end.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatKeepsACarrierIsShownWithItsCallersAndTheTreeOfTheOthers() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    try (Carrier carrier = Carrier.open("busy");
        Carrier another = Carrier.open("busy, too")) {
      another.start(() -> outer(begun, end));
      carrier.start(
          "owner",
          () -> {
            try (var scope = TaskScope.open()) {
              scope.fork("child", () -> Coroutine.sleep(Duration.ofMillis(1)));
              scope.fork("hog", () -> outer(begun, end));
              scope.join();
            }
          });
      try {
        begun.await();
        checkBusy();
      } finally {
        end.countDown();
      }
    }
  }

  private static void checkBusy() {
    CarrierEntry dumped = dumpOf("busy");
    assertFalse(dumped.answered());
    assertTrue(dumped.threadStack().toString().contains(".runSlice("), dumped::toString);
    CoroutineEntry owner = dumped.coroutines().get(0);
    List<CoroutineEntry> children = owner.scopes().get(0).coroutines();
    assertEquals(List.of("child", "hog"), children.stream().map(CoroutineEntry::name).toList());
    assertEquals("the end of its sleep", children.get(0).waitsFor());
    CoroutineEntry hog = children.get(1);
    assertEquals(Coroutine.State.RUNNING, hog.state());
    List<String> methods =
        hog.stack().stream()
            .map(StackTraceElement::getMethodName)
            .dropWhile(name -> !name.equals("inner"))
            .toList();
    assertEquals(List.of("inner", "outer"), methods.subList(0, 2));
    assertTrue(methods.get(2).startsWith("lambda$"), methods::toString);

    CoroutineDump dump = CoroutineDump.take();
    String text = dump.toText();
    assertTrue(
        text.contains("carrier 'busy' on thread 'busy', without an answer for 500 ms"), text);
    assertTrue(dump.toJson().contains("\"answered\":false"), dump::toJson);
  }

  @Test
  void aGuestWhoseHostTakesNoTasksIsShown() throws Exception {
    ExecutorService host = Executors.newSingleThreadExecutor();
    Carrier guest = Carrier.on("guest", host);
    CountDownLatch begun = new CountDownLatch(1);
    guest.start(
        "stranded",
        () -> {
          begun.countDown();
          Coroutine.sleep(Duration.ofDays(1));
        });
    begun.await();
    host.shutdown();
    assertTrue(host.awaitTermination(30, TimeUnit.SECONDS));
    try {
      CarrierEntry dumped = dumpOf("guest");
      assertFalse(dumped.answered());
      assertEquals("stranded", dumped.coroutines().get(0).name());
    } finally {
      Reference.reachabilityFence(guest);
    }
  }

  @Test
  void jsonAndJmxGiveTheSame() throws Exception {
    try (Carrier carrier = Carrier.open("with \"quotes\"\n")) {
      var sleeper = carrier.start("sleeper", () -> Coroutine.sleep(Duration.ofDays(1)));
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      ObjectName dump = new ObjectName("dev.coro:type=CoroutineDump");
      while (!server.isRegistered(dump)) {
        Thread.sleep(20);
      }
      String json = (String) server.getAttribute(dump, "Json");
      assertTrue(json.contains("{\"name\":\"with \\\"quotes\\\"\\u000a\",\"thread\":"), json);
      assertTrue(json.contains("\"state\":\"PARKED\",\"waitsFor\":\"the end of its sleep\""), json);
      assertTrue(((String) server.getAttribute(dump, "Text")).contains("'sleeper' PARKED"));
      sleeper.cancel();
    }
  }
}
