package dev.coro.it.pins;

import dev.coro.SuspendableRunnable;
import java.util.LinkedHashMap;
import java.util.Map;

/** Program that prints for each case what a refused suspension said. */
public final class PinMatrix {
  private PinMatrix() {}

  /** Runs all cases; the one that makes every suspension look at the stack comes last. */
  public static void main(String[] args) throws Exception {
    Map<String, PinCase> cases = new LinkedHashMap<>();
    ProgramCases.addTo(cases);
    NativeCases.addTo(cases);
    JdkCases.addTo(cases);
    print(cases);
    System.out.println(
        "hiddenClassSuspends\t"
            + Leaf.suspensions((SuspendableRunnable) MadeClasses.hidden(HiddenCounter.class)));
  }

  static void print(Map<String, PinCase> cases) {
    cases.forEach((name, body) -> System.out.println(name + "\t" + Leaf.refusal(body)));
  }
}
