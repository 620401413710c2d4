package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import dev.coro.internal.jfr.FlightRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events that a recording of the test gets. */
@Timeout(60)
class FlightRecorderIT {
  private static final String PARK = "dev.coro.CoroutinePark";
  private static final String STEP = "dev.coro.SlowStep";
  private static final String PINNED = "dev.coro.PinnedAttempt";

  @TempDir Path folder;

  private interface Body {
    @Suspendable
    void run(Channel<String> channel) throws Exception;
  }

  /** What is recorded of one kind of event, of those that take as long as {@code threshold}. */
  private List<RecordedEvent> recorded(Duration threshold, String event, Body body)
      throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable(event).withThreshold(threshold);
      recording.start();
      Carrier.run(CarrierSettings.named("recorded"), () -> body.run(Channel.rendezvous()));
      recording.stop();
      Path file = folder.resolve("events.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(e -> e.getEventType().getName().equals(event))
          .toList();
    }
  }

  @Suspendable
  private static void waiting(Channel<String> channel) {
    channel.receive();
  }

  @Suspendable
  private static void exchange(Channel<String> channel) {
    var receiver = Coroutine.start("receiver", () -> waiting(channel));
    Coroutine.yieldNow();
    channel.send("x");
    receiver.join();
  }

  @Test
  void aParkTellsWhoHasWaitedWhereAndForWhat() throws IOException {
    List<RecordedEvent> events =
        recorded(Duration.ZERO, PARK, FlightRecorderIT::exchange).stream()
            .filter(e -> e.getString("coroutine").equals("receiver"))
            .toList();
    assertEquals(1, events.size(), events::toString);
    RecordedEvent park = events.get(0);
    assertEquals(PARK, park.getEventType().getName());
    assertEquals("recorded", park.getString("carrier"));
    assertTrue(park.getString("waitedFor").contains("channel"), park::toString);
    assertTrue(
        park.getString("where").startsWith("dev.coro.it.FlightRecorderIT.waiting("),
        park::toString);
    assertEquals(Thread.currentThread().getName(), park.getThread().getJavaName());
    assertFalse(park.getDuration().isNegative());
  }

  @Test
  void aParkTakesAsLongAsTheWait() throws IOException {
    Duration wait = Duration.ofMillis(30);
    List<RecordedEvent> events = recorded(wait, PARK, channel -> Coroutine.sleep(wait));
    assertEquals(1, events.size(), events::toString);
    assertTrue(events.get(0).getDuration().compareTo(wait) >= 0, events::toString);
    assertEquals("the end of its sleep", events.get(0).getString("waitedFor"));
  }

  @Test
  void aStepIsTimedUntilItSuspendsOrEnds() throws IOException {
    Duration slow = Duration.ofMillis(20);
    List<RecordedEvent> events =
        recorded(
            slow,
            STEP,
            channel -> {
              spin(slow);
              waitABit();
              spin(slow);
            });
    assertEquals(2, events.size(), events::toString);
    assertEquals(STEP, events.get(0).getEventType().getName());
    assertEquals("main", events.get(0).getString("coroutine"));
    assertTrue(events.get(0).getDuration().compareTo(slow) >= 0, events::toString);
    assertTrue(
        events.get(0).getString("where").startsWith("dev.coro.it.FlightRecorderIT.waitABit("),
        events::toString);
    assertEquals("", events.get(1).getString("where"), "at its end");
  }

  @Suspendable
  private static void waitABit() {
    Coroutine.yieldNow();
  }

  private static void spin(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  private static void notSuspendable() {
    List.of(1).forEach(x -> Coroutine.yieldNow());
  }

  @Test
  void aRefusedSuspensionTellsWhatIsInTheWay() throws IOException {
    String[] message = new String[1];
    List<RecordedEvent> events =
        recorded(
            Duration.ZERO,
            PINNED,
            channel ->
                message[0] =
                    Thrown.by(NotSuspendableException.class, FlightRecorderIT::notSuspendable)
                        .getMessage());
    assertEquals(1, events.size(), events::toString);
    RecordedEvent pinned = events.get(0);
    assertEquals(message[0], pinned.getString("message"));
    assertEquals("coroutine 'main' (RUNNING)", pinned.getString("continuation"));
    String inTheWay = pinned.getString("inTheWay");
    assertTrue(message[0].contains(inTheWay), inTheWay);
    assertTrue(inTheWay.contains("#forEach("), inTheWay);
    assertTrue(
        pinned.getStackTrace().getFrames().stream()
            .anyMatch(f -> f.getMethod().getName().equals("notSuspendable")),
        pinned::toString);
  }

  @Test
  void eventsBelowTheirThresholdAreNotWritten() throws IOException {
    Duration day = Duration.ofDays(1);
    assertEquals(List.of(), recorded(day, PARK, FlightRecorderIT::exchange));
    assertEquals(List.of(), recorded(day, STEP, FlightRecorderIT::exchange));
  }

  @Test
  void aRecordingMayBeginAndEndWhileCoroutinesWait() throws IOException {
    Duration wait = Duration.ofMillis(1);
    recorded(Duration.ZERO, PARK, channel -> Coroutine.sleep(wait));
    assertFalse(FlightRecording.isOn(), "no recording runs");
    Carrier.run(
        () -> {
          var outlives = Coroutine.start("outlives", () -> Coroutine.sleep(wait));
          var sleeper = Coroutine.start("parked before", () -> Coroutine.sleep(wait));
          Coroutine.yieldNow();
          try (Recording recording = new Recording()) {
            recording.enable(PARK).withThreshold(Duration.ZERO);
            recording.start();
            assertTrue(FlightRecording.isOn(), "one runs");
            sleeper.join();
            recording.stop();
            Path file = folder.resolve("part.jfr");
            recording.dump(file);
            List<String> names =
                RecordingFile.readAllEvents(file).stream()
                    .filter(e -> e.getEventType().getName().equals(PARK))
                    .map(e -> e.getString("coroutine"))
                    .toList();
            assertEquals(List.of("main"), names, "the others had parked before");
          }
          outlives.join();
        });
  }
}
