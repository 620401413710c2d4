package dev.coro.sync;

/**
 * Something that happens once; any number wait for it.
 *
 * <pre>{@code
 * Event loaded = new Event();
 * Coroutine.start(() -> {
 *   load();
 *   loaded.set();
 * });
 * loaded.await();
 * }</pre>
 *
 * <p>It cannot be taken back: make another for what happens again.
 */
public final class Event extends Gate<Event> {
  /** Creates an event that has not happened. */
  public Event() {}

  /** Makes it happen: wakes all who wait, and nobody will wait any more. Never suspends. */
  public void set() {
    enter();
    try {
      open();
    } finally {
      exit();
    }
  }

  /** Whether it has happened. Never suspends. */
  public boolean isSet() {
    enter();
    try {
      return isOpen();
    } finally {
      exit();
    }
  }

  /** What it is, for messages. */
  @Override
  public String toString() {
    return named("event");
  }
}
