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

  /** Whether every suspension looks at the stack. */
  public static boolean isAlways() {
    return StackCheck.always;
  }

  /** Brackets that are open around the caller, in the innermost continuation. */
  public static int openBrackets() {
    return CurrentContinuation.get().pins;
  }
}
