package dev.coro.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The moment at which a suspension was refused. Its stack is that of the refused operation. */
@Name("dev.coro.PinnedAttempt")
@Label("Pinned Attempt")
@Category("Coroutines")
@Description("A continuation could not suspend, because an activation in between cannot be saved")
final class PinnedAttemptEvent extends Event {
  @Label("Continuation")
  @Description("What was to be suspended")
  String continuation = "";

  @Label("In The Way")
  @Description("The method, with file and line, whose activation cannot be saved")
  String inTheWay = "";

  @Label("Message")
  @Description("The message of the NotSuspendableException")
  String message = "";
}
