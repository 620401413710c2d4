package dev.coro.benchmarks.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What to make of a verdict.
 *
 * @param model the model that fits
 * @param against what speaks against it, and what to look at first
 */
public record Advice(String model, List<String> against) {
  /** A sample of less says little. */
  private static final double LEAST_SECONDS = 3;

  private static final int LEAST_LOOKS = 20;

  /** From here on others, or too many threads of its own, keep it waiting for a CPU. */
  private static final double CROWDED = 0.3;

  /** From here on memory is what the CPU time goes into. */
  private static final double MUCH_COLLECTION = 0.2;

  private static final double MANY_MAJOR_FAULTS = 10;

  private static final double MANY_MINOR_FAULTS = 20_000;

  static Advice of(Figures figures, Verdict verdict) {
    List<String> against = new ArrayList<>();
    addDoubts(against, figures);
    addMemory(against, figures);
    String model =
        switch (verdict.kind()) {
          case CPU_BOUND -> forCpu(against, figures, verdict);
          case IO_BOUND -> forIo(against, figures, verdict);
          case MIXED -> forBoth(against, figures);
          case IDLE -> forIdle(against);
        };
    return new Advice(model, against);
  }

  private static void addDoubts(List<String> against, Figures figures) {
    if (figures.seconds() < LEAST_SECONDS || figures.looks() < LEAST_LOOKS) {
      against.add(
          String.format(
              Locale.ROOT,
              "The sample is too short to rely on: %.1f s, %d looks. Take %.0f s or more, under"
                  + " the load that matters.",
              figures.seconds(),
              figures.looks(),
              LEAST_SECONDS));
    }
    if (figures.queueShare() >= CROWDED) {
      against.add(
          "Its threads were without a CPU for "
              + Evidence.percent(figures.queueShare())
              + " of the time they wanted one: other programs compete, or it has more threads than"
              + " CPUs. All speeds seen now are lower than on a quiet machine; the kind is not"
              + " judged by them.");
    }
  }

  private static void addMemory(List<String> against, Figures figures) {
    double collector = figures.cpuShare(ThreadRole.COLLECTOR);
    if (collector >= MUCH_COLLECTION) {
      against.add(
          "Memory first: garbage collection takes "
              + Evidence.percent(collector)
              + " of the CPU time. A larger heap or fewer allocations help more than any model.");
    }
    if (figures.perSecond(figures.counters().majorFaults()) >= MANY_MAJOR_FAULTS) {
      against.add(
          "Memory first: pages have to be read from a disk while it runs (page faults with disk)."
              + " It lacks memory, or has mapped files that are not cached.");
    }
    if (figures.perSecond(figures.counters().minorFaults()) >= MANY_MINOR_FAULTS) {
      against.add(
          "Memory: there are many page faults without disk. It takes fresh pages all the time, or"
              + " starts many processes.");
    }
  }

  private static String forCpu(List<String> against, Figures figures, Verdict verdict) {
    if (verdict.computing() < Verdict.COMPUTES) {
      against.add(
          "It computes for a part of the time only. For the rest it has nothing to do, begins, or"
              + " waits for its own threads: a sample under load may say something else.");
    }
    if (figures.computingThreads(Verdict.COMPUTES) == 1 && figures.cores() > 1) {
      against.add(
          "One thread computes. More CPUs help only once the work is split; what the hottest"
              + " frames do may be quicker to improve.");
    }
    against.add(
        "Coroutines and virtual threads make no computation faster, and threads beyond the number"
            + " of CPUs only lengthen the run queue.");
    return "As many threads as CPUs ("
        + (long) Math.ceil(figures.cores())
        + " here), or as many processes if they must not share memory. In Java threads do compute"
        + " in parallel.";
  }

  private static String forIo(List<String> against, Figures figures, Verdict verdict) {
    if (verdict.waitingForIo() < Verdict.WAITS) {
      against.add(
          "Its waits look like locks or timers rather than I/O: see who holds the locks first. A"
              + " lock that all want is as slow in any model.");
    }
    if (figures.waiting(Wait.DISK) >= Verdict.DISK_WAITS) {
      against.add(
          "It waits for a disk. A disk at its limit gets no faster by more tasks, and reading a"
              + " file occupies a thread in all models.");
    }
    against.add(
        "From outside, waiting for a slow answer and waiting for something to do look alike: judge"
            + " under load.");
    against.add(
        "With a few dozen waits at a time plain threads do as well. A coroutine that computes, or"
            + " calls what blocks, keeps all others of its carrier waiting.");
    return "Coroutines, one for each task that waits, on one carrier or a few; or virtual threads"
        + " from JDK 21 on. Several processes only for safety.";
  }

  private static String forBoth(List<String> against, Figures figures) {
    against.add(
        "Two kinds of tasks in one scheduler: those that compute use their turns whole, those that"
            + " wait give theirs back early, so these have to go first. Without that, answers come"
            + " late.");
    if (figures.computingThreads(Verdict.COMPUTES) == 0) {
      against.add(
          "No single thread computes all the time: each task may be mixed in itself, and then there"
              + " is nothing to separate.");
    }
    return "Separate them: threads, as many as CPUs ("
        + (long) Math.ceil(figures.cores())
        + " here), for what computes, coroutines or virtual threads for what waits. Or coroutines"
        + " for both, with CarrierSettings.withWakeUpsFirst and @Suspendable(preemptible = true) on"
        + " what computes.";
  }

  private static String forIdle(List<String> against) {
    against.add("It may be waiting for something that did not come while it was looked at.");
    return "None: it has little to do. Look at it again under load.";
  }
}
