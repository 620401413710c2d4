package dev.coro;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose activations may be suspended, saved to the heap and resumed later.
 *
 * <p>On a type it means every method the type declares. Methods that override a suspendable method
 * are suspendable too, with or without the annotation. A call is a suspension point when the
 * declaration it is compiled against, or one that declaration overrides, is suspendable; calls
 * through other declarations ({@link Runnable#run}, {@link java.util.Iterator#next}, reflection)
 * never are.
 *
 * <p>Outside of a continuation a suspendable method runs as plain Java.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME) // The JVM shows no others to an agent that is attached later.
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Suspendable {
  /**
   * Whether the method gives way to other coroutines while it computes: once its coroutine has run
   * for a time slice ({@link CarrierSettings#withSlice}), it is suspended at the next entry of such
   * a method or the next round of a loop in one, and goes on when no coroutine is ready that has
   * not used up its slice, or these have run for some time. Lambdas that stand in the method count
   * as parts of it; on a type it holds for all its methods.
   *
   * <p>It is for code that computes for long beside coroutines that have to answer soon. Between
   * two suspension points such code can be interrupted anywhere, so what it shares with others
   * needs the same care as with threads. It is no cancellation point. Nothing happens outside of
   * coroutines, on carriers with a virtual clock, and while an activation is on the stack that
   * cannot be suspended.
   */
  boolean preemptible() default false;
}
