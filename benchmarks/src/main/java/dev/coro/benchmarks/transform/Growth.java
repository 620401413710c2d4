package dev.coro.benchmarks.transform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** How much larger class files get. */
public final class Growth {
  private final List<Size> sizes = new ArrayList<>();
  private long bytesBefore;
  private long bytesAfter;

  /** One class file before and after the transform. */
  public record Size(String name, int bytesBefore, int bytesAfter) {
    /** Size after, relative to before. */
    public double ratio() {
      return (double) bytesAfter / bytesBefore;
    }
  }

  /** Adds a class. */
  public void add(String name, int before, int after) {
    sizes.add(new Size(name, before, after));
    bytesBefore += before;
    bytesAfter += after;
  }

  /** Number of classes. */
  public int count() {
    return sizes.size();
  }

  /** Size of all class files together before. */
  public long bytesBefore() {
    return bytesBefore;
  }

  /** Size of all class files together after. */
  public long bytesAfter() {
    return bytesAfter;
  }

  /** Size of all class files together, relative to before; 1 if there are none. */
  public double total() {
    return bytesBefore == 0 ? 1 : (double) bytesAfter / bytesBefore;
  }

  /**
   * The growth that this share of the classes does not exceed.
   *
   * @param share from 0 to 1
   */
  public double quantile(double share) {
    List<Size> sorted = sorted();
    int index = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, index)).ratio();
  }

  /** The classes that grew most, most first. */
  public List<Size> largest(int count) {
    List<Size> sorted = sorted();
    Collections.reverse(sorted);
    return List.copyOf(sorted.subList(0, Math.min(count, sorted.size())));
  }

  private List<Size> sorted() {
    List<Size> sorted = new ArrayList<>(sizes);
    sorted.sort(Comparator.comparingDouble(Size::ratio));
    return sorted;
  }
}
