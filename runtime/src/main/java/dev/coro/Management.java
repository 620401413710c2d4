package dev.coro;

import dev.coro.internal.jfr.FlightRecording;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Offers the {@link CoroutineDump} by JMX, and events to flight recordings that begin later. */
final class Management {
  /** JMX and the flight recorder take tens of milliseconds: programs that end sooner do without. */
  private static final long DELAY_MILLIS = 1000;

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Management() {}

  static void registerSoon() {
    if (BEGUN.compareAndSet(false, true)) {
      Thread thread = new Thread(Management::registerLater, "coro-management");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void registerLater() {
    try {
      Thread.sleep(DELAY_MILLIS);
      if (!FlightRecording.notice()) {
        say("no flight recorder");
      }
      DumpBean.register();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | LinkageError e) {
      // Dumps are there by API all the same, also in an image without java.management. Not caught
      // by name: this class would not link there.
      say("no JMX: " + e);
    }
  }

  private static void say(String message) {
    System.getLogger("dev.coro").log(Level.DEBUG, "[coro] " + message);
  }
}
