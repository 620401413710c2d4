package dev.coro.transform;

import dev.coro.transform.plan.MethodPlan;
import java.util.List;

/** What came of a class. */
public sealed interface TransformResult {
  /** The class has no suspension point, and nothing to bracket. */
  record Unchanged() implements TransformResult {}

  /**
   * The class was instrumented.
   *
   * @param classFile the new bytes
   * @param suspends whether it names suspendable methods; if not, only opaque calls were bracketed
   * @param plans one for each method that can now be suspended
   * @param diagnostics one for each method that should be, but could not
   * @param bracketed whether every call that others rely on to be bracketed is; if not, there was
   *     no room for it, and suspensions have to look at the stack
   * @param added the methods that the new bytes have in addition
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  record Transformed(
      byte[] classFile,
      boolean suspends,
      List<MethodPlan> plans,
      List<Diagnostic> diagnostics,
      boolean bracketed,
      AddedMethods added)
      implements TransformResult {}

  /** The class could not be instrumented at all and stays as it was. */
  record Rejected(Diagnostic diagnostic) implements TransformResult {}
}
