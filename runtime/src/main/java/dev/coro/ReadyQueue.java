package dev.coro;

import dev.coro.internal.RingBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines of a carrier that are ready, each once, in the order that its settings ask for.
 *
 * <p>Invariant: there is room for all living ones, so that adding one of them never fails.
 */
final class ReadyQueue {
  private final RingBuffer<CoroutineContinuation> usual = new RingBuffer<>();

  /**
   * Those that go first because something outside has woken them; null if there is no difference.
   */
  private final @Nullable RingBuffer<CoroutineContinuation> wokenUp;

  /** Those whose time slice has ended: they have shown that they would take all time there is. */
  private final RingBuffer<CoroutineContinuation> preempted = new RingBuffer<>();

  /** For how long the others may have the carrier to themselves while one of these waits. */
  private static final long LONGEST_WAIT_NANOS = 50_000_000;

  /** When it was the turn of one of these last. */
  private long lastTurn;

  private final int mostInARow;

  /** How many of {@code wokenUp} have been taken since the last of the usual ones. */
  private int inARow;

  private final @Nullable RunOrder order;

  /** What {@code order} gets to see. */
  private final List<Coroutine<?>> view =
      new AbstractList<>() {
        @Override
        public Coroutine<?> get(int index) {
          return usual.get(index).coroutine;
        }

        @Override
        public int size() {
          return usual.size();
        }
      };

  ReadyQueue(CarrierSettings settings) {
    order = settings.order();
    mostInARow = settings.wakeUpsInARow();
    wokenUp = mostInARow > 0 ? new RingBuffer<>() : null;
  }

  boolean isEmpty() {
    return usual.isEmpty() && (wokenUp == null || wokenUp.isEmpty()) && preempted.isEmpty();
  }

  void reserve(int capacity) {
    usual.reserve(capacity);
    if (wokenUp != null) {
      wokenUp.reserve(capacity);
    }
  }

  /** Adds one that is ready because a coroutine, itself perhaps, has made it so. */
  void add(CoroutineContinuation coroutine) {
    usual.add(coroutine);
  }

  /** Adds one that something outside of the coroutines has made ready. */
  void addWokenUp(CoroutineContinuation coroutine) {
    if (wokenUp != null) {
      wokenUp.add(coroutine);
    } else {
      usual.add(coroutine);
    }
  }

  /** Makes room for one more whose time slice has ended. */
  void reserveForPreempted() {
    preempted.reserve(preempted.size() + 1);
  }

  /**
   * Adds one whose time slice has ended, for which there is room. As in the feedback queues of
   * Corbató and others (An experimental time-sharing system, 1962), it goes behind all that have
   * not used up theirs.
   */
  void addPreempted(CoroutineContinuation coroutine) {
    if (order != null) {
      usual.add(coroutine);
    } else {
      preempted.add(coroutine);
    }
  }

  /**
   * At the end of a round: takes one whose slice had ended, if it is the turn of these.
   *
   * @param nowNanos when the round has begun
   */
  @Nullable CoroutineContinuation pollPreempted(long nowNanos) {
    if (preempted.isEmpty()) {
      return null;
    }
    boolean othersReady = !usual.isEmpty() || (wokenUp != null && !wokenUp.isEmpty());
    if (othersReady && nowNanos - lastTurn < LONGEST_WAIT_NANOS) {
      return null;
    }
    lastTurn = nowNanos;
    return preempted.poll();
  }

  /** Takes the next one to run that has not used up its time slice; null if there is none. */
  @Nullable CoroutineContinuation poll() {
    if (order != null) {
      return usual.isEmpty()
          ? null
          : usual.remove(Objects.checkIndex(order.choose(view), usual.size()));
    }
    return wokenUp == null ? usual.poll() : pollWokenUpFirst(wokenUp);
  }

  private @Nullable CoroutineContinuation pollWokenUpFirst(
      RingBuffer<CoroutineContinuation> urgent) {
    if (urgent.isEmpty() || (inARow >= mostInARow && !usual.isEmpty())) {
      inARow = 0;
      return usual.poll();
    }
    inARow++;
    return urgent.poll();
  }
}
