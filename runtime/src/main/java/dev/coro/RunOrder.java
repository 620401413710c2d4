package dev.coro;

import java.util.List;

/**
 * Decides which of the coroutines that are ready runs next. Without one, it is the one that has
 * been ready longest, which costs nothing to find out. Called on the carrier's thread; must not
 * suspend.
 */
@FunctionalInterface
public interface RunOrder {
  /**
   * Chooses one of at least one.
   *
   * @param ready the one that has been ready longest comes first; valid during the call
   * @return the index of the one that is to run
   */
  int choose(List<Coroutine<?>> ready);
}
