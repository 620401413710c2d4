package dev.coro.transform.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which methods are suspendable by their names, besides those that are annotated. Constructors and
 * static initialisers never are. Immutable.
 */
public final class SuspendableNames {
  /** Packages whose methods save themselves: nothing but an annotation makes them suspendable. */
  private static final List<String> RUNTIME_PACKAGES =
      List.of("dev/coro/", "dev/coro/bridge/", "dev/coro/internal/", "dev/coro/rt/");

  private static final SuspendableNames NONE =
      new SuspendableNames(Everything.NOTHING, name -> false, List.of(), List.of());

  private final Everything everything;

  /** Classes of which everything is suspendable, by binary name, among those that it may be. */
  private final Predicate<String> selected;

  /** Answers by internal names of classes: the question is asked for every call. */
  private final Map<String, Boolean> wholly = new ConcurrentHashMap<>();

  private final List<SuspendablePattern> patterns;
  private final List<SuspendablePattern> jdkPatterns;

  /** Those of {@code patterns} whose methods give their carrier up when their time slice ends. */
  private final List<SuspendablePattern> preemptible;

  private enum Everything {
    NOTHING,
    ALL_BUT_JDK,
    ALL
  }

  private SuspendableNames(
      Everything everything,
      Predicate<String> selected,
      List<SuspendablePattern> patterns,
      List<SuspendablePattern> preemptible) {
    this.everything = everything;
    this.selected = selected;
    this.patterns = List.copyOf(patterns);
    this.preemptible = List.copyOf(preemptible);
    this.jdkPatterns = patterns.stream().filter(SuspendablePattern::jdk).toList();
  }

  /** Nothing but what is annotated. */
  public static SuspendableNames none() {
    return NONE;
  }

  /** What the patterns name. */
  public static SuspendableNames of(List<SuspendablePattern> patterns) {
    return patterns.isEmpty()
        ? NONE
        : new SuspendableNames(Everything.NOTHING, name -> false, patterns, List.of());
  }

  /**
   * Every method of every class but the runtime's own, those of the JDK included: for proofs over
   * code that is only transformed, or in which the JDK is transformed too.
   */
  public static SuspendableNames everything() {
    return new SuspendableNames(Everything.ALL, name -> true, List.of(), List.of());
  }

  /** Every method of every class that is neither the JDK's nor the runtime's. */
  public static SuspendableNames everythingButJdk() {
    return everythingButJdk(name -> true);
  }

  /**
   * As {@link #everythingButJdk()}, of some classes only.
   *
   * @param selected tells these classes by their binary names
   */
  public static SuspendableNames everythingButJdk(Predicate<String> selected) {
    return new SuspendableNames(Everything.ALL_BUT_JDK, selected, List.of(), List.of());
  }

  /** What this and {@code more} name together. */
  public SuspendableNames and(List<SuspendablePattern> more) {
    if (more.isEmpty()) {
      return this;
    }
    return new SuspendableNames(everything, selected, joined(patterns, more), preemptible);
  }

  /** What this names, and what {@code more} names as suspendable and preemptible. */
  public SuspendableNames andPreemptible(List<SuspendablePattern> more) {
    return more.isEmpty()
        ? this
        : new SuspendableNames(
            everything, selected, joined(patterns, more), joined(preemptible, more));
  }

  private static List<SuspendablePattern> joined(
      List<SuspendablePattern> some, List<SuspendablePattern> more) {
    List<SuspendablePattern> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** Whether a method that this class declares may be suspendable by its name. */
  boolean concern(String owner) {
    if (isWhollySuspendable(owner)) {
      return true;
    }
    return anyMatchesClass(candidates(owner), owner);
  }

  private static boolean anyMatchesClass(List<SuspendablePattern> candidates, String owner) {
    if (candidates.isEmpty()) {
      return false;
    }
    String className = owner.replace('/', '.');
    for (SuspendablePattern pattern : candidates) {
      if (pattern.matchesClass(className)) {
        return true;
      }
    }
    return false;
  }

  private List<SuspendablePattern> candidates(String owner) {
    return patterns.isEmpty() || !ClassHierarchy.isJdk(owner) ? patterns : jdkPatterns;
  }

  /** Whether every method of the class is suspendable, lambda bodies included. */
  boolean isWhollySuspendable(String owner) {
    if (everything == Everything.NOTHING) {
      return false;
    }
    Boolean known = wholly.get(owner);
    return known != null ? known : wholly.computeIfAbsent(owner, this::computeWhollySuspendable);
  }

  private boolean computeWhollySuspendable(String owner) {
    return (everything == Everything.ALL || !ClassHierarchy.isJdk(owner))
        && !RUNTIME_PACKAGES.contains(owner.substring(0, owner.lastIndexOf('/') + 1))
        && selected.test(owner.replace('/', '.'));
  }

  /** Whether methods of the JDK are suspendable: then its classes have to be looked at as well. */
  boolean reachJdk() {
    return everything == Everything.ALL || !jdkPatterns.isEmpty();
  }

  /** Whether a method of the JDK with this name may be suspendable. Cheap. */
  boolean mayNameJdkMethod(String name) {
    if (everything == Everything.ALL) {
      return true;
    }
    for (SuspendablePattern pattern : jdkPatterns) {
      if (pattern.matchesMethod(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the declaration of this method is suspendable by its name. */
  boolean include(String owner, String name, String descriptor) {
    if (name.charAt(0) == '<') {
      return false;
    } else if (isWhollySuspendable(owner)) {
      return true;
    }
    return anyMatches(candidates(owner), owner, name, descriptor);
  }

  /** Whether this method, if it is suspendable, is preemptible by its name. */
  boolean arePreemptible(String owner, String name, String descriptor) {
    return anyMatches(preemptible, owner, name, descriptor);
  }

  /** Whether a method of this class may be preemptible by its name. */
  boolean mayPreempt(String owner) {
    return !preemptible.isEmpty() && concern(owner) && anyMatchesClass(preemptible, owner);
  }

  private static boolean anyMatches(
      List<SuspendablePattern> candidates, String owner, String name, String descriptor) {
    if (candidates.isEmpty()) {
      return false;
    }
    String className = owner.replace('/', '.');
    for (SuspendablePattern pattern : candidates) {
      if (pattern.matchesClass(className)
          && pattern.matchesMethod(name)
          && pattern.matchesParameters(descriptor)) {
        return true;
      }
    }
    return false;
  }

  /** The patterns, for the log. */
  @Override
  public String toString() {
    return everything == Everything.NOTHING ? patterns.toString() : everything.toString();
  }
}
