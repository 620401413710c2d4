package dev.coro;

import java.util.List;
import java.util.StringJoiner;

/** A coroutine or thread that waits in a select. */
final class SelectWaiter extends Waiter {
  private final List<Clause> clauses;

  SelectWaiter(List<Clause> clauses, boolean shared) {
    super(shared);
    this.clauses = clauses;
  }

  @Override
  protected void abandoned() {
    clauses.forEach(Clause::end);
  }

  @Override
  public String toString() {
    StringJoiner all = new StringJoiner(", or ");
    clauses.forEach(clause -> all.add(clause.toString()));
    return all.toString();
  }
}
