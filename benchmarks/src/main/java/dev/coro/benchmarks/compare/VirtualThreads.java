package dev.coro.benchmarks.compare;

import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** Finds virtual threads, by reflection: this code is compiled for JDK 17, which has none. */
public final class VirtualThreads {
  private static final int FIRST_RELEASE = 21;

  private VirtualThreads() {}

  /** Makes virtual threads; empty if the JDK has none. */
  public static Optional<ThreadFactory> factory() {
    if (Runtime.version().feature() < FIRST_RELEASE) {
      return Optional.empty();
    }
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      return Optional.of((ThreadFactory) type.getMethod("factory").invoke(builder));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("JDK " + Runtime.version() + " has no Thread.ofVirtual", e);
    }
  }

  /** Says why there are none. */
  public static String whyAbsent() {
    return "JDK "
        + Runtime.version().feature()
        + " has no virtual threads, they came with JDK "
        + FIRST_RELEASE;
  }
}
