package dev.coro.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** A step of a coroutine, from its resumption to its next suspension or its end. */
@Name("dev.coro.SlowStep")
@Label("Slow Step")
@Category("Coroutines")
@Description("A coroutine has kept its carrier for long, while all others had to wait")
@Threshold("20 ms")
@StackTrace(false) // That of the thread would show the event loop, behind the step.
final class SlowStepEvent extends Event {
  @Label("Coroutine")
  @Description("Name of the coroutine")
  String coroutine = "";

  @Label("Carrier")
  @Description("Name of its carrier")
  String carrier = "";

  @Label("Where")
  @Description("The method and line at which the coroutine suspended; empty if it has ended")
  String where = "";
}
