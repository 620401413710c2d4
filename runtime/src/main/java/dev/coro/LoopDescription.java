package dev.coro;

import dev.coro.CoroutineDump.CarrierEntry;
import dev.coro.CoroutineDump.CoroutineEntry;
import dev.coro.CoroutineDump.ScopeEntry;
import dev.coro.rt.RunningStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes the coroutines of one carrier: on its own thread, or, if that does not answer because a
 * coroutine keeps it, from outside.
 *
 * <p>From outside each coroutine for itself is told as it was at some moment. As one that keeps its
 * carrier is the only one that can change anything, the tree mostly fits together all the same.
 */
final class LoopDescription {
  /** How long to wait for the answers of all carriers together. */
  static final long MOST_MILLIS = 500;

  /** Living coroutines that were forked in a scope, by the scope, oldest first. */
  private final Map<TaskScope<?, ?>, List<CoroutineContinuation>> forked = new LinkedHashMap<>();

  private final List<CoroutineContinuation> roots = new ArrayList<>();

  /** The thread that runs the coroutines while they are described; null if none does. */
  private final @Nullable Thread runner;

  private LoopDescription(EventLoop loop, @Nullable Thread runner) {
    this.runner = runner;
    for (CoroutineContinuation coroutine : loop.livingOldestFirst()) {
      TaskScope<?, ?> scope = scopeOf(coroutine);
      if (scope == null) {
        roots.add(coroutine);
      } else {
        forked.computeIfAbsent(scope, key -> new ArrayList<>()).add(coroutine);
      }
    }
  }

  /** Has each carrier describe itself, all at once; those that do not are told from outside. */
  static List<CarrierEntry> askAll(List<EventLoop> loops) {
    List<CompletableFuture<CarrierEntry>> answers = new ArrayList<>();
    for (EventLoop loop : loops) {
      answers.add(ask(loop));
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS);
    List<CarrierEntry> entries = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      CarrierEntry entry = answer(answers.get(i), end - System.nanoTime());
      entries.add(entry == null ? fromOutside(loops.get(i)) : entry);
    }
    return entries;
  }

  private static CompletableFuture<CarrierEntry> ask(EventLoop loop) {
    CompletableFuture<CarrierEntry> answer = new CompletableFuture<>();
    Runnable describe =
        () -> {
          try {
            answer.complete(here(loop));
          } catch (Throwable t) {
            answer.completeExceptionally(t); // Not to be thrown at the carrier.
          }
        };
    try {
      loop.execute(describe);
    } catch (RuntimeException e) {
      answer.completeExceptionally(e); // The host of a guest takes no more tasks.
    }
    return answer;
  }

  private static @Nullable CarrierEntry answer(
      CompletableFuture<CarrierEntry> answer, long mostNanos) {
    try {
      return answer.get(Math.max(0, mostNanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  /** On the carrier's thread. */
  static CarrierEntry here(EventLoop loop) {
    return new LoopDescription(loop, null).entry(loop, true, List.of());
  }

  /** From another thread, while the carrier may change everything. */
  private static CarrierEntry fromOutside(EventLoop loop) {
    Thread owner = loop.owner();
    List<StackTraceElement> stack = owner == null ? List.of() : RunningStack.physical(owner);
    return new LoopDescription(loop, owner).entry(loop, false, stack);
  }

  private CarrierEntry entry(
      EventLoop loop, boolean answered, List<StackTraceElement> threadStack) {
    List<CoroutineEntry> entries = new ArrayList<>(entries(roots));
    // What is left belongs to scopes that were not found: their owners went on meanwhile.
    while (!forked.isEmpty()) {
      entries.addAll(entries(takeForked(forked.keySet().iterator().next())));
    }
    return new CarrierEntry(loop.name, loop.ownerName(), answered, threadStack, entries);
  }

  private List<CoroutineContinuation> takeForked(TaskScope<?, ?> scope) {
    List<CoroutineContinuation> children = forked.remove(scope);
    return children == null ? List.of() : children;
  }

  private static @Nullable TaskScope<?, ?> scopeOf(CoroutineContinuation coroutine) {
    CancelScope scope = coroutine.scope;
    while (scope != null && scope.owner() == coroutine) {
      scope = scope.enclosing();
    }
    return scope == null ? null : scope.tasks();
  }

  private List<CoroutineEntry> entries(List<CoroutineContinuation> coroutines) {
    List<CoroutineEntry> entries = new ArrayList<>();
    for (CoroutineContinuation coroutine : coroutines) {
      List<ScopeEntry> scopes = new ArrayList<>();
      for (CancelScope s = coroutine.scope;
          s != null && s.owner() == coroutine;
          s = s.enclosing()) {
        TaskScope<?, ?> tasks = s.tasks();
        if (tasks != null) {
          scopes.add(0, new ScopeEntry(tasks.name(), entries(takeForked(tasks))));
        }
      }
      entries.add(entry(coroutine, scopes));
    }
    return entries;
  }

  private CoroutineEntry entry(CoroutineContinuation coroutine, List<ScopeEntry> scopes) {
    Coroutine.State state = coroutine.state();
    return new CoroutineEntry(
        coroutine.coroutine.name(),
        state,
        text(coroutine::waitsFor),
        text(coroutine::wokenBy),
        coroutine.isCancelled(),
        runner != null && state == Coroutine.State.RUNNING
            ? RunningStack.of(runner, coroutine)
            : coroutine.logicalStack(),
        scopes);
  }

  /** A text whose parts may change while it is made, if that is done from outside. */
  private String text(Supplier<String> maker) {
    try {
      return maker.get();
    } catch (RuntimeException e) {
      if (runner == null) {
        throw e;
      }
      return "something that changed while it was read";
    }
  }

  /** All coroutines of the carrier as text, for the message of a deadlock. */
  static String text(EventLoop loop) {
    StringBuilder text = new StringBuilder();
    DumpText.addCoroutines(text, here(loop).coroutines(), 1);
    return text.toString();
  }
}
