package dev.coro.transform.scan;

import org.jspecify.annotations.Nullable;

/** Where the bytes of classes come from. */
@FunctionalInterface
public interface ClassSource {
  /**
   * Bytes of the class with this internal name, or null if there is none. Must not load the class.
   */
  byte @Nullable [] bytes(String internalName);
}
