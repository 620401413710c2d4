package dev.coro.internal.jfr;

import java.util.IdentityHashMap;
import java.util.function.Supplier;

/**
 * The parked coroutines of one carrier whose events have begun. Beside the coroutines and not in
 * them, so that those need no more memory while nobody records. Used by the carrier's thread only.
 */
public final class RecordedParks {
  private final IdentityHashMap<Object, CoroutineParkEvent> begun = new IdentityHashMap<>();

  /** The coroutine parks. */
  public void begin(Object coroutine) {
    CoroutineParkEvent event = new CoroutineParkEvent();
    if (event.isEnabled()) {
      event.begin();
      begun.put(coroutine, event);
    }
  }

  /**
   * The coroutine is about to be ready again.
   *
   * @param facts asked only if the event is written
   */
  public void end(Object coroutine, Supplier<CoroutineFacts> facts) {
    CoroutineParkEvent event = begun.remove(coroutine);
    if (event == null) {
      return;
    }
    event.end();
    if (event.shouldCommit()) {
      CoroutineFacts told = facts.get();
      event.coroutine = told.coroutine();
      event.carrier = told.carrier();
      event.waitedFor = told.waitsFor();
      event.where = told.where();
      event.commit();
    }
  }
}
