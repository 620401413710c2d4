package dev.coro;

import java.util.ArrayList;
import java.util.List;

/**
 * What all coroutines of this JVM are doing: a tree of carriers, coroutines and task scopes, with
 * states, logical stacks, and what each waits for. Never suspends; any thread may take one.
 *
 * <p>Each carrier describes itself between two turns, so what is said of one carrier fits together.
 * A carrier that gives no answer for half a second, because a coroutine keeps it, is described from
 * outside, with the stack of its thread and that of the coroutine.
 *
 * <p>The same by JMX: {@code dev.coro:type=CoroutineDump}, with the attributes {@code Text} and
 * {@code Json}; it is registered a second after the first carrier was created. {@code ./coro dump
 * PID} shows that of a running JVM.
 *
 * @param carriers in the order of their creation
 */
public record CoroutineDump(List<CarrierEntry> carriers) {

  /**
   * A carrier.
   *
   * @param name of the carrier
   * @param thread name of its thread; empty while a guest has none
   * @param answered whether the carrier has described itself; if not, what is said of it was seen
   *     from outside, and may not fit together
   * @param threadStack what the thread does, if the carrier gave no answer; else empty
   * @param coroutines those that were not forked in a scope, oldest first
   */
  public record CarrierEntry(
      String name,
      String thread,
      boolean answered,
      List<StackTraceElement> threadStack,
      List<CoroutineEntry> coroutines) {
    /** Copies the lists. */
    public CarrierEntry {
      threadStack = List.copyOf(threadStack);
      coroutines = List.copyOf(coroutines);
    }
  }

  /**
   * A coroutine.
   *
   * @param name of the coroutine
   * @param state it is in
   * @param waitsFor what it waits for; empty if it does not
   * @param wokenBy who could wake it, as far as that is known; empty if not
   * @param cancelled whether its cancellation points throw
   * @param stack logical activations, innermost first, if it is suspended, or runs on a carrier
   *     that gave no answer; else empty
   * @param scopes task scopes that it has opened, outermost first
   */
  public record CoroutineEntry(
      String name,
      Coroutine.State state,
      String waitsFor,
      String wokenBy,
      boolean cancelled,
      List<StackTraceElement> stack,
      List<ScopeEntry> scopes) {
    /** Copies the lists. */
    public CoroutineEntry {
      stack = List.copyOf(stack);
      scopes = List.copyOf(scopes);
    }
  }

  /**
   * A task scope.
   *
   * @param name of the scope
   * @param coroutines its living subtasks, oldest first
   */
  public record ScopeEntry(String name, List<CoroutineEntry> coroutines) {
    /** Copies the list. */
    public ScopeEntry {
      coroutines = List.copyOf(coroutines);
    }
  }

  /** Copies the list. */
  public CoroutineDump {
    carriers = List.copyOf(carriers);
  }

  /** Describes all carriers of this JVM that have not ended. Takes half a second at most. */
  public static CoroutineDump take() {
    return new CoroutineDump(LoopDescription.askAll(LiveCarriers.all()));
  }

  /**
   * Describes the carriers that run on the calling thread, and asks no other thread. Never
   * suspends.
   */
  public static CoroutineDump here() {
    List<CarrierEntry> all = new ArrayList<>();
    for (EventLoop loop : LiveCarriers.all()) {
      if (loop.isOwnedBy(Thread.currentThread())) {
        all.add(LoopDescription.here(loop));
      }
    }
    return new CoroutineDump(all);
  }

  /** For people. */
  public String toText() {
    return DumpText.of(this);
  }

  /** For programs: objects and lists as in these records, stack rows as strings. */
  public String toJson() {
    return DumpJson.of(this);
  }
}
