package dev.coro.benchmarks.canon.world;

import dev.coro.benchmarks.compare.VirtualThreads;
import java.util.Optional;

/** What the tasks of a program are. */
public enum Way {
  /** Threads of the operating system. */
  PLATFORM_THREADS("platform threads"),
  /** Virtual threads, from JDK 21 on. */
  VIRTUAL_THREADS("virtual threads"),
  /** Coroutines on one thread. */
  ONE_CARRIER("coroutines, one carrier"),
  /** Coroutines on as many threads as there are cores. */
  CARRIER_PER_CORE("coroutines, a carrier for each core");

  /** Platform threads that may be there at once: safe for a shared machine. */
  private static final int MOST_THREADS = 20_000;

  private final String label;

  Way(String label) {
    this.label = label;
  }

  /** The name in reports. */
  public String label() {
    return label;
  }

  /** Whether tasks are coroutines. */
  public boolean isCoroutines() {
    return this == ONE_CARRIER || this == CARRIER_PER_CORE;
  }

  /** Why a program with so many tasks at once is not run this way; empty if it is. */
  public Optional<String> absence(int tasks) {
    if (this == VIRTUAL_THREADS && VirtualThreads.factory().isEmpty()) {
      return Optional.of(VirtualThreads.whyAbsent());
    }
    if (this == PLATFORM_THREADS && tasks > MOST_THREADS) {
      return Optional.of("more threads at once than a shared machine should have to bear");
    }
    return Optional.empty();
  }

  /** A new world of this kind; the caller closes it. */
  public World open() {
    return switch (this) {
      case PLATFORM_THREADS -> new ThreadWorld(Thread::new);
      case VIRTUAL_THREADS -> new ThreadWorld(VirtualThreads.factory().orElseThrow());
      case ONE_CARRIER -> new CarrierWorld();
      case CARRIER_PER_CORE -> new CarrierGroupWorld();
    };
  }
}
