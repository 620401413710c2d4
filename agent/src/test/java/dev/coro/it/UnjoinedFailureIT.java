package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of failures when nobody has given a failure handler. */
class UnjoinedFailureIT {
  private final Logger logger = Logger.getLogger("dev.coro");
  private final List<String> logged = new ArrayList<>();

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          logged.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  private static Coroutine<Void> lost() {
    return Coroutine.start(
        "lost",
        () -> {
          throw new IOException("no ink");
        });
  }

  @Test
  void aFailureThatNobodyJoinsIsLogged() {
    Carrier.run(
        () -> {
          lost();
        });
    assertEquals(
        List.of(
            "[coro] [CO217] coroutine 'lost' of carrier '"
                + Thread.currentThread().getName()
                + "' failed and nobody joined it: java.io.IOException: no ink. Join it, or give the"
                + " carrier a failure handler."),
        logged);
  }

  @Test
  void aFailureThatIsJoinedIsNot() {
    Carrier.run(
        () -> {
          try {
            lost().join();
          } catch (Exception e) {
            logged.add("joined: " + e.getMessage());
          }
        });
    assertEquals(List.of("joined: no ink"), logged);
  }
}
