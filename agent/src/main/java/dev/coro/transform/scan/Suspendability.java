package dev.coro.transform.scan;

/** What is known of a method that a call names. */
public enum Suspendability {
  /** It never suspends. */
  NO,

  /** It is declared suspendable, or overrides a method that is. */
  YES,

  /** The bytes of a class that could declare it cannot be found, so it may suspend. */
  UNKNOWN
}
