package dev.coro.it.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queues: the same in a coroutine as in a thread, and nothing is lost or comes twice. */
@Timeout(60)
class QueueBridgeIT {
  @Test
  void whatNeedNotWaitIsDoneAtOnce() {
    Both.same(() -> new LinkedBlockingQueue<>(List.of("a")).take());
    Both.same(() -> new ArrayBlockingQueue<>(1).offer("x", 1, TimeUnit.DAYS));
    Both.same(() -> new PriorityBlockingQueue<>(List.of(3, 1, 2)).take());
    Both.same(() -> new LinkedBlockingDeque<>(List.of(1, 2, 3)).takeLast());
    Both.same(() -> new LinkedBlockingDeque<>(List.of(1, 2, 3)).pollFirst(1, TimeUnit.DAYS));
    Both.same(
        () -> {
          BlockingDeque<Integer> deque = new LinkedBlockingDeque<>(4);
          deque.putFirst(1);
          deque.putLast(2);
          deque.put(3);
          deque.offerFirst(0, 1, TimeUnit.DAYS);
          return deque;
        });
  }

  @Test
  void timeOutsInterruptsAndNullsAreTheOriginals() {
    ArrayBlockingQueue<Integer> full = new ArrayBlockingQueue<>(1);
    full.add(1);
    LinkedBlockingQueue<Integer> empty = new LinkedBlockingQueue<>();
    BlockingQueue<Integer> none = null;
    assertEquals("returned null", Both.same(() -> empty.poll(3, TimeUnit.MILLISECONDS)));
    assertEquals("returned false", Both.same(() -> full.offer(2, 3, TimeUnit.MILLISECONDS)));
    Both.same(() -> empty.poll(0, TimeUnit.MILLISECONDS));
    Both.same(() -> empty.poll(1, null));
    Both.same(() -> full.offer(null, 1, TimeUnit.DAYS));
    Both.same(() -> new LinkedTransferQueue<>().tryTransfer(1, 3, TimeUnit.MILLISECONDS));
    Both.same(() -> none.take());
    Both.sameInterrupted(() -> empty.take());
    Both.sameInterrupted(() -> empty.poll(1, TimeUnit.DAYS));
    Both.sameInterrupted(() -> full.offer(1, 1, TimeUnit.DAYS));
    Both.sameInterrupted(
        () -> {
          full.put(1);
          return null;
        });
  }

  @Test
  void othersRunMeanwhile() {
    LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    SynchronousQueue<Integer> meeting = new SynchronousQueue<>();
    LinkedTransferQueue<Integer> transfer = new LinkedTransferQueue<>();
    ArrayBlockingQueue<Integer> full = new ArrayBlockingQueue<>(1);
    full.add(1);
    LinkedBlockingDeque<Integer> deque = new LinkedBlockingDeque<>();
    var service = new ExecutorCompletionService<Integer>(task -> new Thread(task).start());
    assertEquals(1, Both.<Integer>meanwhile(() -> queue.take(), () -> queue.offer(1)));
    assertEquals(
        2, Both.<Integer>meanwhile(() -> queue.poll(1, TimeUnit.DAYS), () -> queue.offer(2)));
    assertEquals(
        3,
        Both.<Integer>meanwhile(
            () -> meeting.take(),
            () -> {
              meeting.put(3);
              return null;
            }));
    assertEquals(
        "put",
        Both.<String>meanwhile(
            () -> {
              full.put(2);
              return "put";
            },
            () -> full.take()));
    assertEquals(
        "transferred",
        Both.<String>meanwhile(
            () -> {
              transfer.transfer(2);
              return "transferred";
            },
            () -> transfer.take()));
    assertEquals(4, Both.<Integer>meanwhile(() -> deque.takeFirst(), () -> deque.offer(4)));
    assertEquals(
        5, Both.<Integer>meanwhile(() -> service.take().get(), () -> service.submit(() -> 5)));
  }

  @Test
  void cancellationTakesNothing() {
    LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    ArrayBlockingQueue<Integer> full = new ArrayBlockingQueue<>(1);
    full.add(1);
    Both.cancelled(() -> queue.take());
    Both.cancelled(() -> queue.poll(1, TimeUnit.DAYS));
    Both.cancelled(() -> full.offer(2, 1, TimeUnit.DAYS));
    queue.add(7);
    assertEquals(7, queue.poll());
    assertEquals(1, full.poll());
    assertNull(full.poll());
  }

  @Test
  void cancellationLeavesDequesAsTheyAre() {
    LinkedBlockingDeque<Integer> empty = new LinkedBlockingDeque<>();
    Both.cancelled(() -> empty.takeFirst());
    Both.cancelled(() -> empty.takeLast());
    Both.cancelled(() -> empty.pollFirst(1, TimeUnit.DAYS));
    Both.cancelled(() -> empty.pollLast(1, TimeUnit.DAYS));
    empty.add(7);
    assertEquals(7, empty.poll());
    LinkedBlockingDeque<Integer> full = new LinkedBlockingDeque<>(1);
    full.add(1);
    Both.cancelled(
        () -> {
          full.putFirst(2);
          return null;
        });
    Both.cancelled(
        () -> {
          full.putLast(2);
          return null;
        });
    Both.cancelled(() -> full.offerFirst(2, 1, TimeUnit.DAYS));
    Both.cancelled(() -> full.offerLast(2, 1, TimeUnit.DAYS));
    assertEquals(1, full.poll());
    assertNull(full.poll());
  }

  @Test
  void whatIsNotTransferredIsTakenBack() {
    LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
    Both.cancelled(
        () -> {
          queue.transfer(1);
          return null;
        });
    Both.cancelled(() -> queue.tryTransfer(2, 1, TimeUnit.DAYS));
    assertTrue(queue.isEmpty());
    var service = new ExecutorCompletionService<Integer>(task -> new Thread(task).start());
    Both.cancelled(() -> service.take().get());
    Both.cancelled(() -> service.poll(1, TimeUnit.DAYS).get());
  }

  /** Takers that are cancelled all the time: each element comes out exactly once. */
  @Test
  void nothingIsLostNorTakenTwiceByTakersThatAreCancelled() {
    int count = 2_000;
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    BitSet taken = new BitSet();
    AtomicInteger takes = new AtomicInteger();
    Thread producer =
        new Thread(
            () -> {
              for (int i = 0; i < count; i++) {
                queue.add(i);
                if (i % 16 == 0) {
                  Thread.onSpinWait();
                }
              }
            });
    producer.start();
    Carrier.run(
        () -> {
          for (int i = 0; i < 4; i++) {
            Coroutine.start(() -> take(queue, taken, takes, count));
          }
        });
    assertEquals(count, taken.cardinality());
    assertEquals(count, takes.get());
    assertTrue(queue.isEmpty());
  }

  @Suspendable
  private static void take(
      BlockingQueue<Integer> queue, BitSet taken, AtomicInteger takes, int count) {
    while (takes.get() < count) {
      CancelScope.moveOnAfter(
          Duration.ofNanos(50_000),
          () -> {
            taken.set(queue.take());
            takes.incrementAndGet();
          });
    }
  }

  /** A queue of the user, called through the interface. */
  private static final class Counting extends LinkedBlockingQueue<String> {
    private static final long serialVersionUID = 1;
    final AtomicInteger takes = new AtomicInteger();

    @Override
    public String take() throws InterruptedException {
      takes.incrementAndGet();
      return super.take();
    }
  }

  @Test
  void aQueueOfTheUserIsAskedForWhatWasCalled() {
    Counting own = new Counting();
    BlockingQueue<String> queue = own;
    assertEquals("x", Both.<String>meanwhile(() -> queue.take(), () -> queue.add("x")));
    assertEquals(1, own.takes.get());
  }

  /** A queue of the user that suspends by itself. */
  private static final class Suspending extends LinkedBlockingQueue<String> {
    private static final long serialVersionUID = 1;

    @Override
    @Suspendable
    public String take() throws InterruptedException {
      while (isEmpty()) {
        Coroutine.yieldNow();
      }
      return poll();
    }
  }

  @Test
  void anOverrideThatSuspendsIsCalledAsItWas() {
    Suspending queue = new Suspending();
    assertEquals("x", Both.<String>meanwhile(() -> queue.take(), () -> queue.add("x")));
  }
}
