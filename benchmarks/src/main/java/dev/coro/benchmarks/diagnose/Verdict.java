package dev.coro.benchmarks.diagnose;

import java.util.List;

/**
 * What kind of program it is. The thresholds are explained in {@code docs/diagnosis.md}.
 *
 * @param kind the kind
 * @param computing how much the CPU holds it up, from 0 to 1; see {@link Figures#computing}
 * @param waitingForIo how many of its threads and coroutines waited for I/O, or slept, on average
 * @param waitingAtAll the same with waits for locks, timers and children
 */
public record Verdict(Kind kind, double computing, double waitingForIo, double waitingAtAll) {
  /** From here on the CPU is the limit, ... */
  static final double COMPUTES = 0.7;

  /** ... from here on it matters, */
  static final double SOME = 0.2;

  /** ... and from so many threads that wait on average waiting does. */
  static final double WAITS = 0.3;

  /** A disk that is waited for so much is worth a word. */
  static final double DISK_WAITS = 0.1;

  /** Whoever comes back from I/O less often in a second has nothing to do. */
  static final double IO_WAKE_UPS = 5;

  /** The same of locks and timers, by which runtimes wait when they have nothing to do. */
  static final double LOCK_WAKE_UPS = 50;

  /** Judges. */
  static Verdict of(Figures figures, List<JvmProfile> jvms) {
    double recorded = jvms.stream().mapToDouble(JvmProfile::waitingForIo).sum();
    double waitingForIo = Math.max(figures.waitingForIo(), recorded);
    double waitingAtAll = Math.max(figures.waitingAtAll(), recorded);
    double computing = figures.computing();
    Kind kind;
    if (computing >= COMPUTES) {
      kind = waitingForIo >= WAITS ? Kind.MIXED : Kind.CPU_BOUND;
    } else if (computing >= SOME) {
      // Without waits that end it computes now and then, and has nothing to do in between.
      kind = waits(figures, waitingForIo, waitingAtAll) ? Kind.MIXED : Kind.CPU_BOUND;
    } else {
      kind = waits(figures, waitingForIo, waitingAtAll) ? Kind.IO_BOUND : Kind.IDLE;
    }
    return new Verdict(kind, computing, waitingForIo, waitingAtAll);
  }

  private static boolean waits(Figures figures, double waitingForIo, double waitingAtAll) {
    double wakeUps = figures.wakeUpsPerSecond();
    return figures.waiting(Wait.DISK) >= DISK_WAITS
        || (waitingForIo >= WAITS && wakeUps >= IO_WAKE_UPS)
        || (waitingAtAll >= WAITS && wakeUps >= LOCK_WAKE_UPS);
  }
}
