package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.Suspendable;
import dev.coro.Watchdog;
import dev.coro.Watchdog.SlowStep;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Coroutines that keep their carrier are named; each spins until it was. */
@Timeout(60)
class WatchdogIT {
  /** Long enough that a step which does not spin is never reported, on a busy machine either. */
  private static final Duration LIMIT = Duration.ofMillis(250);

  private final Queue<SlowStep> steps = new ConcurrentLinkedQueue<>();

  private volatile CountDownLatch reported = new CountDownLatch(1);

  private CarrierSettings watched(String name) {
    return CarrierSettings.named(name)
        .withWatchdog(
            new Watchdog(
                LIMIT,
                step -> {
                  steps.add(step);
                  reported.countDown();
                }));
  }

  /** Nothing could interrupt it: it gives up by itself. */
  private static void spin(CountDownLatch latch) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (latch.getCount() > 0) {
      assertTrue(System.nanoTime() - end < 0, "not reported");
      Thread.onSpinWait();
    }
  }

  private void spinUntilReported() {
    spin(reported);
    reported = new CountDownLatch(1);
  }

  private static List<String> methods(SlowStep step) {
    return step.stack().stream()
        .map(StackTraceElement::getMethodName)
        .filter(name -> !name.equals("onSpinWait") && !name.equals("getCount"))
        .filter(name -> !name.equals("getState") && !name.equals("nanoTime"))
        .filter(name -> !name.equals("assertTrue") && !name.equals("spin"))
        .map(name -> name.startsWith("lambda$") ? "lambda" : name)
        .toList();
  }

  // ---- whose stack is part on the thread, part on the heap

  @Suspendable
  private void outer() {
    middle();
  }

  @Suspendable
  private void middle() {
    spinUntilReported();
    inner();
    Coroutine.yieldNow();
    spinUntilReported();
  }

  @Suspendable
  private void inner() {
    Coroutine.yieldNow();
    spinUntilReported();
  }

  @Test
  void eachStepIsReportedWithTheCallersOnTheHeap() {
    Carrier.run(
        watched("slow"),
        () -> {
          outer();
        });
    assertEquals(3, steps.size(), steps::toString);
    SlowStep first = steps.remove();
    assertEquals("slow", first.carrier());
    assertEquals(Thread.currentThread().getName(), first.thread());
    assertEquals("main", first.coroutine());
    assertTrue(first.duration().compareTo(LIMIT) >= 0, first::toString);
    assertEquals(List.of("spinUntilReported", "middle", "outer", "lambda"), methods(first));
    assertEquals(
        List.of("spinUntilReported", "inner", "middle", "outer", "lambda"),
        methods(steps.remove()),
        "resumed in the leaf");
  }

  /** Behind the leaf's end its caller is the one that runs. */
  @Suspendable
  private void spinBehindCallee() {
    Coroutine.yieldNow();
    callee();
    spinUntilReported();
  }

  @Suspendable
  private void callee() {
    Coroutine.yieldNow();
  }

  @Test
  void callersThatWereReachedAreShownOnce() {
    Carrier.run(
        watched("slow"),
        () -> {
          spinBehindCallee();
        });
    assertEquals(
        List.of("spinUntilReported", "spinBehindCallee", "lambda"), methods(steps.remove()));
  }

  @Suspendable
  private synchronized void holding() {
    inner();
  }

  @Test
  void activationsThatHoldMonitorsAreShownOnce() {
    Carrier.run(
        watched("slow"),
        () -> {
          holding();
        });
    assertEquals(
        List.of("spinUntilReported", "inner", "holding", "lambda"), methods(steps.remove()));
  }

  @Suspendable
  private void produce(Generator.Output<Integer> out) {
    out.yield(1);
    Coroutine.yieldNow();
    spinUntilReported();
  }

  @Test
  void generatorsAreShownInsideTheirConsumers() {
    Carrier carrier = Carrier.open(watched("slow"));
    carrier.start(
        () -> {
          for (int value : Generator.<Integer>of(out -> produce(out))) {
            assertEquals(1, value);
            Coroutine.yieldNow();
          }
        });
    carrier.close();
    List<String> methods = methods(steps.remove());
    assertEquals(List.of("spinUntilReported", "produce", "lambda"), methods.subList(0, 3));
    assertEquals("lambda", methods.get(methods.size() - 1));
    assertTrue(methods.size() > 4 && methods.size() < 9, methods::toString);
  }

  // ---- who is reported

  @Test
  void aStepIsReportedOnceAndCarriersThatWaitAreNot() throws Exception {
    Queue<SlowStep> later = new ConcurrentLinkedQueue<>();
    CountDownLatch laterReported = new CountDownLatch(1);
    Watchdog patient =
        new Watchdog(
            LIMIT.multipliedBy(3),
            step -> {
              later.add(step);
              laterReported.countDown();
            });
    CountDownLatch idleBegun = new CountDownLatch(1);
    try (Carrier idle = Carrier.open(watched("idle"))) {
      Coroutine<?> sleeper =
          idle.start(
              () -> {
                idleBegun.countDown();
                Coroutine.sleep(Duration.ofDays(1));
              });
      idleBegun.await();
      try (Carrier a = Carrier.open(watched("a"));
          Carrier b = Carrier.open(CarrierSettings.named("b").withWatchdog(patient))) {
        a.start(() -> spin(laterReported));
        b.start("other", () -> spin(laterReported));
      }
      sleeper.cancel();
    }
    assertEquals(List.of("a"), steps.stream().map(SlowStep::carrier).toList());
    assertEquals(List.of("other"), later.stream().map(SlowStep::coroutine).toList());
  }

  @Test
  void guestsAreWatched() {
    ExecutorService host = Executors.newSingleThreadExecutor();
    try {
      Carrier guest = Carrier.on(watched("guest"), host);
      guest.start(
          () -> {
            Coroutine.yieldNow();
            spinUntilReported();
          });
      guest.close();
    } finally {
      host.shutdown();
    }
    SlowStep step = steps.remove();
    assertEquals("guest", step.carrier());
    assertEquals(List.of("spinUntilReported", "lambda"), methods(step));
  }

  @Test
  void aListenerThatThrowsDoesNotEndTheWatch() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(2);
    Watchdog angry =
        new Watchdog(
            LIMIT,
            step -> {
              first.countDown();
              second.countDown();
              throw new IllegalStateException("thrown by a listener, on purpose");
            });
    Carrier.run(
        CarrierSettings.named("angry").withWatchdog(angry),
        () -> {
          spin(first);
          Coroutine.yieldNow();
          spin(second);
        });
  }

  @Test
  void theMessageNamesCoroutineCarrierAndStack() {
    String message =
        new SlowStep(
                "c",
                "t",
                "x",
                Duration.ofMillis(7),
                List.of(new StackTraceElement("A", "m", "A.java", 3)))
            .message();
    assertTrue(
        message.startsWith("[CO269] coroutine 'x' has kept carrier 'c' for 7 ms and still does"),
        message);
    assertTrue(message.endsWith("\n\tat A.m(A.java:3)"), message);
  }

  @Test
  void aLimitThatIsNotPositiveIsRefused() {
    CarrierSettings settings = CarrierSettings.named("x");
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> settings.withWatchdog(Duration.ofMillis(-1)));
    assertTrue(
        thrown.getMessage().startsWith("[CO268] the limit of a watchdog is 'PT-0.001S'"),
        thrown.getMessage());
    assertThrows(IllegalArgumentException.class, () -> settings.withWatchdog(Duration.ZERO));
  }
}
