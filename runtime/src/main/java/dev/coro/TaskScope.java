package dev.coro;

import dev.coro.internal.Diagnosis;
import dev.coro.internal.ErrorCode;
import dev.coro.rt.CurrentContinuation;
import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Structured concurrency: a block of code that forks coroutines and cannot be left before all of
 * them have ended.
 *
 * <pre>{@code
 * try (var scope = TaskScope.open(Joiner.<String>allSuccessfulOrThrow())) {
 *   scope.fork(() -> fetch("a"));
 *   scope.fork(() -> fetch("b"));
 *   List<String> pages = scope.join();
 * }
 * }</pre>
 *
 * <p>The shape is that of {@code java.util.concurrent.StructuredTaskScope} (JEP 505): the owner
 * opens a scope, forks, joins once and closes; a {@link Joiner} decides what a subtask's end means.
 * Unlike there,
 *
 * <ul>
 *   <li>a failure that cancels the scope also ends what the <em>owner</em> waits for in it: its
 *       cancellation points throw the {@link TaskScopeException} that {@link #join} would throw;
 *   <li>whatever cancels the owner cancels the subtasks, too;
 *   <li>no failure is lost: those that come after the first are suppressed in the exception of
 *       {@code join}, or go to the carrier's {@link Carrier.FailureHandler}.
 * </ul>
 *
 * <p>All coroutines of a scope run on the owner's carrier, and all methods belong to its thread.
 *
 * @param <T> type of the results of the subtasks
 * @param <R> type of the result of {@link #join}
 */
public final class TaskScope<T extends @Nullable Object, R extends @Nullable Object>
    implements AutoCloseable {
  /** What is going on; OPEN -> JOINED -> CLOSED, or OPEN -> CLOSED. */
  private enum State {
    OPEN,
    JOINED,
    CLOSED
  }

  private final CoroutineContinuation owner;
  private final EventLoop loop;
  private final Joiner<? super T, ? extends R> joiner;
  private final Configuration configuration;
  private final CancelScope scope = new CancelScope(this);

  private State state = State.OPEN;

  private final Children children = new Children();
  private final ScopeFailures failures = new ScopeFailures();

  /** The owner, while it waits for the children. */
  private @Nullable ChildrenWaiter waiter;

  /** What join has thrown. */
  private @Nullable TaskScopeException thrown;

  /**
   * How a scope is set up.
   *
   * @param name for messages
   * @param timeout from opening to cancellation; null for none
   */
  public record Configuration(String name, @Nullable Duration timeout) {
    /** With another name. */
    public Configuration withName(String newName) {
      return new Configuration(Objects.requireNonNull(newName, "newName"), timeout);
    }

    /** With another time-out. */
    public Configuration withTimeout(Duration newTimeout) {
      return new Configuration(name, Objects.requireNonNull(newTimeout, "newTimeout"));
    }
  }

  private TaskScope(
      CoroutineContinuation owner,
      Joiner<? super T, ? extends R> joiner,
      Configuration configuration) {
    this.owner = owner;
    this.loop = owner.loop;
    this.joiner = joiner;
    this.configuration = configuration;
  }

  // ---- opening

  /**
   * Opens a scope that waits for all subtasks; the first failure cancels the others. Never
   * suspends.
   *
   * @param <T> type of the results of the subtasks
   * @throws NotSuspendableException if called outside of a coroutine
   */
  public static <T extends @Nullable Object> TaskScope<T, @Nullable Void> open() {
    return open(Joiner.awaitAllSuccessfulOrThrow());
  }

  /**
   * Opens a scope. Never suspends.
   *
   * @param <T> type of the results of the subtasks
   * @param <R> type of the result of {@link #join}
   * @throws NotSuspendableException if called outside of a coroutine
   */
  public static <T extends @Nullable Object, R extends @Nullable Object> TaskScope<T, R> open(
      Joiner<? super T, ? extends R> joiner) {
    return open(joiner, configuration -> configuration);
  }

  /**
   * Opens a scope with a name or a time-out. Never suspends.
   *
   * @param <T> type of the results of the subtasks
   * @param <R> type of the result of {@link #join}
   * @throws NotSuspendableException if called outside of a coroutine
   */
  public static <T extends @Nullable Object, R extends @Nullable Object> TaskScope<T, R> open(
      Joiner<? super T, ? extends R> joiner, UnaryOperator<Configuration> configure) {
    CoroutineContinuation owner = CoroutineContinuation.enclosing(CurrentContinuation.get());
    if (owner == null) {
      throw Diagnosis.outside("TaskScope.open(...)", "coroutine", "Carrier.run(...)");
    }
    Configuration configuration =
        configure.apply(new Configuration("scope of " + owner.coroutine.name(), null));
    TaskScope<T, R> opened =
        new TaskScope<>(owner, Objects.requireNonNull(joiner, "joiner"), configuration);
    Duration timeout = configuration.timeout();
    if (timeout != null) {
      opened.scope.setDeadlineAfter(timeout);
    }
    opened.scope.enter(owner);
    return opened;
  }

  // ---- forking

  /**
   * Starts a coroutine in this scope. Called by the owner or by any coroutine of the scope. Never
   * suspends. In a scope that was cancelled nothing is started.
   *
   * @param <U> type of the result
   * @throws IllegalStateException if the scope was joined or closed (CO229)
   */
  public <U extends T> Subtask<U> fork(SuspendableCallable<U> task) {
    return forkTask(null, task);
  }

  /** As {@link #fork(SuspendableCallable)}, for a task without a result. */
  public Subtask<? extends T> fork(SuspendableRunnable task) {
    return forkTask(null, task);
  }

  /**
   * As {@link #fork(SuspendableCallable)}, with a name, which need not be unique.
   *
   * @param <U> type of the result
   */
  public <U extends T> Subtask<U> fork(String name, SuspendableCallable<U> task) {
    return forkTask(Objects.requireNonNull(name, "name"), task);
  }

  /** As {@link #fork(String, SuspendableCallable)}, for a task without a result. */
  public Subtask<? extends T> fork(String name, SuspendableRunnable task) {
    return forkTask(Objects.requireNonNull(name, "name"), task);
  }

  /**
   * Starts a coroutine in this scope and waits until it reports that it is ready: a server that
   * listens, a connection that is open. (Trio's {@code nursery.start}.) Called by the owner or by
   * any coroutine of the scope. Always suspends; always a cancellation point.
   *
   * <pre>{@code
   * int port = scope.start(ready -> {
   *   var server = listen();
   *   ready.report(server.port());
   *   return server.serve();
   * });
   * }</pre>
   *
   * <p>The {@link Joiner} learns of the subtask when it is ready. What it throws before comes out
   * of this method and is no failure of the scope. If the caller is cancelled first, so is the
   * subtask, and its end is waited for.
   *
   * @param <V> type of what it reports
   * @param <U> type of the result
   * @throws CancelledException if the scope was cancelled
   * @throws IllegalStateException if the scope was joined or closed (CO229), or if the task returns
   *     without having reported (CO259)
   */
  @Suspendable
  public <V extends @Nullable Object, U extends T> V start(
      SuspendableFunction<? super Ready<V>, ? extends U> task) {
    return startTask(null, Objects.requireNonNull(task, "task"));
  }

  /**
   * As {@link #start(SuspendableFunction)}, with a name, which need not be unique.
   *
   * @param <V> type of what it reports
   * @param <U> type of the result
   */
  @Suspendable
  public <V extends @Nullable Object, U extends T> V start(
      String name, SuspendableFunction<? super Ready<V>, ? extends U> task) {
    return startTask(Objects.requireNonNull(name, "name"), Objects.requireNonNull(task, "task"));
  }

  @Suspendable
  private <V extends @Nullable Object, U extends T> V startTask(
      @Nullable String name, SuspendableFunction<? super Ready<V>, ? extends U> task) {
    checkOpen("start(...)");
    Coroutine.checkCancelled();
    if (scope.isCancelled()) {
      throw new CancelledException(this + " was cancelled: it starts nothing more");
    }
    Fork<U> fork = new Fork<>(this, name);
    Ready<V> ready = new Ready<>(this, fork);
    fork.expect(ready);
    SuspendableCallable<U> body = () -> task.apply(ready);
    begin(fork, name, body);
    return ready.await();
  }

  /** A child counts from now on. */
  @SuppressWarnings("unchecked") // it was started in this scope
  void becameReady(Fork<?> fork) {
    if (!scope.isCancelled() && joiner.onFork((Subtask<? extends T>) fork)) {
      cancel("its joiner wants no more", true);
    }
  }

  private <U extends T> Subtask<U> forkTask(@Nullable String name, Object task) {
    checkOpen("fork(...)");
    Fork<U> fork = new Fork<>(this, name);
    if (!scope.isCancelled()) {
      if (joiner.onFork(fork)) {
        cancel("its joiner wants no more", true);
      } else {
        begin(fork, name, task);
      }
    }
    return fork;
  }

  private <U extends @Nullable Object> void begin(
      Fork<U> fork, @Nullable String name, Object task) {
    Coroutine<U> child = loop.start(name, task);
    child.continuation().scope = scope;
    child.continuation().recheckCancellation();
    fork.started(child);
    children.add(fork);
    boolean added = child.addListener(fork);
    assert added : "it has not begun";
  }

  /** A child has ended, on the carrier's thread. */
  void childEnded(Fork<?> fork) {
    children.remove(fork);
    Ready<?> unready = fork.unready();
    if (unready != null) {
      if (!unready.ended() && fork.state() == Subtask.State.FAILED) {
        failures.addLater(fork.exception());
      }
    } else if (scope.isCancelled()) {
      if (fork.state() == Subtask.State.FAILED) {
        failures.addLater(fork.exception());
      }
    } else if (fork.state() != Subtask.State.UNAVAILABLE && wantsNoMore(fork)) {
      boolean failed = fork.state() == Subtask.State.FAILED;
      cancel("subtask '" + fork.name() + "' has ended", !failed);
    }
    wakeOwner();
  }

  @SuppressWarnings("unchecked") // it was forked in this scope
  private boolean wantsNoMore(Fork<?> fork) {
    try {
      boolean cancels = joiner.onComplete((Subtask<? extends T>) fork);
      if (cancels && fork.state() == Subtask.State.FAILED) {
        failures.setFirst(fork.exception());
      }
      return cancels;
    } catch (Throwable t) {
      failures.setFirst(t);
      return true;
    }
  }

  // ---- cancelling

  /**
   * Cancels the subtasks that have not ended, and no more are started; the owner goes on. Called by
   * the owner or a coroutine of the scope. Never suspends.
   */
  public void cancel() {
    cancel("cancel() was called", true);
  }

  private void cancel(String why, boolean spareOwner) {
    // Whoever waits in join() learns it there.
    ChildrenWaiter joining = waiter;
    boolean tellOwner = !spareOwner && (joining == null || !joining.endsWithCancellation());
    scope.cancelHere("scope '" + configuration.name() + "' was cancelled: " + why, !tellOwner);
    wakeOwner();
  }

  /** Whether the scope was cancelled. Never suspends. */
  public boolean isCancelled() {
    return scope.isCancelled();
  }

  /** What cancellation points of the owner throw; null if it was not a failure that cancelled. */
  @Nullable RuntimeException failureForOwner() {
    Throwable cause = failures.first();
    if (cause != null) {
      failures.markOwnerKnows();
      return failed(cause);
    } else if (scope.isExpired()) {
      failures.markOwnerKnows();
      return expired();
    }
    return null;
  }

  /** The time-out has passed. */
  void expire() {
    cancel("its time-out has passed", false);
  }

  private DeadlineExceededException expired() {
    return new DeadlineExceededException(
        ErrorCode.DEADLINE_EXCEEDED.message(String.valueOf(configuration.timeout())));
  }

  void recheckChildren() {
    children.recheckCancellation();
  }

  // ---- joining

  /**
   * Waits until all subtasks have ended or the scope was cancelled, and returns what the joiner
   * makes of it. Called by the owner, once. Suspends unless nothing is left to wait for; always a
   * cancellation point.
   *
   * @throws TaskScopeException if the joiner throws; its cause is what that threw
   * @throws DeadlineExceededException if the scope's time-out has passed
   * @throws IllegalStateException if called by another coroutine (CO231), or again (CO229)
   */
  @Suspendable
  public R join() {
    checkOwner("join()");
    checkOpen("join()");
    if (!scope.isCancelled()) {
      Coroutine.checkCancelled();
      awaitChildren(true);
    }
    state = State.JOINED;
    scope.spareOwner();
    Coroutine.checkCancelled();
    if (scope.isExpired()) {
      throw expired();
    }
    try {
      Throwable failure = failures.first();
      if (failure != null) {
        throw failure;
      }
      return joiner.result();
    } catch (Throwable t) {
      thrown = failed(t);
      throw thrown;
    }
  }

  private TaskScopeException failed(Throwable cause) {
    return new TaskScopeException(
        "scope '" + configuration.name() + "' has failed: " + cause, cause);
  }

  /** Waits until all children have ended. */
  @Suspendable
  private void awaitChildren(boolean orCancellation) {
    while (children.living() > 0 && !(orCancellation && scope.isCancelled())) {
      ChildrenWaiter next = new ChildrenWaiter(this, orCancellation);
      waiter = next;
      if (orCancellation) {
        next.await();
      } else {
        next.awaitUncancellable();
      }
    }
  }

  private void wakeOwner() {
    ChildrenWaiter waiting = waiter;
    if (waiting != null
        && (children.living() == 0 || (waiting.endsWithCancellation() && scope.isCancelled()))) {
      waiter = null;
      waiting.wake(null);
    }
  }

  void ownerWasCancelled() {
    waiter = null;
  }

  // ---- closing

  /**
   * Waits until all subtasks have ended, after cancelling them if the scope was not joined. Called
   * by the owner. Suspends unless all have ended; never a cancellation point. Closing again has no
   * effect.
   *
   * @throws IllegalStateException if called by another coroutine (CO231), if the owner has not
   *     joined although it forked (CO232), or before a scope that was opened later (CO228), which
   *     is then closed, too
   */
  @Override
  @Suspendable
  public void close() {
    if (state == State.CLOSED) {
      return;
    }
    checkOwner("close()");
    IllegalStateException leftOpen = LeftOpenScopes.close(owner, scope);
    boolean joined = state == State.JOINED;
    boolean forgotten =
        !joined && children.everAny() && !failures.ownerKnows() && !owner.isCancelled();
    finish();
    if (leftOpen != null) {
      throw leftOpen;
    } else if (forgotten) {
      IllegalStateException notJoined =
          new IllegalStateException(ErrorCode.SCOPE_NOT_JOINED.message(configuration.name()));
      failures.suppressIn(notJoined);
      throw notJoined;
    } else if (thrown != null) {
      failures.suppressIn(thrown);
    } else {
      failures.reportLater(owner);
    }
  }

  @Suspendable
  private void finish() {
    if (children.living() > 0) {
      scope.cancelHere("scope '" + configuration.name() + "' is being closed", true);
      awaitChildren(false);
    }
    state = State.CLOSED;
    scope.exit(owner);
  }

  /** Closes this scope, which its owner has left open; {@code error} says so. */
  @Suspendable
  void closeLeftOpen(IllegalStateException error) {
    finish();
    failures.suppressIn(error);
  }

  private void checkOwner(String operation) {
    if (CoroutineContinuation.enclosing(CurrentContinuation.get()) != owner) {
      throw new IllegalStateException(
          ErrorCode.SCOPE_OF_OTHER.message(
              operation, configuration.name(), Diagnosis.callerDescription(), owner.coroutine));
    }
  }

  private void checkOpen(String operation) {
    if (state != State.OPEN) {
      throw new IllegalStateException(
          ErrorCode.SCOPE_NOT_OPEN.message(
              operation, configuration.name(), state == State.JOINED ? "joined" : "closed"));
    }
  }

  /** The name that it was opened with, or one made of its owner's. */
  public String name() {
    return configuration.name();
  }

  /** Name and number of living subtasks, for messages. */
  @Override
  public String toString() {
    return "scope '" + configuration.name() + "' (" + children.living() + " subtasks run)";
  }
}
