package dev.coro.rt;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class of the runtime that the transform leaves alone: its suspendable methods save
 * themselves, or return at once behind the call that suspends.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NotInstrumented {}
