import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.testing.SeededRandom;
import dev.coro.testing.Simulation;
import dev.coro.testing.SimulationContext;
import dev.coro.testing.Strategy;
import dev.coro.testing.Trace;
import dev.coro.testing.VirtualTime;
import java.time.Duration;

/** One run, and the same again: by its seed, and by its trace. */
public class Replayed {
  public static void main(String[] args) {
    Simulation simulation = Simulation.withSeed(7);
    Trace first = simulation.run(Replayed::shop).trace();
    Trace again = simulation.run(Replayed::shop).trace();
    System.out.println("the same by its seed: " + first.sameAs(again));
    Strategy strategy = Strategy.replay(first);
    Trace replay = simulation.withStrategy(strategy).run(Replayed::shop).trace();
    System.out.println("the same by its trace: " + first.sameAs(replay));
  }

  @Suspendable
  static void shop(SimulationContext context) {
    SeededRandom random = context.random();
    VirtualTime time = context.time();
    for (int i = 0; i < 5; i++) {
      Duration stay = Duration.ofMinutes(random.nextInt(60));
      Coroutine.start("customer " + i, () -> Coroutine.sleep(stay));
    }
    Coroutine.sleep(Duration.ofHours(1));
    if (time.elapsed().toHours() != 1) {
      throw new AssertionError(time.elapsed());
    }
  }
}
