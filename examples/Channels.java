import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Select;
import java.time.Duration;

/** A producer and a consumer that waits for an element, the end, or a second. */
public class Channels {
  public static void main(String[] args) {
    Carrier.run(() -> {
      Channel<Integer> squares = Channel.buffered(4);
      Coroutine.start(() -> {
        for (int i = 1; i <= 10; i++) {
          squares.send(i * i);
        }
        squares.close();
      });
      var next = Select.<Boolean>of()
          .onReceive(squares, square -> print(square), () -> false)
          .onTimeout(Duration.ofSeconds(1), () -> false);
      while (next.run()) {
      }
      System.out.println("and no more");
    });
  }

  static boolean print(int square) {
    System.out.print(square + " ");
    return true;
  }
}
