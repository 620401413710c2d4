package dev.coro.it.pins;

import dev.coro.Suspendable;

/** Something that reaches a suspension that must be refused. */
@FunctionalInterface
public interface PinCase {
  /** Reaches {@link Leaf#park}. */
  @Suspendable
  void run() throws Throwable;
}
