import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;

/** Two coroutines take turns on one thread. */
public class Hello {
  public static void main(String[] args) {
    Carrier.run(() -> {
      var hello = Coroutine.start(() -> say("Hello"));
      var world = Coroutine.start(() -> say("world"));
      System.out.println((hello.join() + world.join()) + " words");
      return null;
    });
  }

  @Suspendable
  static int say(String word) {
    int said = 0;
    while (said < 3) {
      said++;
      System.out.println(word + " " + said);
      Coroutine.yield();
    }
    return said;
  }
}
