package dev.coro.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.Continuation;
import dev.coro.Coroutine;
import dev.coro.Generator;
import dev.coro.NotSuspendableException;
import dev.coro.Suspendable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages name a method with its own parameters, also behind a resumption. */
@SuppressWarnings("UnusedVariable") // The parameters are there to be named.
class ResumedPlaceIT {
  @Suspendable
  private void parkHere(Map.Entry<String, Integer> entry, int[] numbers) {
    Continuation.suspend();
    Coroutine.yield();
  }

  @Suspendable
  private void parkHere(long overload) {
    Continuation.suspend();
    Coroutine.yield();
  }

  @Test
  void operationOutsideOfItsKind() {
    Continuation c = new Continuation(() -> parkHere(null, null));
    c.resume();
    assertEquals(
        "[CO201] Coroutine.yield() called outside of a coroutine, in"
            + " dev.coro.it.ResumedPlaceIT#parkHere(Entry, int[]) at ResumedPlaceIT.java:N: nothing"
            + " there could resume it. Call it from code that runs inside one, for example through"
            + " Carrier.run(...).",
        Messages.of(assertThrows(NotSuspendableException.class, c::resume)));
  }

  @Test
  void overloads() {
    Continuation c = new Continuation(() -> parkHere(1));
    c.resume();
    String message = Messages.of(assertThrows(NotSuspendableException.class, c::resume));
    assertEquals(
        "dev.coro.it.ResumedPlaceIT#parkHere(long) at ResumedPlaceIT.java:N",
        message.replaceAll(".* in (.*): nothing there.*", "$1"));
  }

  @Suspendable
  private int lend(Iterable<Integer> generator, String[] names) {
    Continuation.suspend();
    int sum = names.length;
    for (int number : generator) {
      sum += number;
    }
    return sum;
  }

  /** The enhanced for calls through Iterator, so this activation is in the way. */
  @Test
  void activationInTheWay() {
    Generator<Integer> suspends =
        Generator.of(
            out -> {
              Continuation.suspend();
              out.yield(1);
            });
    Continuation c = new Continuation(() -> lend(suspends, new String[1]));
    c.resume();
    String message = Messages.of(assertThrows(NotSuspendableException.class, c::resume));
    assertTrue(
        message.startsWith(
            "[CO204] cannot suspend through dev.coro.it.ResumedPlaceIT#lend(Iterable, String[]) at"
                + " ResumedPlaceIT.java:N: "),
        message);
  }

  @Suspendable
  private void foreignYield(Generator.Output<Integer> out, List<?>[] lists) {
    Continuation.suspend();
    out.yield(1);
  }

  @Test
  void yieldOutsideOfItsGenerator() {
    Generator.Output<?>[] kept = new Generator.Output<?>[1];
    Generator<Integer> generator =
        Generator.of(
            out -> {
              kept[0] = out;
              out.yield(1);
            });
    generator.iterator().next();
    @SuppressWarnings("unchecked")
    Generator.Output<Integer> out = (Generator.Output<Integer>) kept[0];
    Continuation c = new Continuation(() -> foreignYield(out, null));
    c.resume();
    assertEquals(
        "dev.coro.it.ResumedPlaceIT#foreignYield(Output, List[]) at ResumedPlaceIT.java:N",
        Messages.of(assertThrows(IllegalStateException.class, c::resume))
            .replaceAll(".* called in (.*), outside.*", "$1"));
  }
}
