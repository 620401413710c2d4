package dev.coro.internal.jfr;

/**
 * What events tell of a coroutine.
 *
 * @param coroutine its name
 * @param carrier name of its carrier
 * @param waitsFor what it waits for; empty if it does not
 * @param where the method and line at which it is suspended; empty if it is not
 */
public record CoroutineFacts(String coroutine, String carrier, String waitsFor, String where) {}
