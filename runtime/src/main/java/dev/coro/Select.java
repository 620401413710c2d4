package dev.coro;

import dev.coro.Clause.Choice;
import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import dev.coro.rt.CurrentContinuation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Waits for several things at once, and does the first that is possible, and only that.
 *
 * <pre>{@code
 * String answer = Select.<String>of()
 *     .onReceive(answers, text -> "got " + text)
 *     .onSend(questions, "why?", () -> "asked")
 *     .onTimeout(Duration.ofSeconds(1), () -> "nobody there")
 *     .run();
 * }</pre>
 *
 * <p>When several clauses are possible, one of them is chosen at random, so that none starves; with
 * {@link #inOrder} the first in the order in which they were added.
 *
 * <p>A select can be run any number of times, by one coroutine at a time, on the carrier on which
 * it was made. If its channels are {@linkplain Channel#shared shared}, threads may run it, too, but
 * without a time-out.
 *
 * @param <R> type of the result of the handlers
 */
public final class Select<R extends @Nullable Object> {
  private final List<Clause> clauses = new ArrayList<>();

  /** What has to be entered, in the order in which locks are taken; made by the first run. */
  private @Nullable List<Meeting<?>> meetings;

  /** Called if nothing is possible at once; null to wait. */
  private @Nullable SuspendableCallable<? extends R> otherwise;

  private boolean inOrder;
  private boolean running;

  private Select() {}

  /**
   * A select without clauses.
   *
   * @param <R> type of the result of the handlers
   */
  public static <R extends @Nullable Object> Select<R> of() {
    return new Select<>();
  }

  // ---- clauses

  /**
   * Receives an element and hands it to {@code handler}. A channel that is closed and empty ends
   * the select with a {@link ChannelClosedException}.
   *
   * @param <T> type of the elements
   */
  public <T> Select<R> onReceive(
      Channel<T> channel, SuspendableFunction<? super T, ? extends R> handler) {
    return add(new Clauses.Receive(channel, Objects.requireNonNull(handler, "handler"), null));
  }

  /**
   * As {@link #onReceive(Channel, SuspendableFunction)}; calls {@code ifClosed} if the channel is
   * closed and empty.
   *
   * @param <T> type of the elements
   */
  public <T> Select<R> onReceive(
      Channel<T> channel,
      SuspendableFunction<? super T, ? extends R> handler,
      SuspendableCallable<? extends R> ifClosed) {
    Objects.requireNonNull(ifClosed, "ifClosed");
    return add(new Clauses.Receive(channel, Objects.requireNonNull(handler, "handler"), ifClosed));
  }

  /**
   * Sends {@code element}, then calls {@code handler}. A channel that is closed ends the select
   * with a {@link ChannelClosedException}.
   *
   * @param <T> type of the elements
   */
  public <T> Select<R> onSend(
      Channel<T> channel, T element, SuspendableCallable<? extends R> handler) {
    Objects.requireNonNull(element, "element");
    return add(new Clauses.Send<>(channel, element, Objects.requireNonNull(handler, "handler")));
  }

  /**
   * Waits for the end of a coroutine, and hands its result to {@code handler}; what the coroutine
   * threw comes out of the select.
   *
   * @param <T> type of the result
   */
  public <T extends @Nullable Object> Select<R> onJoin(
      Coroutine<T> coroutine, SuspendableFunction<? super T, ? extends R> handler) {
    EventLoop here = loopHere();
    boolean shared = here != coroutine.loop();
    return add(new Clauses.Join(coroutine, Objects.requireNonNull(handler, "handler"), shared));
  }

  /**
   * Waits for at most {@code duration}, then calls {@code handler}. For selects that a coroutine
   * makes and runs.
   *
   * @throws IllegalArgumentException if {@code duration} is negative (CO227)
   * @throws NotSuspendableException if called outside of a coroutine
   */
  public Select<R> onTimeout(Duration duration, SuspendableCallable<? extends R> handler) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(ErrorCode.NEGATIVE.message("the time-out", duration));
    }
    EventLoop here = loopHere();
    if (here == null) {
      throw Diagnosis.outside("Select.onTimeout(...)", "coroutine", "Carrier.run(...)");
    }
    Objects.requireNonNull(handler, "handler");
    return add(new Clauses.Timeout(here, EventLoop.nanosOf(duration), handler));
  }

  /** Calls {@code handler} if nothing is possible at once: the select then never waits. */
  public Select<R> orElse(SuspendableCallable<? extends R> handler) {
    otherwise = Objects.requireNonNull(handler, "handler");
    return this;
  }

  /** Prefers clauses that were added earlier. */
  public Select<R> inOrder() {
    inOrder = true;
    return this;
  }

  private Select<R> add(Clause clause) {
    clauses.add(clause);
    meetings = null;
    return this;
  }

  private static @Nullable EventLoop loopHere() {
    CoroutineContinuation caller = CoroutineContinuation.enclosing(CurrentContinuation.get());
    return caller == null ? null : caller.loop;
  }

  // ---- running

  /**
   * Waits until a clause is possible, does it and calls its handler. Suspends if it has to wait,
   * and where the handler does; always a cancellation point. If the wait is cancelled, nothing was
   * done.
   *
   * @return what the handler returns
   * @throws ChannelClosedException if the clause that was chosen found its channel closed
   * @throws IllegalStateException if there is no clause (CO237), or if it is being run (CO238)
   */
  @Suspendable
  @SuppressWarnings({"unchecked", "NullAway"}) // handlers return what they are declared to
  public R run() {
    if (clauses.isEmpty() && otherwise == null) {
      throw new IllegalStateException(ErrorCode.SELECT_EMPTY.message());
    } else if (running) {
      throw new IllegalStateException(ErrorCode.SELECT_RUNNING.message());
    }
    Coroutine.checkCancelled();
    running = true;
    Choice choice;
    try {
      choice = choose();
    } finally {
      running = false;
    }
    try {
      return choice == null
          ? (R) Objects.requireNonNull(otherwise).call()
          : (R) choice.clause().handle(choice.value());
    } catch (Exception e) {
      throw Rethrow.unchecked(e);
    }
  }

  /** The clause that comes first; null if nothing is possible and there is something else to do. */
  @Suspendable
  private @Nullable Choice choose() {
    SelectWaiter waiter = tryOrEnqueue();
    if (waiter == null) {
      Choice immediate = chosen;
      chosen = null;
      return immediate;
    }
    Choice choice = (Choice) waiter.await();
    clauses.forEach(Clause::end);
    return choice;
  }

  /** What was possible at once. */
  private @Nullable Choice chosen;

  /** Does what is possible; else begins to wait, unless there is something else to do. */
  private @Nullable SelectWaiter tryOrEnqueue() {
    List<Meeting<?>> all = meetingsInOrder();
    int entered = 0;
    try {
      for (Meeting<?> meeting : all) {
        meeting.enter();
        entered++;
      }
      chosen = tryAll();
      if (chosen != null || otherwise != null) {
        return null;
      }
      SelectWaiter waiter = new SelectWaiter(clauses, clauses.stream().anyMatch(Clause::isShared));
      for (Clause clause : clauses) {
        clause.begin(waiter);
      }
      return waiter;
    } finally {
      for (int i = entered - 1; i >= 0; i--) {
        all.get(i).exit();
      }
    }
  }

  private @Nullable Choice tryAll() {
    int count = clauses.size();
    int start = inOrder || count < 2 ? 0 : random(count);
    for (int i = 0; i < count; i++) {
      Clause clause = clauses.get((start + i) % count);
      Object value = clause.tryNow();
      if (value != Clause.NOT_READY) {
        return new Choice(clause, value);
      }
    }
    return null;
  }

  private static int random(int bound) {
    EventLoop here = loopHere();
    return here == null ? ThreadLocalRandom.current().nextInt(bound) : here.random(bound);
  }

  private List<Meeting<?>> meetingsInOrder() {
    List<Meeting<?>> known = meetings;
    if (known == null) {
      known = new ArrayList<>();
      for (Clause clause : clauses) {
        Meeting<?> meeting = clause.meeting();
        if (meeting != null && !known.contains(meeting)) {
          known.add(meeting);
        }
      }
      known.sort(Comparator.comparingLong(Meeting::rank));
      meetings = known;
    }
    return known;
  }
}
