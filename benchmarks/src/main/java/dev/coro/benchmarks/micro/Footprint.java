package dev.coro.benchmarks.micro;

import dev.coro.benchmarks.compare.HeapMemory;
import java.lang.ref.Reference;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Weighs objects; JMH prints the counter beside the time. It adds the counter up over all measured
 * iterations and forks, so there should be one of each.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Footprint {
  /** How many are made for it. */
  private static final int COUNT = 20_000;

  /** Growth of the live objects of the heap for each of them, in bytes. */
  public double bytes;

  /** Makes 20,000 objects, and weighs them with all that only they hold. */
  public void weigh(Supplier<?> factory) {
    Object[] all = new Object[COUNT + 1];
    all[COUNT] = factory.get(); // What the first one brings along for all is not counted.
    long before = HeapMemory.liveBytes();
    try {
      for (int i = 0; i < COUNT; i++) {
        all[i] = factory.get();
      }
      bytes = (double) (HeapMemory.liveBytes() - before) / COUNT;
    } finally {
      Reference.reachabilityFence(all);
    }
  }
}
