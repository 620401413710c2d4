package dev.coro.benchmarks.corpus;

/**
 * What a judge says against a transformed class.
 *
 * @param className internal name
 * @param text what is wrong with it, in the judge's words
 * @param untouched what the same judge says of the class as it was; empty if it finds nothing. A
 *     class that was refused before tells nothing about the transform
 */
public record Complaint(Judge judge, String className, String text, String untouched) {
  /** Whether the transform is to blame. */
  public boolean isFailure() {
    return untouched.isEmpty();
  }
}
