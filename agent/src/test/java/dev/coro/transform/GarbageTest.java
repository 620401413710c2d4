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
  })
  void deadObjectIsCollectedWhileParked(String name, int resumptions) {
    Trace trace = new Trace(k -> true);
    Continuation continuation = new Continuation(run.body(name, trace));
    for (int i = 0; i < resumptions; i++) {
      assertTrue(continuation.resume());
    }
    WeakReference<Object> watched = trace.watched().get(0);
    for (int i = 0; i < MOST_COLLECTIONS && watched.get() != null; i++) {
      System.gc();
    }
    assertNull(watched.get(), "still reachable");
    assertFalse(continuation.resume());
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
