package dev.coro;

import dev.coro.CoroutineDump.CarrierEntry;
import dev.coro.CoroutineDump.CoroutineEntry;
import dev.coro.CoroutineDump.ScopeEntry;
import java.util.List;

/** Writes a {@link CoroutineDump} for people. */
final class DumpText {
  private static final String INDENT = "  ";

  private DumpText() {}

  static String of(CoroutineDump dump) {
    StringBuilder text = new StringBuilder();
    if (dump.carriers().isEmpty()) {
      text.append("no carrier runs\n");
    }
    for (CarrierEntry carrier : dump.carriers()) {
      text.append("carrier '").append(carrier.name()).append('\'');
      if (!carrier.thread().isEmpty()) {
        text.append(" on thread '").append(carrier.thread()).append('\'');
      }
      if (!carrier.answered()) {
        text.append(", without an answer for ").append(LoopDescription.MOST_MILLIS);
        text.append(" ms: seen from outside");
      }
      text.append('\n');
      addStack(text, carrier.threadStack(), 1);
      addCoroutines(text, carrier.coroutines(), 1);
    }
    return text.toString();
  }

  static void addCoroutines(StringBuilder text, List<CoroutineEntry> coroutines, int depth) {
    for (CoroutineEntry coroutine : coroutines) {
      text.append(INDENT.repeat(depth)).append('\'').append(coroutine.name()).append("' ");
      text.append(coroutine.state());
      if (coroutine.cancelled()) {
        text.append(", cancelled");
      }
      if (!coroutine.waitsFor().isEmpty()) {
        text.append(", waits for ").append(coroutine.waitsFor());
      }
      if (!coroutine.wokenBy().isEmpty()) {
        text.append("; could be woken by ").append(coroutine.wokenBy());
      }
      text.append('\n');
      addStack(text, coroutine.stack(), depth + 1);
      for (ScopeEntry scope : coroutine.scopes()) {
        text.append(INDENT.repeat(depth + 1)).append("in scope '").append(scope.name());
        text.append("'\n");
        addCoroutines(text, scope.coroutines(), depth + 2);
      }
    }
  }

  private static void addStack(StringBuilder text, List<StackTraceElement> stack, int depth) {
    for (StackTraceElement row : stack) {
      text.append(INDENT.repeat(depth)).append("at ").append(row).append('\n');
    }
  }
}
