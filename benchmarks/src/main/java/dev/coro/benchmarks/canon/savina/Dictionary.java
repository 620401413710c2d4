package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.Work;
import dev.coro.benchmarks.canon.world.Guard;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One map for all, under one lock: workers read, and write every tenth time. Savina's concurrent
 * dictionary, with the map in memory that is shared rather than behind an actor.
 *
 * <p>Each worker has keys of its own, so that what it reads does not depend on the others.
 *
 * @param workers how many
 * @param operations how many each does
 */
public record Dictionary(int workers, int operations) implements Program {
  private static final int KEYS = 512;
  private static final int READS_PER_WRITE = 9;

  @Override
  public String name() {
    return "concurrent dictionary";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d workers, %,d operations each", workers, operations);
  }

  @Override
  public Pattern pattern() {
    return Pattern.SHARING;
  }

  @Override
  public int tasks() {
    return workers + 1;
  }

  @Override
  @Suspendable
  public long run(World world) {
    Map<Integer, Long> map = new HashMap<>();
    Guard guard = world.guard();
    Mailbox<Long> results = world.unbounded();
    for (int i = 0; i < workers; i++) {
      Worker worker = new Worker(map, i);
      world.startAnywhere(() -> results.send(worker.work(guard, operations)));
    }
    return Work.sum(results, workers) + sum(map);
  }

  @Override
  public long expected() {
    long sum = 0;
    for (int i = 0; i < workers; i++) {
      Map<Integer, Long> own = new HashMap<>();
      Worker worker = new Worker(own, i);
      sum += worker.work(Runnable::run, operations) + sum(own);
    }
    return sum;
  }

  private static long sum(Map<Integer, Long> map) {
    return map.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Does one operation after the other. */
  private static final class Worker implements Runnable {
    private final Map<Integer, Long> map;
    private final int firstKey;
    private final SplittableRandom random;
    private long read;

    Worker(Map<Integer, Long> map, int number) {
      this.map = map;
      this.firstKey = number * KEYS;
      this.random = new SplittableRandom(number);
    }

    /** Returns the sum of what was read. */
    long work(Guard guard, int operations) {
      for (int operation = 0; operation < operations; operation++) {
        guard.run(this);
      }
      return read;
    }

    @Override
    public void run() {
      int key = firstKey + random.nextInt(KEYS);
      if (random.nextInt(READS_PER_WRITE + 1) == 0) {
        map.merge(key, random.nextLong(), Long::sum);
      } else {
        read += map.getOrDefault(key, 0L);
      }
    }
  }
}
