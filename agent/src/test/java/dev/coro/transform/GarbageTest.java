package dev.coro.transform;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.transform.fixtures.Garbage;
import dev.coro.transform.testing.FixtureLoader;
import dev.coro.transform.testing.FixtureRun;
import dev.coro.transform.testing.Trace;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parked continuation keeps alive only what its source still needs. */
final class GarbageTest {
  private static final int MOST_COLLECTIONS = 50;
  private static final int MOST_RESUMPTIONS = 10;

  private final FixtureRun run = new FixtureRun(new FixtureLoader(true), Garbage.class.getName());

  @ParameterizedTest
  @CsvSource({
    "localNotReadAgain, 1",
    "argumentNotReadAgain, 1",
    "localOverwrittenFirst, 1",
    "readInAnotherBranchOnly, 1",
    "savedEarlier, 2",
    "resultNotKept, 2",
    "exceptionNotKept, 2",
    "inALongParkedCaller, 1",
    "inALongParkedCaller, 5",
    "diesBetweenTwoCallees, 2",
    "diesBetweenTwoCallees, 5",
  })
  void deadObjectIsCollectedWhileParked(String name, int resumptions) {
    Trace trace = new Trace(k -> true);
    Continuation continuation = new Continuation(run.body(name, trace));
    for (int i = 0; i < resumptions; i++) {
      assertTrue(continuation.resume());
    }
    for (WeakReference<Object> watched : trace.watched()) {
      for (int i = 0; i < MOST_COLLECTIONS && watched.get() != null; i++) {
        System.gc();
      }
      assertNull(watched.get(), "still reachable");
    }
    boolean suspended = true;
    for (int i = 0; i < MOST_RESUMPTIONS && suspended; i++) {
      suspended = continuation.resume();
    }
    assertFalse(suspended, "ends");
  }

  @Test
  void neededObjectStays() {
    Trace trace = new Trace(k -> true);
    Continuation continuation = new Continuation(run.body("needed", trace));
    assertTrue(continuation.resume());
    System.gc();
    assertNotNull(trace.watched().get(0).get());
    assertFalse(continuation.resume());
  }
}
