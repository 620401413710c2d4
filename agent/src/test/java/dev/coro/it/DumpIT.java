package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.CoroutineDump;
import dev.coro.CoroutineDump.CarrierEntry;
import dev.coro.CoroutineDump.CoroutineEntry;
import dev.coro.Joiner;
import dev.coro.TaskScope;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

  @Test
  void aBusyCarrierIsShownWithTheStackOfItsThread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Carrier carrier = Carrier.open("busy")) {
      carrier.start("parked", () -> Coroutine.sleep(Duration.ofMillis(1)));
      carrier.start(
          () -> {
            begun.countDown();
            end.await();
          });
      begun.await();
      CarrierEntry dumped = dumpOf("busy");
      assertTrue(dumped.threadStack().toString().contains("CountDownLatch"), dumped::toString);
      assertEquals("parked", dumped.coroutines().get(0).name());
      end.countDown();
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
