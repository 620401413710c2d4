package dev.coro.it;

import dev.coro.Suspendable;
import dev.coro.SuspendableRunnable;
import org.junit.jupiter.api.AssertionFailureBuilder;

/** What JUnit's {@code assertThrows} does, for tasks that suspend: a coroutine can wait in it. */
final class Thrown {
  private Thrown() {}

  /** What {@code task} throws, which has to be of that type. */
  @Suspendable
  static <E extends Throwable> E by(Class<E> type, SuspendableRunnable task) {
    try {
      task.run();
    } catch (Throwable t) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
      throw AssertionFailureBuilder.assertionFailure()
          .message("unexpected exception")
          .expected(type)
          .actual(t)
          .cause(t)
          .build();
    }
    throw AssertionFailureBuilder.assertionFailure()
        .message("nothing was thrown")
        .expected(type)
        .build();
  }
}
