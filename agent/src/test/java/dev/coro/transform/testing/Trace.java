package dev.coro.transform.testing;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * What one run of a fixture does and what came of it. Loaded once, by the parent of all fixture
 * loaders, so that the test and the fixture talk about the same object.
 */
public final class Trace {
  private final IntPredicate policy;
  private final List<String> log = new ArrayList<>();
  private final List<WeakReference<Object>> watched = new ArrayList<>();
  private int hooks;
  private int suspensions;
  private Object result;
  private Throwable failure;

  /** Creates a trace for one run; {@code policy} says at which hook calls, from 0, to suspend. */
  public Trace(IntPredicate policy) {
    this.policy = policy;
  }

  /** Counts a hook call and tells whether it is to suspend. */
  public boolean hook() {
    return policy.test(hooks++);
  }

  /** Counts a suspension, after it: one that is refused does not count. */
  public void suspended() {
    suspensions++;
  }

  /** Remembers an object without keeping it alive. */
  public void watch(Object object) {
    watched.add(new WeakReference<>(object));
  }

  /** The objects that were watched, in order. */
  public List<WeakReference<Object>> watched() {
    return List.copyOf(watched);
  }

  /** Adds a side effect of the fixture. */
  public void log(Object entry) {
    log.add(Outcome.text(entry));
  }

  /** The case has returned. */
  public void returned(Object value) {
    result = value;
  }

  /** The case has thrown. */
  public void threw(Throwable thrown) {
    failure = thrown;
  }

  /** What the case threw, with its trace as it is; null if it returned. */
  public Throwable failure() {
    return failure;
  }

  /** How many hook calls have suspended and were resumed. */
  public int suspensions() {
    return suspensions;
  }

  /** How many hook calls were made. */
  public int hooks() {
    return hooks;
  }

  /** What can be compared with another run. */
  public Outcome outcome() {
    return Outcome.of(result, failure, log, hooks);
  }
}
