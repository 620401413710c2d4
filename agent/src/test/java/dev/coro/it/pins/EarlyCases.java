package dev.coro.it.pins;

import dev.coro.Suspendable;
import dev.coro.rt.StackCheckMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Uses classes that were loaded before the agent. */
public final class EarlyCases {
  private EarlyCases() {}

  /** Prints what happens. */
  public static void main(String[] args) {
    System.out.println("always\t" + StackCheckMode.isAlways());
    System.out.println("late\t" + Leaf.suspensions(EarlyCases::late));
    Map<String, PinCase> cases = new LinkedHashMap<>();
    cases.put("reflection", EarlyCases::reflection);
    if (args.length == 0) {
      cases.put("suspending", EarlyCases::suspending);
      cases.put("plain", EarlyCases::plain);
      cases.put("reference", EarlyCases::reference);
    }
    PinMatrix.print(cases);
  }

  @Suspendable
  private static void late() {
    Leaf.park();
    Leaf.park();
  }

  @Suspendable
  private static void suspending() {
    Early.suspending();
  }

  @Suspendable
  private static void plain() {
    Early.plain();
  }

  @Suspendable
  private static void reflection() throws Exception {
    EarlyReflection.call(Leaf.class.getMethod("park"));
  }

  @Suspendable
  private static void reference() {
    Early.reference().run();
  }
}
