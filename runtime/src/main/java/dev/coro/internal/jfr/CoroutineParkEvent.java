package dev.coro.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;

/** From the moment at which a coroutine parked until something has made it ready again. */
@Name("dev.coro.CoroutinePark")
@Label("Coroutine Park")
@Category("Coroutines")
@Description("A coroutine has waited for something")
@Threshold("20 ms")
@StackTrace(false) // That of the thread would show who woke the coroutine.
final class CoroutineParkEvent extends Event {
  @Label("Coroutine")
  @Description("Name of the coroutine")
  String coroutine = "";

  @Label("Carrier")
  @Description("Name of its carrier")
  String carrier = "";

  @Label("Waited For")
  @Description("What the coroutine has waited for")
  String waitedFor = "";

  @Label("Where")
  @Description("The method and line at which the coroutine was parked")
  String where = "";
}
