package dev.coro.benchmarks.micro.preempt;

import dev.coro.Suspendable;
import dev.coro.benchmarks.micro.PlainLoops;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Loops that ask whether their time slice has ended. */
@Suspendable(preemptible = true)
public final class PreemptibleLoops implements PlainLoops {
  private static final int SIZE = 100_000;
  private static final int ORDER = 200;

  private static final class Link {
    final int value;
    final @Nullable Link next;

    Link(int value, @Nullable Link next) {
      this.value = value;
      this.next = next;
    }
  }

  private final int[] numbers;
  private final float[] floats = new float[SIZE];
  private final float[] sums = new float[SIZE];
  private final double[][] matrix = new double[ORDER][ORDER];
  private final double[][] product = new double[ORDER][ORDER];
  private final String text;
  private @Nullable Link links;

  /** With numbers that are always the same. */
  public PreemptibleLoops() {
    Random random = new Random(1);
    numbers = random.ints(SIZE).toArray();
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < SIZE; i++) {
      floats[i] = random.nextFloat();
      links = new Link(i, links);
      letters.append((char) ('a' + random.nextInt(26)));
    }
    text = letters.toString();
    for (double[] row : matrix) {
      for (int i = 0; i < ORDER; i++) {
        row[i] = random.nextDouble();
      }
    }
  }

  @Override
  public long run(String loop) {
    return switch (loop) {
      case "sum" -> sum();
      case "saxpy" -> saxpy();
      case "hash" -> hash();
      case "matrix" -> matrix();
      case "links" -> links();
      case "collatz" -> collatz();
      default -> throw new IllegalArgumentException(loop);
    };
  }

  private long sum() {
    int sum = 0;
    for (int i = 0; i < numbers.length; i++) {
      sum += numbers[i];
    }
    return sum;
  }

  private long saxpy() {
    float[] from = floats;
    float[] to = sums;
    for (int i = 0; i < from.length; i++) {
      to[i] += 0.5f * from[i];
    }
    return (long) to[1];
  }

  private long hash() {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash;
  }

  private long matrix() {
    for (int row = 0; row < ORDER; row++) {
      for (int column = 0; column < ORDER; column++) {
        double sum = 0;
        for (int i = 0; i < ORDER; i++) {
          sum += matrix[row][i] * matrix[i][column];
        }
        product[row][column] = sum;
      }
    }
    return (long) product[1][1];
  }

  private long links() {
    long sum = 0;
    for (Link link = links; link != null; link = link.next) {
      sum += link.value;
    }
    return sum;
  }

  private long collatz() {
    long steps = 0;
    for (int i = 1; i < 3000; i++) {
      for (long n = i; n != 1; n = (n & 1) == 0 ? n >> 1 : 3 * n + 1) {
        steps++;
      }
    }
    return steps;
  }
}
