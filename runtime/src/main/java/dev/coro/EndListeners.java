package dev.coro;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for the end of a coroutine, in the order in which they came. Most coroutines have
 * none or one, so there is no list until a second comes.
 *
 * <pre>
 *   null -> one listener -> list      add, under the lock
 *   null -> ENDED                     end, if there is none: without the lock
 *   else -> ENDED                     end, under the lock
 * </pre>
 *
 * <p>Any thread may call the methods. A superclass of {@link Coroutine} rather than a field of it,
 * to save an object for each.
 */
abstract class EndListeners {
  private static final Object ENDED = new Object();
  private static final VarHandle LISTENERS;

  static {
    try {
      LISTENERS =
          MethodHandles.lookup().findVarHandle(EndListeners.class, "listeners", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** As in the diagram above. */
  private volatile @Nullable Object listeners;

  EndListeners() {}

  /** What guards the listeners; nobody outside of coro knows it. */
  abstract Object lock();

  /** Whether {@link #endListening} was called; what its caller wrote before can then be seen. */
  final boolean hasEnded() {
    return LISTENERS.getAcquire(this) == ENDED;
  }

  /** Adds a listener; returns false if the end has come. */
  final boolean addListener(EndListener listener) {
    synchronized (lock()) {
      Object present = listeners;
      if (present == null) {
        return LISTENERS.compareAndSet(this, null, listener);
      } else if (present == ENDED) {
        return false;
      } else if (present instanceof EndListener first) {
        listeners = new ArrayList<>(List.of(first, listener));
      } else {
        list(present).add(listener);
      }
      return true;
    }
  }

  /** Removes a listener, if it is there. */
  final void removeListener(EndListener listener) {
    synchronized (lock()) {
      Object present = listeners;
      if (present == listener) {
        listeners = null;
      } else if (present instanceof List<?>) {
        list(present).remove(listener);
      }
    }
  }

  /** Ends the waiting; returns those who waited. */
  final List<EndListener> endListening() {
    if (LISTENERS.compareAndSet(this, null, ENDED)) {
      return List.of();
    }
    synchronized (lock()) {
      Object present = listeners;
      listeners = ENDED;
      if (present == null) {
        return List.of();
      }
      return present instanceof EndListener only ? List.of(only) : list(present);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<EndListener> list(Object listeners) {
    return (List<EndListener>) listeners;
  }
}
