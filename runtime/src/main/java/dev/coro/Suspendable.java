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
public @interface Suspendable {}
