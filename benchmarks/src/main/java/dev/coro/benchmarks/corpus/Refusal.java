package dev.coro.benchmarks.corpus;

/**
 * A method that stays as it was.
 *
 * @param code of the reason, {@code CO###}
 * @param className internal name
 * @param method name and descriptor
 * @param message what the transform says of it
 */
public record Refusal(String code, String className, String method, String message) {}
