package dev.coro;

import dev.coro.internal.jfr.FlightRecording;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The carriers that have not ended, as long as somebody runs or holds them. */
final class LiveCarriers {
  private static final List<WeakReference<EventLoop>> LOOPS = new ArrayList<>();

  private LiveCarriers() {}

  static void add(EventLoop loop) {
    FlightRecording.noticeIfRecording();
    synchronized (LOOPS) {
      if (LOOPS.isEmpty()) {
        Management.registerSoon();
      }
      LOOPS.add(new WeakReference<>(loop));
    }
  }

  static void remove(EventLoop ended) {
    synchronized (LOOPS) {
      LOOPS.removeIf(known -> known.get() == ended || known.get() == null);
    }
  }

  /** In the order of their creation. */
  static List<EventLoop> all() {
    List<EventLoop> all = new ArrayList<>();
    synchronized (LOOPS) {
      for (Iterator<WeakReference<EventLoop>> it = LOOPS.iterator(); it.hasNext(); ) {
        EventLoop loop = it.next().get();
        if (loop == null) {
          it.remove();
        } else {
          all.add(loop);
        }
      }
    }
    return all;
  }
}
