package dev.coro;

/** The owner of a task scope, while it waits for the subtasks. */
final class ChildrenWaiter extends Waiter {
  private final TaskScope<?, ?> scope;
  private final boolean endsWithCancellation;

  ChildrenWaiter(TaskScope<?, ?> scope, boolean endsWithCancellation) {
    super(false);
    this.scope = scope;
    this.endsWithCancellation = endsWithCancellation;
  }

  /** Whether it goes on when the scope is cancelled, and does not wait for the last one. */
  boolean endsWithCancellation() {
    return endsWithCancellation;
  }

  @Override
  protected void abandoned() {
    scope.ownerWasCancelled();
  }

  @Override
  public String toString() {
    return "the end of the subtasks of " + scope;
  }
}
