package dev.coro;

import dev.coro.CoroutineDump.CarrierEntry;
import dev.coro.CoroutineDump.CoroutineEntry;
import dev.coro.CoroutineDump.ScopeEntry;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Describes the coroutines of one carrier. */
final class LoopDescription {
  private static final long MOST_MILLIS = 500;

  private final EventLoop loop;

  /** Living coroutines that were forked in a scope, by the scope, oldest first. */
  private final Map<TaskScope<?, ?>, List<CoroutineContinuation>> forked = new IdentityHashMap<>();

  private final List<CoroutineContinuation> roots = new ArrayList<>();

  private LoopDescription(EventLoop loop) {
    this.loop = loop;
    for (CoroutineContinuation coroutine : loop.livingOldestFirst()) {
      TaskScope<?, ?> scope = scopeOf(coroutine);
      if (scope == null) {
        roots.add(coroutine);
      } else {
        forked.computeIfAbsent(scope, key -> new ArrayList<>()).add(coroutine);
      }
    }
  }

  /** Has the carrier describe itself; if it does not answer, does so from outside. */
  static CarrierEntry ask(EventLoop loop) {
    if (loop.isOwnedBy(Thread.currentThread())) {
      return here(loop);
    }
    CompletableFuture<CarrierEntry> answer = new CompletableFuture<>();
    loop.post(
        () -> {
          try {
            answer.complete(here(loop));
          } catch (Throwable t) {
            answer.completeExceptionally(t); // Not to be thrown at the carrier.
          }
        });
    try {
      return answer.get(MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fromOutside(loop);
    } catch (ExecutionException | TimeoutException e) {
      return fromOutside(loop);
    }
  }

  /** On the carrier's thread. */
  static CarrierEntry here(EventLoop loop) {
    LoopDescription description = new LoopDescription(loop);
    return new CarrierEntry(
        loop.name, loop.ownerName(), List.of(), description.entries(description.roots));
  }

  /**
   * From another thread, while the carrier may change everything: each coroutine for itself is told
   * as it was at some moment, the tree is not.
   */
  private static CarrierEntry fromOutside(EventLoop loop) {
    List<CoroutineEntry> entries = new ArrayList<>();
    for (CoroutineContinuation coroutine : loop.livingOldestFirst()) {
      entries.add(entry(coroutine, List.of()));
    }
    Thread owner = loop.owner();
    List<StackTraceElement> stack = owner == null ? List.of() : List.of(owner.getStackTrace());
    return new CarrierEntry(loop.name, loop.ownerName(), stack, entries);
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
          scopes.add(
              0, new ScopeEntry(tasks.name(), entries(forked.getOrDefault(tasks, List.of()))));
        }
      }
      entries.add(entry(coroutine, scopes));
    }
    return entries;
  }

  private static CoroutineEntry entry(CoroutineContinuation coroutine, List<ScopeEntry> scopes) {
    return new CoroutineEntry(
        coroutine.coroutine.name(),
        coroutine.state(),
        coroutine.waitsFor(),
        coroutine.wokenBy(),
        coroutine.isCancelled(),
        coroutine.logicalStack(),
        scopes);
  }

  /** All coroutines of the carrier as text, for the message of a deadlock. */
  static String text(EventLoop loop) {
    StringBuilder text = new StringBuilder();
    DumpText.addCoroutines(text, here(loop).coroutines(), 1);
    return text.toString();
  }
}
