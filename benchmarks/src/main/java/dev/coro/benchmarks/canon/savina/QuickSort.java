package dev.coro.benchmarks.canon.savina;

import static java.util.Locale.ROOT;

import dev.coro.Suspendable;
import dev.coro.benchmarks.canon.program.Pattern;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.world.Mailbox;
import dev.coro.benchmarks.canon.world.World;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sorts numbers: partitions (C. A. R. Hoare, 1961), and sorts one part by another task, until parts
 * are small enough to be sorted at once.
 *
 * @param length how many numbers
 * @param small parts up to this length are sorted by the task that has them
 */
public record QuickSort(int length, int small) implements Program {
  @Override
  public String name() {
    return "quicksort";
  }

  @Override
  public String size() {
    return String.format(ROOT, "%,d numbers, parts of %,d", length, small);
  }

  @Override
  public Pattern pattern() {
    return Pattern.COMPUTING;
  }

  @Override
  public int tasks() {
    return 4 * (length / small + 1);
  }

  @Override
  @Suspendable
  public long run(World world) {
    int[] numbers = numbers();
    Mailbox<Integer> sorted = world.unbounded();
    world.startAnywhere(() -> sort(world, numbers, 0, length, sorted));
    int done = 0;
    while (done < length) {
      done += sorted.receive();
    }
    return checksum(numbers);
  }

  @Suspendable
  private void sort(World world, int[] numbers, int from, int to, Mailbox<Integer> sorted) {
    int end = to;
    while (end - from > small) {
      int last = end;
      int middle = partition(numbers, from, last);
      world.startAnywhere(() -> sort(world, numbers, middle, last, sorted));
      end = middle;
    }
    Arrays.sort(numbers, from, end);
    sorted.send(end - from);
  }

  /**
   * Returns where the second part begins; no number there is smaller than one of the first part.
   */
  private static int partition(int[] numbers, int from, int to) {
    int pivot = numbers[from + (to - from - 1) / 2];
    int i = from - 1;
    int j = to;
    while (true) {
      do {
        i++;
      } while (numbers[i] < pivot);
      do {
        j--;
      } while (numbers[j] > pivot);
      if (i >= j) {
        return j + 1;
      }
      int number = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = number;
    }
  }

  private int[] numbers() {
    return new SplittableRandom(length).ints(length).toArray();
  }

  private static long checksum(int[] numbers) {
    long checksum = 0;
    for (int number : numbers) {
      checksum = 31 * checksum + number;
    }
    return checksum;
  }

  @Override
  public long expected() {
    int[] numbers = numbers();
    Arrays.sort(numbers);
    return checksum(numbers);
  }
}
