import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What the command line and other processes can ask of a JVM; the argument says what. */
public class Diagnosed {
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "hello" -> Carrier.run(() -> {
        Coroutine.sleep(Duration.ofMillis(1));
        System.out.println("hello");
      });
      case "recorded" -> {
        work();
        print("DiagnosedRecording");
      }
      case "jcmd" -> {
        // Programs that end within a second are not told of recordings that begin later.
        Carrier.run(() -> Coroutine.sleep(Duration.ofMillis(1)));
        while (Thread.getAllStackTraces().keySet().stream()
            .anyMatch(thread -> thread.getName().equals("coro-management"))) {
          Thread.sleep(10);
        }
        Carrier.run(() -> {
          jcmd(args[1], "JFR.start", "name=DiagnosedRecording");
          work(Coroutine.current());
        });
        print("DiagnosedRecording");
      }
      case "watched" -> watched();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void jcmd(String jcmd, String... command) throws Exception {
    List<String> all = new java.util.ArrayList<>(List.of(jcmd, "" + ProcessHandle.current().pid()));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private static void work() {
    Carrier.run(() -> work(Coroutine.current()));
  }

  /** Waits and computes longer than the default thresholds, and tries what cannot be. */
  @Suspendable
  private static void work(Coroutine<?> self) {
    Coroutine.sleep(Duration.ofMillis(60));
    long end = System.nanoTime() + 60_000_000;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
    try {
      List.of(1).stream().forEach(x -> Coroutine.yieldNow());
    } catch (NotSuspendableException e) {
      System.out.println("refused");
    }
    Coroutine.yieldNow();
  }

  private static void print(String name) throws Exception {
    Path file = Files.createTempFile("diagnosed", ".jfr");
    for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
      if (recording.getName().equals(name)) {
        recording.dump(file);
      }
    }
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().startsWith("dev.coro.")) {
        System.out.println(event.getEventType().getName());
      }
    }
    Files.delete(file);
  }

  /** Spins until the watchdog has said so in the log. */
  private static void watched() {
    CountDownLatch logged = new CountDownLatch(1);
    Logger logger = Logger.getLogger("dev.coro");
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            System.out.println(record.getLevel() + " " + record.getMessage());
            // On a busy machine the first step, which links classes, may take that long as well.
            if (record.getMessage().contains("\tat Diagnosed.")) {
              logged.countDown();
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    Carrier.run(() -> {
      Coroutine.yieldNow();
      while (logged.getCount() > 0) {
        Thread.onSpinWait();
      }
    });
  }
}
