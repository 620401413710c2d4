package dev.coro.bridge;

import dev.coro.Coroutine;
import dev.coro.Suspendable;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import org.jspecify.annotations.Nullable;

/**
 * Bridges of queues. What need not wait is done at once; else another thread waits with the
 * original. Cancellation interrupts that thread and waits for its answer: an element that it has
 * taken in spite of that is returned, and nothing is lost.
 *
 * <p>Queues that are not the JDK's are asked by the other thread only, for exactly what was called.
 */
public final class Queues {
  private Queues() {}

  /** {@link BlockingQueue#take()}. */
  @Suspendable
  public static @Nullable Object take(BlockingQueue<?> queue) throws InterruptedException {
    if (Waits.isPlainOrInterrupted(queue, "BlockingQueue.take()")) {
      return queue.take();
    }
    Coroutine.checkCancelled();
    Object taken = Waits.isJdk(queue) ? queue.poll() : null;
    return taken != null ? taken : Waits.THREADS.<Object>submit(queue::take);
  }

  /** {@link BlockingQueue#poll(long, TimeUnit)}. */
  @Suspendable
  public static @Nullable Object poll(BlockingQueue<?> queue, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(queue, "BlockingQueue.poll(...)")) {
      return queue.poll(timeout, unit);
    }
    Coroutine.checkCancelled();
    Object taken = Waits.isJdk(queue) ? queue.poll() : null;
    return taken != null
        ? taken
        : Waits.THREADS.<@Nullable Object>submit(() -> queue.poll(timeout, unit));
  }

  /** {@link BlockingQueue#put(Object)}. */
  @Suspendable
  public static void put(BlockingQueue<Object> queue, Object element) throws InterruptedException {
    if (element == null || Waits.isPlainOrInterrupted(queue, "BlockingQueue.put(...)")) {
      queue.put(element);
      return;
    }
    Coroutine.checkCancelled();
    if (!Waits.isJdk(queue) || !queue.offer(element)) {
      Waits.THREADS.submit(
          () -> {
            queue.put(element);
            return true;
          });
    }
  }

  /** {@link BlockingQueue#offer(Object, long, TimeUnit)}. */
  @Suspendable
  public static boolean offer(
      BlockingQueue<Object> queue, Object element, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || element == null
        || Waits.isPlainOrInterrupted(queue, "BlockingQueue.offer(...)")) {
      return queue.offer(element, timeout, unit);
    }
    Coroutine.checkCancelled();
    return (Waits.isJdk(queue) && queue.offer(element))
        || Waits.THREADS.submit(() -> queue.offer(element, timeout, unit));
  }

  /** {@link BlockingDeque#takeFirst()}. */
  @Suspendable
  public static @Nullable Object takeFirst(BlockingDeque<?> queue) throws InterruptedException {
    if (Waits.isPlainOrInterrupted(queue, "BlockingDeque.takeFirst()")) {
      return queue.takeFirst();
    }
    Coroutine.checkCancelled();
    Object taken = Waits.isJdk(queue) ? queue.pollFirst() : null;
    return taken != null ? taken : Waits.THREADS.<Object>submit(queue::takeFirst);
  }

  /** {@link BlockingDeque#pollFirst(long, TimeUnit)}. */
  @Suspendable
  public static @Nullable Object pollFirst(BlockingDeque<?> queue, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(queue, "BlockingDeque.pollFirst(...)")) {
      return queue.pollFirst(timeout, unit);
    }
    Coroutine.checkCancelled();
    Object taken = Waits.isJdk(queue) ? queue.pollFirst() : null;
    return taken != null
        ? taken
        : Waits.THREADS.<@Nullable Object>submit(() -> queue.pollFirst(timeout, unit));
  }

  /** {@link BlockingDeque#putFirst(Object)}. */
  @Suspendable
  public static void putFirst(BlockingDeque<Object> queue, Object element)
      throws InterruptedException {
    if (element == null || Waits.isPlainOrInterrupted(queue, "BlockingDeque.putFirst(...)")) {
      queue.putFirst(element);
      return;
    }
    Coroutine.checkCancelled();
    if (!Waits.isJdk(queue) || !queue.offerFirst(element)) {
      Waits.THREADS.submit(
          () -> {
            queue.putFirst(element);
            return true;
          });
    }
  }

  /** {@link BlockingDeque#offerFirst(Object, long, TimeUnit)}. */
  @Suspendable
  public static boolean offerFirst(
      BlockingDeque<Object> queue, Object element, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || element == null
        || Waits.isPlainOrInterrupted(queue, "BlockingDeque.offerFirst(...)")) {
      return queue.offerFirst(element, timeout, unit);
    }
    Coroutine.checkCancelled();
    return (Waits.isJdk(queue) && queue.offerFirst(element))
        || Waits.THREADS.submit(() -> queue.offerFirst(element, timeout, unit));
  }

  /** {@link BlockingDeque#takeLast()}. */
  @Suspendable
  public static @Nullable Object takeLast(BlockingDeque<?> queue) throws InterruptedException {
    if (Waits.isPlainOrInterrupted(queue, "BlockingDeque.takeLast()")) {
      return queue.takeLast();
    }
    Coroutine.checkCancelled();
    Object taken = Waits.isJdk(queue) ? queue.pollLast() : null;
    return taken != null ? taken : Waits.THREADS.<Object>submit(queue::takeLast);
  }

  /** {@link BlockingDeque#pollLast(long, TimeUnit)}. */
  @Suspendable
  public static @Nullable Object pollLast(BlockingDeque<?> queue, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(queue, "BlockingDeque.pollLast(...)")) {
      return queue.pollLast(timeout, unit);
    }
    Coroutine.checkCancelled();
    Object taken = Waits.isJdk(queue) ? queue.pollLast() : null;
    return taken != null
        ? taken
        : Waits.THREADS.<@Nullable Object>submit(() -> queue.pollLast(timeout, unit));
  }

  /** {@link BlockingDeque#putLast(Object)}. */
  @Suspendable
  public static void putLast(BlockingDeque<Object> queue, Object element)
      throws InterruptedException {
    if (element == null || Waits.isPlainOrInterrupted(queue, "BlockingDeque.putLast(...)")) {
      queue.putLast(element);
      return;
    }
    Coroutine.checkCancelled();
    if (!Waits.isJdk(queue) || !queue.offerLast(element)) {
      Waits.THREADS.submit(
          () -> {
            queue.putLast(element);
            return true;
          });
    }
  }

  /** {@link BlockingDeque#offerLast(Object, long, TimeUnit)}. */
  @Suspendable
  public static boolean offerLast(
      BlockingDeque<Object> queue, Object element, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || element == null
        || Waits.isPlainOrInterrupted(queue, "BlockingDeque.offerLast(...)")) {
      return queue.offerLast(element, timeout, unit);
    }
    Coroutine.checkCancelled();
    return (Waits.isJdk(queue) && queue.offerLast(element))
        || Waits.THREADS.submit(() -> queue.offerLast(element, timeout, unit));
  }

  /** {@link TransferQueue#transfer(Object)}. */
  @Suspendable
  public static void transfer(TransferQueue<Object> queue, Object element)
      throws InterruptedException {
    if (element == null || Waits.isPlainOrInterrupted(queue, "TransferQueue.transfer(...)")) {
      queue.transfer(element);
      return;
    }
    Coroutine.checkCancelled();
    if (!Waits.isJdk(queue) || !queue.tryTransfer(element)) {
      Waits.THREADS.submit(
          () -> {
            queue.transfer(element);
            return true;
          });
    }
  }

  /** {@link TransferQueue#tryTransfer(Object, long, TimeUnit)}. */
  @Suspendable
  public static boolean tryTransfer(
      TransferQueue<Object> queue, Object element, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || element == null
        || Waits.isPlainOrInterrupted(queue, "TransferQueue.tryTransfer(...)")) {
      return queue.tryTransfer(element, timeout, unit);
    }
    Coroutine.checkCancelled();
    return (Waits.isJdk(queue) && queue.tryTransfer(element))
        || Waits.THREADS.submit(() -> queue.tryTransfer(element, timeout, unit));
  }

  /** {@link CompletionService#take}. */
  @Suspendable
  public static Future<?> take(CompletionService<?> service) throws InterruptedException {
    if (Waits.isPlainOrInterrupted(service, "CompletionService.take()")) {
      return service.take();
    }
    Coroutine.checkCancelled();
    Future<?> taken = service.poll();
    return taken != null ? taken : Waits.THREADS.<Future<?>>submit(service::take);
  }

  /** {@link CompletionService#poll(long, TimeUnit)}. */
  @Suspendable
  public static @Nullable Future<?> poll(CompletionService<?> service, long timeout, TimeUnit unit)
      throws InterruptedException {
    if (timeout <= 0
        || unit == null
        || Waits.isPlainOrInterrupted(service, "CompletionService.poll(...)")) {
      return service.poll(timeout, unit);
    }
    Coroutine.checkCancelled();
    Future<?> taken = service.poll();
    return taken != null
        ? taken
        : Waits.THREADS.<@Nullable Future<?>>submit(() -> service.poll(timeout, unit));
  }
}
