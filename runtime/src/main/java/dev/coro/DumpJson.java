package dev.coro;

import dev.coro.CoroutineDump.CarrierEntry;
import dev.coro.CoroutineDump.CoroutineEntry;
import dev.coro.CoroutineDump.ScopeEntry;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Writes a {@link CoroutineDump} as JSON (RFC 8259). By hand, because the runtime depends on no
 * library.
 */
final class DumpJson {
  private final StringBuilder json = new StringBuilder();

  private DumpJson() {}

  static String of(CoroutineDump dump) {
    DumpJson writer = new DumpJson();
    writer.json.append("{\"carriers\":");
    writer.list(dump.carriers(), writer::carrier);
    return writer.json.append('}').toString();
  }

  private void carrier(CarrierEntry carrier) {
    json.append("{\"name\":");
    string(carrier.name());
    json.append(",\"thread\":");
    string(carrier.thread());
    json.append(",\"answered\":").append(carrier.answered());
    json.append(",\"threadStack\":");
    list(carrier.threadStack(), row -> string(row.toString()));
    json.append(",\"coroutines\":");
    list(carrier.coroutines(), this::coroutine);
    json.append('}');
  }

  private void coroutine(CoroutineEntry coroutine) {
    json.append("{\"name\":");
    string(coroutine.name());
    json.append(",\"state\":");
    string(coroutine.state().name());
    json.append(",\"waitsFor\":");
    string(coroutine.waitsFor());
    json.append(",\"wokenBy\":");
    string(coroutine.wokenBy());
    json.append(",\"cancelled\":").append(coroutine.cancelled());
    json.append(",\"stack\":");
    list(coroutine.stack(), row -> string(row.toString()));
    json.append(",\"scopes\":");
    list(coroutine.scopes(), this::scope);
    json.append('}');
  }

  private void scope(ScopeEntry scope) {
    json.append("{\"name\":");
    string(scope.name());
    json.append(",\"coroutines\":");
    list(scope.coroutines(), this::coroutine);
    json.append('}');
  }

  private <T> void list(List<T> elements, Consumer<T> writer) {
    json.append('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      writer.accept(elements.get(i));
    }
    json.append(']');
  }

  private void string(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
