package dev.coro.transform.scan;

import dev.coro.transform.RuntimeNames;

/**
 * Calls of {@code java.util.Iterator} that may suspend. An enhanced {@code for} over a generator or
 * channel asks for a {@code SuspendableIterator}, but keeps it as an {@code Iterator}, so that the
 * declarations that it calls are the JDK's. Where such an iterator is made, every call of {@code
 * hasNext} and {@code next} in the same method counts as a suspension point. That is right whatever
 * the receiver turns out to be: behind a call that has not suspended nothing is different.
 */
public final class SuspendableIteration {
  private static final String ITERATOR = "java/util/Iterator";
  private static final String DESCRIPTOR_START = "()L";

  private SuspendableIteration() {}

  /** Whether a call of this name and descriptor may make such an iterator; a cheap look. */
  public static boolean mayBegin(String name, String descriptor) {
    return name.equals("iterator")
        && descriptor.startsWith(DESCRIPTOR_START)
        && !descriptor.startsWith("java/", DESCRIPTOR_START.length());
  }

  /** Whether a call of this name and descriptor makes such an iterator. */
  public static boolean begins(String name, String descriptor, ClassHierarchy hierarchy) {
    if (!mayBegin(name, descriptor)) {
      return false;
    }
    String type = descriptor.substring(DESCRIPTOR_START.length(), descriptor.length() - 1);
    return type.equals(RuntimeNames.SUSPENDABLE_ITERATOR)
        || hierarchy.isSubtype(type, RuntimeNames.SUSPENDABLE_ITERATOR);
  }

  /** Whether the call is a step of an iteration. */
  public static boolean isStep(String owner, String name) {
    return owner.equals(ITERATOR) && (name.equals("hasNext") || name.equals("next"));
  }
}
