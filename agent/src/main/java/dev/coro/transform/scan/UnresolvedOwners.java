package dev.coro.transform.scan;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Notices when a class turns out to have suspendable methods after another one that calls it was
 * left as it is, because the bytes of the first could not be found.
 *
 * <p>Such a caller has neither checks nor brackets. As long as the class does not exist, which is
 * the rule for optional dependencies, it needs none. One instance serves all class loaders, since
 * the class may be defined by another loader than the one that was asked for it. Safe for use by
 * many threads: of a caller that is left and a class that arrives at the same time, the later one
 * notices.
 */
public final class UnresolvedOwners {
  private final Consumer<String> onSuspendable;

  /** Internal names of classes that were called by classes left as they are. */
  private final Set<String> left = ConcurrentHashMap.newKeySet();

  /** Internal names of classes with suspendable methods that have been loaded. */
  private final Set<String> suspendable = ConcurrentHashMap.newKeySet();

  /** Loaded classes by a supertype of theirs whose bytes cannot be found, and so not yet loaded. */
  private final Map<String, Set<String>> heirs = new ConcurrentHashMap<>();

  /** Once it has happened, every suspension looks at the stack and there is nothing to notice. */
  private volatile boolean noticed;

  /**
   * Creates an empty record.
   *
   * @param onSuspendable told once, with the internal name of the class, by the thread that
   *     transforms one of the two
   */
  public UnresolvedOwners(Consumer<String> onSuspendable) {
    this.onSuspendable = onSuspendable;
  }

  /** A class that calls methods of {@code owner} stays as it is. */
  void leave(String owner) {
    if (!noticed) {
      left.add(owner);
      if (suspendable.contains(owner)) {
        notice(owner);
      }
    }
  }

  /** A class with suspendable methods, declared or inherited, is being loaded. */
  void arrive(String owner) {
    if (noticed) {
      return;
    }
    suspendable.add(owner);
    if (left.contains(owner)) {
      notice(owner);
    }
    Set<String> waiting = heirs.remove(owner);
    if (waiting != null) {
      waiting.forEach(this::arrive);
    }
  }

  /** A class is being loaded that has suspendable methods if its supertype {@code missing} has. */
  void arriveWithout(String owner, String missing) {
    if (!noticed) {
      heirs.computeIfAbsent(missing, name -> ConcurrentHashMap.newKeySet()).add(owner);
      if (suspendable.contains(missing)) {
        arrive(owner);
      }
    }
  }

  /** Callers of {@code owner} were left as they are, or not, going by what is not true. */
  void notice(String owner) {
    synchronized (this) {
      if (noticed) {
        return;
      }
      noticed = true;
    }
    left.clear();
    suspendable.clear();
    heirs.clear();
    onSuspendable.accept(owner);
  }
}
