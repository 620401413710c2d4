package dev.coro.transform.fuzz;

/**
 * What is wrong with a program.
 *
 * @param detail for people
 */
record Failure(Sort sort, String detail) {
  /** Sorts of failures: shrinking keeps the sort. */
  enum Sort {
    /** The plain program is not valid: a bug of the generator. */
    INVALID_PROGRAM,
    /** The transform failed, or refused a method. */
    REFUSED,
    /** The JVM does not take the instrumented classes. */
    JVM_VERIFIER,
    /** ASM does not take the instrumented classes. */
    ASM_CHECKER,
    /** A run of the instrumented program did something else, or ended in an internal error. */
    DIFFERENCE,
    /** A suspended program holds a monitor. */
    MONITOR_HELD,
    /** A run does not end. */
    ENDLESS
  }
}
