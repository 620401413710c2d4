package dev.coro;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines of a carrier that have not ended, linked in the order of their start.
 *
 * <p>Used by the thread of the carrier only, but for {@link #oldestFirst}.
 */
final class LivingCoroutines {
  /** The others are linked behind it. */
  private @Nullable CoroutineContinuation youngest;

  private int size;

  int size() {
    return size;
  }

  /** The one started last, from which {@code older} leads to the others; null if there is none. */
  @Nullable CoroutineContinuation youngest() {
    return youngest;
  }

  void add(CoroutineContinuation coroutine) {
    size++;
    coroutine.older = youngest;
    if (youngest != null) {
      youngest.younger = coroutine;
    }
    youngest = coroutine;
  }

  void remove(CoroutineContinuation coroutine) {
    CoroutineContinuation older = coroutine.older;
    CoroutineContinuation younger = coroutine.younger;
    if (younger == null) {
      youngest = older;
    } else {
      younger.older = older;
    }
    if (older != null) {
      older.younger = younger;
    }
    // A handle that is kept must not keep others alive.
    coroutine.older = null;
    coroutine.younger = null;
    size--;
  }

  /** All of them; seen from another thread than the carrier's, it may miss some. */
  List<CoroutineContinuation> oldestFirst() {
    Deque<CoroutineContinuation> all = new ArrayDeque<>();
    CoroutineContinuation coroutine = youngest;
    for (int left = size; coroutine != null && left > 0; left--) {
      all.addFirst(coroutine);
      coroutine = coroutine.older;
    }
    return List.copyOf(all);
  }
}
