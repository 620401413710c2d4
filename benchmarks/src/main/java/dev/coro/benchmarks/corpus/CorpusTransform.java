package dev.coro.benchmarks.corpus;

import dev.coro.transform.Diagnostic;
import dev.coro.transform.TransformResult;
import dev.coro.transform.Transformer;
import dev.coro.transform.plan.MethodPlan;
import dev.coro.transform.scan.ClassHierarchy;
import dev.coro.transform.scan.SuspendableNames;
import dev.coro.transform.scan.UnresolvedOwners;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Transforms single classes with everything suspendable, has their bytes judged, and accounts for
 * every method that has a suspension point. Safe for use by many threads.
 */
final class CorpusTransform {
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();
  private static final String NATIVE = "CO101";
  private static final String LOADER = "java/lang/ClassLoader";

  private final ClassHierarchy hierarchy;
  private final List<ClassJudge> judges;

  /** Takes the transformed classes. */
  interface Sink {
    /** Takes one. */
    void accept(String internalName, byte[] classFile);
  }

  CorpusTransform(ClassSet classes, SuspendableNames names, List<ClassJudge> judges) {
    this.hierarchy = new ClassHierarchy(classes::find, names, new UnresolvedOwners(owner -> {}));
    this.judges = List.copyOf(judges);
  }

  /** Transforms a class; hands it to {@code sink} if that has changed it. */
  ClassOutcome run(String name, byte[] classFile, Sink sink) {
    long start = THREAD.getCurrentThreadCpuTime();
    TransformResult result = Transformer.transform(name.replace('/', '.'), classFile, hierarchy);
    long nanos = THREAD.getCurrentThreadCpuTime() - start;
    if (result instanceof TransformResult.Transformed changed) {
      sink.accept(name, changed.classFile());
      Account account = new Account(name, census(classFile));
      changed.plans().forEach(account::add);
      changed.diagnostics().forEach(account::add);
      return account.outcome(
          classFile, changed.classFile(), nanos, judge(name, classFile, changed));
    }
    Account account = new Account(name, Map.of());
    if (result instanceof TransformResult.Rejected rejected) {
      account = new Account(name, census(classFile));
      account.addAll(rejected.diagnostic());
    }
    return account.outcome(classFile, classFile, nanos, List.of());
  }

  private Map<String, Integer> census(byte[] classFile) {
    try {
      return MethodCensus.of(classFile, hierarchy);
    } catch (IllegalArgumentException e) {
      return Map.of(); // A class file version that nobody here can read.
    }
  }

  private List<Complaint> judge(
      String name, byte[] classFile, TransformResult.Transformed changed) {
    List<Complaint> complaints = new ArrayList<>();
    for (ClassJudge judge : judges) {
      String complaint = judge.complaint(changed.classFile());
      if (!complaint.isEmpty()) {
        String untouched = judge.complaint(classFile);
        complaints.add(new Complaint(judge.judge(), name, complaint, untouched));
      }
    }
    return complaints;
  }

  /** What became of each method. */
  private final class Account {
    private final String name;

    /** Suspension points of methods of which nothing was told yet. */
    private final Map<String, Integer> open;

    private final List<Refusal> refusals = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private int methods;
    private int points;
    private int natives;

    Account(String name, Map<String, Integer> census) {
      this.name = name;
      this.open = new HashMap<>(census);
    }

    void add(MethodPlan plan) {
      methods++;
      points += plan.points().size();
      open.remove(plan.name() + plan.descriptor());
    }

    void add(Diagnostic diagnostic) {
      String code = diagnostic.code().code();
      if (code.equals(NATIVE)) {
        natives++;
      } else if (refused.add(diagnostic.method())) {
        open.remove(diagnostic.method());
        refusals.add(new Refusal(code, name, diagnostic.method(), diagnostic.message()));
      }
    }

    /** The class was rejected: so are all its methods. */
    void addAll(Diagnostic diagnostic) {
      String code = diagnostic.code().code();
      List<String> all = open.keySet().stream().filter(m -> !isInitialiser(m)).sorted().toList();
      if (all.isEmpty()) {
        refusals.add(new Refusal(code, name, "", diagnostic.message()));
      }
      all.forEach(method -> refusals.add(new Refusal(code, name, method, diagnostic.message())));
      open.keySet().removeAll(all);
    }

    ClassOutcome outcome(byte[] before, byte[] after, long nanos, List<Complaint> complaints) {
      Set<String> initialisers = new HashSet<>(open.keySet());
      initialisers.removeIf(method -> !isInitialiser(method));
      open.keySet().removeAll(initialisers);
      int loading = 0;
      if (!open.isEmpty() && hierarchy.isSubtype(name, LOADER)) {
        loading = open.size();
        open.clear();
      }
      return new ClassOutcome(
          name,
          before != after,
          before.length,
          after.length,
          nanos,
          methods,
          points,
          initialisers.size(),
          loading,
          natives,
          refusals,
          open.keySet().stream().sorted().toList(),
          complaints);
    }

    private static boolean isInitialiser(String method) {
      return method.charAt(0) == '<';
    }
  }
}
