package dev.coro;

import dev.coro.internal.ErrorCode;
import java.lang.System.Logger.Level;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The failures of a carrier's coroutines that nobody has joined, each to be reported once: when the
 * carrier ends, or as soon as the garbage collector proves that nobody can join the coroutine any
 * more. The latter keeps a carrier that lives long from piling up failures.
 *
 * <p>Used by the thread of the carrier only.
 */
final class UnjoinedFailures {
  private final String carrierName;
  private final Carrier.FailureHandler handler;
  private final ReferenceQueue<Coroutine<?>> unreachable = new ReferenceQueue<>();

  /** In the order in which the coroutines failed. */
  private final Set<Report> reports = new LinkedHashSet<>();

  UnjoinedFailures(String carrierName, Carrier.FailureHandler handler) {
    this.carrierName = carrierName;
    this.handler = handler;
  }

  /** Reports through the logger {@code dev.coro}. */
  static void log(String carrierName, String coroutineName, Throwable failure) {
    String message =
        ErrorCode.UNJOINED_FAILURE.message(coroutineName, carrierName, withoutFullStop(failure));
    System.getLogger("dev.coro").log(Level.ERROR, "[coro] " + message, failure);
  }

  /** Many messages are sentences; here they stand inside of one. */
  private static String withoutFullStop(Throwable failure) {
    String text = String.valueOf(failure);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  void add(Coroutine<?> coroutine, Failure failure) {
    reports.add(new Report(coroutine, failure, unreachable));
  }

  /** Reports what nobody can join any more. Costs next to nothing if there is none. */
  void reportUnreachable() {
    if (reports.isEmpty()) {
      return;
    }
    for (Reference<? extends Coroutine<?>> r = unreachable.poll();
        r != null;
        r = unreachable.poll()) {
      Report report = (Report) r;
      reports.remove(report);
      report(report);
    }
  }

  /** Reports all that are left: the carrier ends. */
  void reportAll() {
    for (Report report : reports) {
      report(report);
    }
    reports.clear();
  }

  private void report(Report report) {
    if (!report.failure.markKnown()) {
      return;
    }
    Throwable thrown = report.failure.thrown;
    try {
      handler.unjoined(carrierName, report.coroutineName, thrown);
    } catch (Throwable fromHandler) {
      // The handler must not take the carrier down, nor swallow what it was asked to report.
      if (fromHandler != thrown) {
        fromHandler.addSuppressed(thrown);
      }
      log(carrierName, report.coroutineName, fromHandler);
    }
  }

  /** A failure, and a reference that tells when its coroutine has become unreachable. */
  private static final class Report extends WeakReference<Coroutine<?>> {
    final String coroutineName;
    final Failure failure;

    Report(Coroutine<?> coroutine, Failure failure, ReferenceQueue<Coroutine<?>> queue) {
      super(coroutine, queue);
      this.coroutineName = coroutine.name();
      this.failure = failure;
    }
  }
}
