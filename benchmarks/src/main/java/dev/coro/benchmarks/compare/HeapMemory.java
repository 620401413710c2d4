package dev.coro.benchmarks.compare;

/** Weighs what this JVM holds: live objects, and resident memory outside of the heap. */
public final class HeapMemory {
  private static final int COLLECTIONS = 2;

  private HeapMemory() {}

  /** Returns the bytes of all live objects. */
  public static long liveBytes() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < COLLECTIONS; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /**
   * Returns live objects plus resident memory outside of the heap. Only differences of it mean
   * something, and only in a JVM whose heap has a fixed size and was touched at start: there,
   * resident memory grows by what is outside of the heap alone.
   */
  static long footprintBytes() throws NotMeasurableException {
    return liveBytes() + ProcFs.residentBytes();
  }
}
