package dev.coro.bridge;

import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which blocking channels are non-blocking in truth, since a carrier waits for them at its
 * selector: from the first operation of a coroutine until the carriers end that have used them.
 * What code that has bridges sees of the mode is what it has set.
 *
 * <p>Changing the mode waits for threads that are inside the channel, so another thread does it. If
 * it has to wait, the channel stays with threads for good: it is {@linkplain #isSwitched not
 * switched}, and threads wait for coroutines, too.
 *
 * <p>The table and what is counted is guarded by {@link #ALL}. Does not refer to its channel.
 */
final class Adoption {
  private static final Map<SelectableChannel, Adoption> ALL = new WeakHashMap<>();

  /** How long threads inside have time to leave, at least. */
  private static final long PATIENCE_MILLIS = 10;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);

  private static final ExecutorService SWITCHERS =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "coro-bridge-mode");
            thread.setDaemon(true);
            return thread;
          });

  private static final String FOREIGN =
      "its class is not the JDK's, and cannot wait at the carrier's selector; use"
          + " Blocking.callAbandonable(...)";

  /** Whether the channel could be made non-blocking in time. */
  private final CompletableFuture<Boolean> switched = new CompletableFuture<>();

  /** The thread that changes the mode; null before and after. */
  private volatile @Nullable Thread switcher;

  /** Number of carriers that use the channel or are about to. */
  private int users;

  /** The mode as the program has set it. */
  private boolean blocking = true;

  private Adoption() {}

  // ---- asking

  /** Whether calls of the channel's method suspend; if not, the original is to be called. */
  static boolean suspends(@Nullable Channel channel, String method) {
    if (!(channel instanceof SelectableChannel selectable)
        || !channel.isOpen()
        || !isBlocking(selectable)
        || Waits.isPlainOrInterrupted(channel, method)) {
      return false;
    }
    if (selectable.provider() != SelectorProvider.provider() || !Waits.isJdk(channel)) {
      Blockers.plain(method, FOREIGN);
      return false;
    }
    return true;
  }

  /** The mode as the program knows it. */
  static boolean isBlocking(SelectableChannel channel) {
    return channel.isBlocking() || isAdopted(channel);
  }

  /** Whether the channel may be non-blocking though the program has not set that. */
  static boolean isAdopted(SelectableChannel channel) {
    synchronized (ALL) {
      Adoption known = ALL.get(channel);
      return known != null && known.blocking;
    }
  }

  /** Whether the channel is blocking for the program, and non-blocking in truth. */
  static boolean isEmulated(Channel channel) {
    return channel instanceof SelectableChannel selectable
        && !selectable.isBlocking()
        && isAdopted(selectable);
  }

  /**
   * Notes the mode that the program sets.
   *
   * @return whether that was all; if not, the channel's mode is to be changed
   */
  static boolean setMode(SelectableChannel channel, boolean blocking) {
    synchronized (ALL) {
      Adoption known = ALL.get(channel);
      if (known != null) {
        known.blocking = blocking;
      }
      return known != null && known.isSwitched();
    }
  }

  private boolean isSwitched() {
    return switched.getNow(false);
  }

  // ---- changing

  /**
   * A carrier wants to use the channel.
   *
   * @param isUnused whether no thread can be inside
   * @return whether it can; if so, {@link #leave} has to follow
   */
  @Suspendable
  static boolean enter(SelectableChannel channel, boolean isUnused) {
    Adoption adoption = begin(channel, isUnused);
    boolean entered = false;
    try {
      entered = Completions.join(adoption.switched) == Boolean.TRUE;
    } finally {
      if (!entered) {
        leave(channel);
      }
    }
    return entered;
  }

  private static Adoption begin(SelectableChannel channel, boolean isUnused) {
    Adoption adoption;
    synchronized (ALL) {
      adoption = ALL.get(channel);
      if (adoption != null) {
        adoption.users++;
        return adoption;
      }
      adoption = new Adoption();
      adoption.users = 1;
      ALL.put(channel, adoption);
    }
    Adoption begun = adoption;
    if (isUnused) {
      begun.switchMode(channel);
    } else {
      SWITCHERS.execute(() -> begun.switchMode(channel));
      LATER.execute(() -> begun.losePatience());
    }
    return begun;
  }

  /** Gives up if the other thread waits for those inside, and not just for its turn to run. */
  private void losePatience() {
    Thread thread = switcher;
    if (thread != null && thread.getState() == Thread.State.WAITING) {
      switched.complete(false);
    } else if (!switched.isDone()) {
      LATER.execute(() -> losePatience());
    }
  }

  private void switchMode(SelectableChannel channel) {
    switcher = Thread.currentThread();
    try {
      channel.configureBlocking(false);
    } catch (IOException | RuntimeException e) {
      switched.complete(false); // The original tells why.
      return;
    } finally {
      switcher = null;
    }
    synchronized (ALL) {
      if (!switched.complete(true)) {
        restore(channel);
      } else if (users == 0) {
        end(channel);
      }
    }
  }

  /** A carrier does not use the channel any more. */
  static void leave(SelectableChannel channel) {
    synchronized (ALL) {
      Adoption adoption = ALL.get(channel);
      if (adoption != null && --adoption.users == 0 && adoption.isSwitched()) {
        adoption.end(channel);
      }
    }
  }

  private void end(SelectableChannel channel) {
    ALL.remove(channel);
    if (blocking) {
      restore(channel);
    }
  }

  private static void restore(SelectableChannel channel) {
    try {
      channel.configureBlocking(true);
    } catch (IOException e) {
      // It is closed.
    }
  }
}
