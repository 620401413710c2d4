package dev.coro.rt;

/** Lets tests choose when suspensions look at the stack. */
public final class StackCheckMode {
  private StackCheckMode() {}

  /** Look only where instrumented code has announced a doubt, as outside of tests. */
  public static void inDoubt() {
    StackCheck.always = false;
  }

  /** Look at every suspension, as tests do by default. */
  public static void always() {
    StackCheck.always = true;
  }
}
