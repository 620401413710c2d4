package dev.coro.testing;

import dev.coro.Carrier;
import dev.coro.CarrierSettings;
import dev.coro.Coroutine;
import dev.coro.CoroutineDump;
import dev.coro.RunOrder;
import dev.coro.Suspendable;
import dev.coro.SuspendableConsumer;
import dev.coro.TimeSource;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.Rethrow;
import dev.coro.rt.CarrierThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link Simulation}: clock and order of its carrier. Both are asked often, and on the
 * carrier's thread, so they are where the run is watched; what they throw ends it.
 */
final class SimulationRun implements RunOrder, TimeSource {
  private final Simulation simulation;
  private final Trace trace;
  private final VirtualTime time = new VirtualTime();
  private final RunOrder order;

  /** What coroutines failed with that nobody joined, as errors. */
  private final List<SimulationError> unjoined = new ArrayList<>();

  private @Nullable Throwable bodyFailure;
  private boolean bodyEnded;

  /** Steps since virtual time went on. */
  private long stepsInARow;

  /** Whether nobody is interested any more. */
  private volatile boolean abandoned;

  SimulationRun(Simulation simulation, boolean withPlaces) {
    this.simulation = simulation;
    trace = new Trace(withPlaces);
    order = simulation.strategy().order(simulation.seed());
  }

  // ---- running

  Simulation.Outcome here(SuspendableConsumer<SimulationContext> body) {
    // Each use of the seed gets numbers of its own.
    SeededRandom seeds = new SeededRandom(~simulation.seed());
    CarrierSettings settings =
        CarrierSettings.named(name())
            .withTimeSource(this)
            .withOrder(this)
            .withSeed(seeds.nextLong())
            .withFailureHandler(this::unjoined);
    SimulationContext context = new SimulationContext(simulation.seed(), time, seeds.split());
    Throwable thrown = null;
    try {
      Carrier.run(settings, () -> runBody(body, context));
    } catch (Throwable t) {
      thrown = t;
    }
    return new Simulation.Outcome(
        trace, time.elapsed(), time.hasWaitedForThreads(), withTheOthers(thrown));
  }

  @Suspendable
  private void runBody(SuspendableConsumer<SimulationContext> body, SimulationContext context) {
    try {
      body.accept(context);
    } catch (Throwable t) {
      bodyFailure = t;
      throw Rethrow.unchecked(t);
    } finally {
      bodyEnded = true;
    }
  }

  /** The first failure, with all others suppressed in it. */
  private @Nullable Throwable withTheOthers(@Nullable Throwable thrown) {
    Throwable first = bodyFailure != null ? bodyFailure : thrown;
    if (thrown != null && first != null && first != thrown) {
      first.addSuppressed(thrown);
    }
    for (SimulationError error : unjoined) {
      if (first == null) {
        first = error;
      } else {
        first.addSuppressed(error);
      }
    }
    return first;
  }

  private void unjoined(String carrier, String coroutine, Throwable failure) {
    unjoined.add(
        new SimulationError(ErrorCode.TEST_UNJOINED.message(carrier, coroutine, failure), failure));
  }

  Simulation.Outcome onItsOwnThread(SuspendableConsumer<SimulationContext> body, Duration most) {
    AtomicReference<Simulation.Outcome> outcome = new AtomicReference<>();
    CarrierThread thread = new CarrierThread(() -> outcome.set(here(body)), name());
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    boolean interrupted = false;
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, most.toNanos()));
    } catch (InterruptedException e) {
      interrupted = true;
    }
    Simulation.Outcome ended = outcome.get();
    if (ended != null) {
      return ended;
    }
    String dump = CoroutineDump.take().toText();
    abandoned = true;
    thread.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    // The thread may still write its own trace.
    return new Simulation.Outcome(
        new Trace(false),
        Duration.ZERO,
        true,
        new SimulationError(ErrorCode.TEST_TIMEOUT.message(name(), most) + "\n" + dump, null));
  }

  private String name() {
    return "simulation with seed " + simulation.seed();
  }

  // ---- order

  @Override
  public int choose(List<Coroutine<?>> ready) {
    checkAbandoned();
    if (++stepsInARow > simulation.mostSteps()) {
      throw new SimulationError(
          ErrorCode.TEST_NO_PROGRESS.message(name(), simulation.mostSteps(), time.elapsed())
              + "\n"
              + CoroutineDump.here().toText(),
          null);
    }
    int choice = order.choose(ready);
    trace.add(ready.get(choice), time.nanoTime(), choice, ready.size());
    return choice;
  }

  private void checkAbandoned() {
    if (abandoned) {
      throw new SimulationError("[coro] " + name() + " was abandoned.", null);
    }
  }

  // ---- clock

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public boolean skipTo(long nanoTime) {
    checkAbandoned();
    if (bodyEnded && !simulation.leftovers()) {
      CoroutineDump dump = CoroutineDump.here();
      throw new SimulationError(
          ErrorCode.TEST_LEFTOVERS.message(name(), names(dump)) + "\n" + dump.toText(), null);
    }
    stepsInARow = 0;
    return time.skipTo(nanoTime);
  }

  private static String names(CoroutineDump dump) {
    return dump.carriers().stream()
        .flatMap(carrier -> carrier.coroutines().stream())
        .map(coroutine -> "'" + coroutine.name() + "'")
        .toList()
        .toString();
  }

  @Override
  public void waited(long nanos, long deadlineNanos) {
    checkAbandoned();
    stepsInARow = 0;
    time.waited(nanos, deadlineNanos);
  }
}
