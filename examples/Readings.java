import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.stream.AsyncStream;
import dev.coro.stream.Emitter;
import dev.coro.stream.Streams;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Readings of a sensor as a cold stream: nothing runs until somebody collects, and then anew. */
public class Readings {
  public static void main(String[] args) {
    AsyncStream<Integer> sensor = AsyncStream.of(Readings::measure);
    Carrier.run(
        () -> {
          List<String> warm =
              sensor
                  .filter(degrees -> degrees > 20)
                  .map(degrees -> degrees + " C")
                  .buffer(4) // the source may be that much ahead
                  .take(3) // and is cancelled then
                  .toList();
          System.out.println(warm);
          System.out.println(sensor.take(3).fold(0, Integer::sum) / 3 + " C on average");
        });
    // For code that knows streams of the JDK only: the source runs on a carrier.
    try (Carrier carrier = Carrier.open("readings");
        var stream = Streams.toStream(sensor.take(4), carrier, 1)) {
      System.out.println(stream.map(String::valueOf).collect(Collectors.joining(" ")));
    }
  }

  @Suspendable
  static void measure(Emitter<Integer> out) throws Exception {
    for (int hour = 0; ; hour++) {
      Coroutine.sleep(Duration.ofMillis(1));
      out.emit(18 + hour % 6); // waits until the collector has taken it
    }
  }
}
