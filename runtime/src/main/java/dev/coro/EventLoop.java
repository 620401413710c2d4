package dev.coro;

import dev.coro.internal.CarrierLoop;
import dev.coro.internal.ErrorCode;
import dev.coro.internal.IoPoller;
import dev.coro.internal.Timer;
import dev.coro.internal.TimerHeap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs the coroutines of one carrier on one thread, its owner.
 *
 * <p>It goes in rounds: take in what other threads have sent ({@link #takeIn}), fire the timers
 * that are due, let I/O go on, run some of the coroutines that are ready ({@link #runRound}); when
 * none is ready, wait until the next timer, message or I/O ({@link #awaitWork}).
 *
 * <p><b>Waking.</b> A sender adds to the inbox and then reads {@link OwnerWait idle}; the owner
 * writes it and then looks into the inbox before it waits. Both are volatile, so at least one of
 * them sees the other.
 *
 * <p><b>End.</b> Once no more coroutine can be started from outside, the loop ends when the last
 * coroutine has. If coroutines are parked then, no timer runs and no other thread is expected to
 * resume one, it ends with a {@link DeadlockException}.
 *
 * <p>A loop that is the guest of an executor runs single rounds there ({@link #runAsGuest}).
 *
 * <p>Only {@link #offer}, {@link #post}, {@link #closeToOutsiders} and {@link #isOwnedBy} are for
 * other threads.
 */
final class EventLoop implements CarrierLoop {
  /** Most steps to run before timers and inbox are looked at again: both cost more than a step. */
  private static final int SLICES_PER_ROUND = 64;

  /** After as many short ones in a row rounds may be longer. */
  private static final int SHORT_ROUNDS = 32;

  /** Steps of the first round, of which nobody knows yet how long they take. */
  private static final int FIRST_ROUND = 8;

  /** Rounds that take longer have fewer steps. */
  private static final long LONG_ROUND_NANOS = 1_000_000;

  /** Half the range of nanoTime, so that differences of deadlines do not overflow. */
  private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

  final String name;

  /** Coroutines in state READY. */
  private final ReadyQueue ready;

  final TimerHeap timers = new TimerHeap();
  final UnjoinedFailures failures;

  /** What other threads ask the owner to do. */
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();

  /** Guards the transition of {@code closed} against {@link #offer}. */
  private final Object gate = new Object();

  /** Whether starts from outside are refused. Written under {@code gate}. */
  private volatile boolean closed;

  private final OwnerWait wait = new OwnerWait(this);

  /** Set before the first coroutine is started. */
  private @Nullable Thread owner;

  private final LivingCoroutines living = new LivingCoroutines();

  /** What a watchdog and the flight recorder see of this. */
  final CarrierObservation observation;

  /** Number of coroutines that were started by the owner without a name. */
  private int unnamed;

  private long randomState;

  /** Number of parked coroutines that another thread will resume. */
  private int expectedOutsiders;

  private final TimeSource clock;

  /** What runs the rounds of a guest; null if {@link #run} does. Set before the first coroutine. */
  private @Nullable GuestRounds guest;

  /** Whether a round of a guest runs. */
  private boolean inRound;

  /** Whether the size of rounds depends on time; not if the clock is not the machine's. */
  private final boolean sizesRounds;

  /** How many steps a round has. */
  private int roundSize;

  private int shortRounds;

  private long roundBegan;

  /** Whether the last round had all steps that it could have. */
  private boolean roundIsFull;

  /** Whether timers and I/O are to be looked at before another coroutine runs. */
  private boolean roundIsOver;

  /** Whether a timer or another thread makes coroutines ready at the moment. */
  private boolean wakingUp;

  EventLoop(CarrierSettings settings) {
    name = settings.name();
    failures = new UnjoinedFailures(name, settings.failureHandler());
    clock = settings.timeSource();
    sizesRounds = clock == TimeSource.SYSTEM;
    roundSize = sizesRounds ? FIRST_ROUND : SLICES_PER_ROUND;
    randomState = settings.seed();
    ready = new ReadyQueue(settings);
    observation = new CarrierObservation(this, settings);
    LiveCarriers.add(this);
    observation.begin();
  }

  void guestOf(GuestRounds rounds) {
    guest = rounds;
  }

  void ownedBy(Thread thread) {
    owner = thread;
  }

  boolean isOwnedBy(Thread thread) {
    return owner == thread;
  }

  // ---- for I/O

  /** What its channels are registered with; opened for the first who asks. */
  IoPoller poller() throws IOException {
    return wait.poller();
  }

  /** There is I/O from now on. */
  void ioBegins(IoPoller poller) {
    if (guest != null) {
      guest.selectElsewhere(poller);
    }
  }

  @Override
  public String carrierName() {
    return name;
  }

  // ---- for other threads

  /** Takes on a coroutine from any thread. */
  <T extends @Nullable Object> Coroutine<T> offer(String coroutineName, Object task) {
    Coroutine<T> coroutine = new Coroutine<>(this, coroutineName, 0, task);
    synchronized (gate) {
      if (closed) {
        throw new IllegalStateException(ErrorCode.CARRIER_CLOSED.message("carrier '" + name + "'"));
      }
      inbox.add(() -> admit(coroutine.continuation()));
    }
    wake();
    return coroutine;
  }

  /** Has the owner run {@code message}, which must not fail. */
  void post(Runnable message) {
    inbox.add(message);
    wake();
  }

  /**
   * Runs {@code message}, which must not fail, now if called by the owner, else {@link #post}s it.
   */
  @Override
  public void execute(Runnable message) {
    if (isOwnedBy(Thread.currentThread())) {
      message.run();
    } else {
      post(message);
    }
  }

  /** From now on {@link #offer} refuses, and the loop ends with its last coroutine. */
  void closeToOutsiders() {
    synchronized (gate) {
      closed = true;
    }
    wake();
  }

  private void wake() {
    GuestRounds rounds = guest;
    if (rounds != null) {
      rounds.schedule();
    } else {
      wait.wake(owner);
    }
  }

  // ---- for the owner

  @Override
  public long nanoTime() {
    return clock.nanoTime();
  }

  @Override
  public void schedule(Timer timer) {
    timers.add(timer);
  }

  /**
   * A number from 0 up to {@code bound}, for choices that need to be fair: a linear congruential
   * generator (Knuth), which starts with the seed of the settings.
   */
  int random(int bound) {
    randomState = randomState * 6364136223846793005L + 1442695040888963407L;
    return (int) (((randomState >>> 33) * bound) >>> 31);
  }

  /** A duration that is not negative, cut so that deadlines do not overflow. */
  static long nanosOf(Duration duration) {
    boolean fits = duration.toSeconds() < LONGEST_NANOS / 1_000_000_000;
    return fits ? duration.toNanos() : LONGEST_NANOS;
  }

  /** Starts a coroutine. */
  <T extends @Nullable Object> Coroutine<T> start(@Nullable String coroutineName, Object task) {
    int number = coroutineName == null ? ++unnamed : 0;
    Coroutine<T> coroutine = new Coroutine<>(this, coroutineName, number, task);
    admit(coroutine.continuation());
    return coroutine;
  }

  private void admit(CoroutineContinuation coroutine) {
    ready.reserve(living.size() + 1);
    living.add(coroutine);
    coroutine.admitted();
  }

  /** Adds a coroutine to those that are ready. */
  void makeReady(CoroutineContinuation coroutine) {
    if (guest != null && !inRound) {
      guest.schedule(); // Another task of the host has woken it.
    }
    if (wakingUp) {
      ready.addWokenUp(coroutine);
    } else {
      ready.add(coroutine);
    }
  }

  /** Makes room for {@link #makeReadyAfterSlice}. */
  void reserveForSliceEnd() {
    ready.reserveForPreempted();
  }

  /** Adds a coroutine whose time slice has ended to those that are ready; ends the round. */
  void makeReadyAfterSlice(CoroutineContinuation coroutine) {
    ready.addPreempted(coroutine);
    roundIsOver = true;
  }

  /** Whether coroutines may be running. Any thread; a glimpse. */
  boolean isInRound() {
    return guest == null ? owner != null && !wait.isIdle() : inRound;
  }

  /** Forgets a coroutine that has ended. */
  void ended(CoroutineContinuation coroutine) {
    living.remove(coroutine);
  }

  /** Notes that another thread will {@link #post} what resumes a parked coroutine. */
  void expectOutsider() {
    expectedOutsiders++;
  }

  /** Notes that what {@link #expectOutsider} announced has come. */
  void outsiderArrived() {
    expectedOutsiders--;
  }

  /** Runs until the last coroutine has ended and none can be started from outside. */
  void run() {
    try {
      do {
        runRound();
      } while (!ready.isEmpty() || awaitWork());
    } catch (Throwable t) {
      abandonAll(t);
      throw t;
    } finally {
      closeIo();
      leave();
      wait.restoreInterrupt();
    }
  }

  private void runRound() {
    roundIsOver = false;
    wakingUp = true;
    takeIn();
    if (sizesRounds) {
      long now = clock.nanoTime();
      if (guest == null) {
        sizeRound(now - roundBegan);
      }
      roundBegan = now;
      timers.fireDue(now);
    } else if (!timers.isEmpty()) {
      timers.fireDue(nanoTime());
    }
    IoPoller io = wait.pollerIfOpen();
    if (io != null) {
      io.poll();
    }
    wakingUp = false;
    if (!ready.isEmpty()) {
      wait.restoreInterrupt();
    }
    boolean observed = observation.isWanted();
    roundIsFull = false;
    for (int left = roundSize; left >= 0 && !roundIsOver; left--) {
      CoroutineContinuation next = left > 0 ? ready.poll() : null;
      if (next == null) {
        roundIsFull = left == 0;
        left = 0;
        next = ready.pollPreempted(roundBegan);
      }
      if (next == null) {
        return;
      } else if (observed) {
        observation.runSlice(next);
      } else {
        next.runSlice();
      }
    }
  }

  /** Has rounds of steps that take long be short, so that timers and I/O need not wait for many. */
  private void sizeRound(long lastNanos) {
    if (!roundIsFull) {
      return; // What the last one took may be time in which there was nothing to do.
    } else if (lastNanos > LONG_ROUND_NANOS) {
      roundSize = (int) Math.max(1, roundSize * LONG_ROUND_NANOS / lastNanos);
      shortRounds = 0;
    } else if (lastNanos < LONG_ROUND_NANOS / 2 && ++shortRounds == SHORT_ROUNDS) {
      roundSize = Math.min(SLICES_PER_ROUND, 2 * roundSize);
      shortRounds = 0;
    }
  }

  private void takeIn() {
    for (int i = 0; i < SLICES_PER_ROUND; i++) {
      Runnable message = inbox.poll();
      if (message == null) {
        return;
      }
      message.run();
    }
  }

  /** In place of a time to wait: until something comes from outside. */
  static final long UNTIL_WOKEN = Long.MAX_VALUE;

  /** In place of a time to wait: nothing will ever have to be done again. */
  static final long ENDED = -1;

  /**
   * Runs a round as a guest of a thread that has other things to do.
   *
   * @return how many nanoseconds later the next one is due, unless something comes from outside
   */
  long runAsGuest() {
    owner = Thread.currentThread();
    inRound = true;
    try {
      runRound();
      if (sizesRounds) {
        sizeRound(clock.nanoTime() - roundBegan); // Not later: the host has other things to do.
      }
      return ready.isEmpty() ? nanosToWait(closed) : 0;
    } catch (Throwable t) {
      abandonAll(t);
      throw t;
    } finally {
      inRound = false;
      wait.restoreInterrupt();
    }
  }

  /** Parks the thread until there may be something to do; returns false if nothing will come. */
  private boolean awaitWork() {
    // Read before the inbox is looked at: all that was offered before is seen there.
    boolean noMoreOffers = closed;
    long nanos = nanosToWait(noMoreOffers);
    if (nanos > 0) {
      long began = System.nanoTime();
      parkThread(nanos, noMoreOffers);
      tellClock(System.nanoTime() - began);
    }
    return nanos != ENDED;
  }

  private void tellClock(long waitedNanos) {
    Timer first = timers.first();
    if (first != null) {
      clock.waited(waitedNanos, first.deadlineNanos());
    } else {
      clock.waited(0, nanoTime() + LONGEST_NANOS);
    }
  }

  /** How long there is nothing to do; 0 if there is something. */
  private long nanosToWait(boolean noMoreOffers) {
    failures.reportUnreachable();
    if (!inbox.isEmpty()) {
      return 0;
    } else if (noMoreOffers && living.size() == 0) {
      return ENDED;
    }
    Timer first = timers.first();
    if (first != null) {
      // With others at work, a virtual clock must not jump: see TimeSource.waited.
      boolean skipped = expectedOutsiders == 0 && clock.skipTo(first.deadlineNanos());
      return skipped ? 0 : Math.max(0, first.deadlineNanos() - nanoTime());
    } else if (noMoreOffers && expectedOutsiders == 0) {
      throw new DeadlockException(
          ErrorCode.DEADLOCK.message(name, living.size()) + "\n" + LoopDescription.text(this));
    }
    return UNTIL_WOKEN;
  }

  private void parkThread(long nanos, boolean noMoreOffers) {
    wait.prepare();
    // Closing wakes, too: if it has come since, the end may be near.
    if (inbox.isEmpty() && closed == noMoreOffers) {
      wait.await(nanos);
    }
    wait.over();
  }

  /** The loop has ended: nobody needs to look at it any more. */
  void leave() {
    LiveCarriers.remove(this);
    observation.end();
  }

  /** Closes what the loop, which has ended, had for I/O. */
  void closeIo() {
    wait.close();
  }

  /** Cancels all coroutines that have not ended. */
  void cancelAll(String why) {
    CoroutineContinuation coroutine = living.youngest();
    while (coroutine != null) {
      CoroutineContinuation next = coroutine.older;
      coroutine.cancel(why);
      coroutine = next;
    }
  }

  /** The living coroutines; seen from another thread than the owner's, it may miss some. */
  List<CoroutineContinuation> livingOldestFirst() {
    return living.oldestFirst();
  }

  @Nullable Thread owner() {
    return owner;
  }

  /** Name of the owner; empty if there is none yet. */
  String ownerName() {
    Thread known = owner;
    return known == null ? "" : known.getName();
  }

  /** Ends all coroutines without running them: first each of them, then those who wait for one. */
  private void abandonAll(Throwable reason) {
    closeToOutsiders();
    while (!inbox.isEmpty()) {
      takeIn();
    }
    Failure failure = new Failure(reason);
    failure.markKnown();
    CoroutineContinuation last = living.youngest();
    for (CoroutineContinuation c = last; c != null; c = c.older) {
      c.abandoned(failure);
    }
    CoroutineContinuation coroutine = last;
    while (coroutine != null) {
      CoroutineContinuation next = coroutine.older;
      ended(coroutine);
      coroutine.coroutine.end();
      coroutine = next;
    }
  }
}
