package dev.coro;

/**
 * Thrown at the {@code yield} of a generator that is closed early, so that the {@code finally}
 * blocks of its body run; {@link GeneratorContinuation#close} catches it again. It has no trace.
 *
 * <p>An error rather than an exception, so that {@code catch (Exception e)} in a body lets it pass.
 */
final class GeneratorExit extends Error {
  private static final long serialVersionUID = 1;

  GeneratorExit() {
    super("the generator was closed", null, false, false);
  }
}
