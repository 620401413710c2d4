import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.coro.Carrier;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.SuspendableCallable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.*;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Says how a call of each method that has a bridge ends: in a thread, then in a coroutine. */
public class EveryBridge {
  static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
          });

  public static void main(String[] args) {
    all();
    Carrier.run(EveryBridge::all);
  }

  @Suspendable
  static void all() {
    part1(); part2(); part3(); part4(); part5(); part6(); part7(); part8(); part9(); part10(); part11();
  }

  @Suspendable
  static void part1() {
    say("java.lang.Thread#sleep(long)", () -> { Thread.sleep(1); Thread.sleep(-1); return 1; });
    say("java.lang.Thread#sleep(long, int)", () -> { Thread.sleep(0, 5); Thread.sleep(1, -1); return 1; });
    say("java.lang.Thread#yield()", () -> { Thread.yield(); return 1; });
    say("java.lang.Thread#join()", () -> { Thread t = ended(); t.join(); return t.isAlive(); });
    say("java.lang.Thread#join(long)", () -> { Thread t = ended(); t.join(1000); t.join(-1); return 1; });
    say("java.lang.Thread#join(long, int)", () -> { Thread t = ended(); t.join(1000, 1); t.join(1, -1); return 1; });
  }

  @Suspendable
  static void part2() {
    say("java.util.concurrent.TimeUnit#sleep(long)", () -> { TimeUnit.MILLISECONDS.sleep(1); TimeUnit.DAYS.sleep(-1); return 1; });
    say("java.util.concurrent.Future#get()", () -> { return pool().submit(() -> 4).get(); });
    say("java.util.concurrent.Future#get(long, java.util.concurrent.TimeUnit)", () -> { return new FutureTask<>(() -> 4).get(1, MILLISECONDS); });
    say("java.util.concurrent.CompletableFuture#join()", () -> { return CompletableFuture.supplyAsync(() -> { throw new IllegalStateException("x"); }).join(); });
    say("java.util.concurrent.ForkJoinTask#join()", () -> { return ForkJoinPool.commonPool().submit(() -> 4).join(); });
    say("java.util.concurrent.BlockingQueue#take()", () -> { return queue(1).take(); });
    say("java.util.concurrent.BlockingQueue#poll(long, java.util.concurrent.TimeUnit)", () -> { return queue().poll(1, MILLISECONDS); });
    say("java.util.concurrent.BlockingQueue#put(java.lang.Object)", () -> { BlockingQueue<Integer> q = queue(); q.put(1); q.put(null); return q; });
    say("java.util.concurrent.BlockingQueue#offer(java.lang.Object, long, java.util.concurrent.TimeUnit)", () -> { return queue(1, 2).offer(3, 1, MILLISECONDS); });
    say("java.util.concurrent.BlockingDeque#takeFirst()", () -> { return deque(1, 2).takeFirst(); });
    say("java.util.concurrent.BlockingDeque#pollFirst(long, java.util.concurrent.TimeUnit)", () -> { return deque().pollFirst(1, MILLISECONDS); });
    say("java.util.concurrent.BlockingDeque#putFirst(java.lang.Object)", () -> { BlockingDeque<Integer> q = deque(1); q.putFirst(2); return q; });
    say("java.util.concurrent.BlockingDeque#offerFirst(java.lang.Object, long, java.util.concurrent.TimeUnit)", () -> { BlockingDeque<Integer> q = deque(1); return q.offerFirst(2, 1, MILLISECONDS) + " " + q.offerFirst(3, 1, MILLISECONDS) + q; });
    say("java.util.concurrent.BlockingDeque#takeLast()", () -> { return deque(1, 2).takeLast(); });
    say("java.util.concurrent.BlockingDeque#pollLast(long, java.util.concurrent.TimeUnit)", () -> { return deque().pollLast(1, MILLISECONDS); });
    say("java.util.concurrent.BlockingDeque#putLast(java.lang.Object)", () -> { BlockingDeque<Integer> q = deque(1); q.putLast(2); return q; });
    say("java.util.concurrent.BlockingDeque#offerLast(java.lang.Object, long, java.util.concurrent.TimeUnit)", () -> { BlockingDeque<Integer> q = deque(1); return q.offerLast(2, 1, MILLISECONDS) + " " + q.offerLast(3, 1, MILLISECONDS) + q; });
    say("java.util.concurrent.TransferQueue#transfer(java.lang.Object)", () -> { LinkedTransferQueue<Integer> q = new LinkedTransferQueue<>(); Future<Integer> taken = pool().submit(q::take); q.transfer(1); return taken.get() + "" + q; });
    say("java.util.concurrent.TransferQueue#tryTransfer(java.lang.Object, long, java.util.concurrent.TimeUnit)", () -> { return new LinkedTransferQueue<Integer>().tryTransfer(1, 1, MILLISECONDS); });
    say("java.util.concurrent.CompletionService#take()", () -> { CompletionService<Integer> s = new ExecutorCompletionService<>(pool()); s.submit(() -> 4); return s.take().get(); });
    say("java.util.concurrent.CompletionService#poll(long, java.util.concurrent.TimeUnit)", () -> { return new ExecutorCompletionService<Integer>(pool()).poll(1, MILLISECONDS); });
    say("java.util.concurrent.CountDownLatch#await()", () -> { CountDownLatch l = new CountDownLatch(1); pool().submit(() -> l.countDown()); l.await(); return l.getCount(); });
    say("java.util.concurrent.CountDownLatch#await(long, java.util.concurrent.TimeUnit)", () -> { return new CountDownLatch(1).await(1, MILLISECONDS); });
    say("java.util.concurrent.Semaphore#acquire()", () -> { Semaphore s = new Semaphore(1); s.acquire(); Thread.currentThread().interrupt(); s.acquire(); return s.availablePermits(); });
  }

  @Suspendable
  static void part3() {
    say("java.util.concurrent.Semaphore#acquire(int)", () -> { Semaphore s = new Semaphore(3); s.acquire(2); s.acquire(-1); return s.availablePermits(); });
    say("java.util.concurrent.Semaphore#acquireUninterruptibly()", () -> { Semaphore s = new Semaphore(0); pool().submit(() -> s.release(3)); s.acquireUninterruptibly(); return s.tryAcquire(2); });
    say("java.util.concurrent.Semaphore#acquireUninterruptibly(int)", () -> { Semaphore s = new Semaphore(0); pool().submit(() -> s.release(3)); s.acquireUninterruptibly(3); return s.availablePermits(); });
    say("java.util.concurrent.Semaphore#tryAcquire(long, java.util.concurrent.TimeUnit)", () -> { return new Semaphore(0).tryAcquire(1, MILLISECONDS); });
    say("java.util.concurrent.Semaphore#tryAcquire(int, long, java.util.concurrent.TimeUnit)", () -> { return new Semaphore(2).tryAcquire(2, 1, MILLISECONDS) + " " + new Semaphore(1).tryAcquire(2, 1, MILLISECONDS); });
    say("java.util.concurrent.CyclicBarrier#await()", () -> { CyclicBarrier b = new CyclicBarrier(2); pool().submit(() -> b.await()); b.await(); return b.isBroken(); });
    say("java.util.concurrent.CyclicBarrier#await(long, java.util.concurrent.TimeUnit)", () -> { return new CyclicBarrier(2).await(1, MILLISECONDS); });
    say("java.util.concurrent.Exchanger#exchange(java.lang.Object)", () -> { Exchanger<Integer> e = new Exchanger<>(); Future<Integer> f = pool().submit(() -> e.exchange(1)); return e.exchange(2) + " " + f.get(); });
    say("java.util.concurrent.Exchanger#exchange(java.lang.Object, long, java.util.concurrent.TimeUnit)", () -> { return new Exchanger<Integer>().exchange(1, 1, MILLISECONDS); });
    say("java.util.concurrent.Phaser#arriveAndAwaitAdvance()", () -> { Phaser p = new Phaser(2); pool().submit(() -> p.arrive()); return p.arriveAndAwaitAdvance(); });
    say("java.util.concurrent.Phaser#awaitAdvance(int)", () -> { Phaser p = new Phaser(1); pool().submit(() -> p.arrive()); return p.awaitAdvance(0) + " " + p.awaitAdvance(-7); });
    say("java.util.concurrent.Phaser#awaitAdvanceInterruptibly(int)", () -> { Phaser p = new Phaser(1); pool().submit(() -> p.arrive()); return p.awaitAdvanceInterruptibly(0); });
    say("java.util.concurrent.Phaser#awaitAdvanceInterruptibly(int, long, java.util.concurrent.TimeUnit)", () -> { return new Phaser(1).awaitAdvanceInterruptibly(0, 1, MILLISECONDS); });
  }

  @Suspendable
  static void part4() {
    say("java.util.concurrent.locks.Lock#lock()", () -> { ReentrantLock l = new ReentrantLock(); l.lock(); l.lock(); return l.getHoldCount(); });
    say("java.util.concurrent.locks.Lock#lockInterruptibly()", () -> { ReentrantLock l = new ReentrantLock(); l.lockInterruptibly(); Thread.currentThread().interrupt(); l.lockInterruptibly(); return 1; });
    say("java.util.concurrent.locks.Lock#tryLock()", () -> { ReentrantLock l = new ReentrantLock(); return l.tryLock() && l.tryLock() ? l.getHoldCount() : -1; });
    say("java.util.concurrent.locks.Lock#tryLock(long, java.util.concurrent.TimeUnit)", () -> { ReentrantLock l = lockedByThread(); return l.tryLock(1, MILLISECONDS) + " " + new ReentrantLock().tryLock(1, MILLISECONDS); });
    say("java.util.concurrent.locks.Lock#unlock()", () -> { ReentrantLock l = new ReentrantLock(); l.lock(); l.unlock(); l.unlock(); return 1; });
    say("java.util.concurrent.locks.Lock#newCondition()", () -> { Condition c = new ReentrantLock().newCondition(); c.signal(); return 1; });
    say("java.util.concurrent.locks.ReentrantLock#isHeldByCurrentThread()", () -> { ReentrantLock l = new ReentrantLock(); l.lock(); return l.isHeldByCurrentThread() + " " + lockedByThread().isHeldByCurrentThread(); });
    say("java.util.concurrent.locks.ReentrantLock#getHoldCount()", () -> { ReentrantLock l = new ReentrantLock(); l.lock(); return l.getHoldCount() + " " + lockedByThread().getHoldCount(); });
    say("java.util.concurrent.locks.ReentrantLock#hasWaiters(java.util.concurrent.locks.Condition)", () -> { ReentrantLock l = new ReentrantLock(); Condition c = l.newCondition(); l.lock(); return l.hasWaiters(c) + " " + new ReentrantLock().hasWaiters(c); });
    say("java.util.concurrent.locks.ReentrantLock#getWaitQueueLength(java.util.concurrent.locks.Condition)", () -> { ReentrantLock l = new ReentrantLock(); Condition c = l.newCondition(); l.lock(); return l.getWaitQueueLength(c); });
    say("java.util.concurrent.locks.Condition#await()", () -> { ReentrantLock l = new ReentrantLock(); Condition c = l.newCondition(); l.lock(); pool().submit(() -> signal(l, c)); c.await(); return l.getHoldCount(); });
    say("java.util.concurrent.locks.Condition#await(long, java.util.concurrent.TimeUnit)", () -> { ReentrantLock l = new ReentrantLock(); Condition c = l.newCondition(); l.lock(); return c.await(1, MILLISECONDS); });
    say("java.util.concurrent.locks.Condition#awaitNanos(long)", () -> { ReentrantLock l = new ReentrantLock(); Condition c = l.newCondition(); l.lock(); return c.awaitNanos(1000) <= 0; });
    say("java.util.concurrent.locks.Condition#awaitUninterruptibly()", () -> { ReentrantLock l = new ReentrantLock(); Condition c = l.newCondition(); l.lock(); pool().submit(() -> signal(l, c)); c.awaitUninterruptibly(); l.unlock(); c.awaitUninterruptibly(); return 1; });
    say("java.util.concurrent.locks.Condition#awaitUntil(java.util.Date)", () -> { ReentrantLock l = new ReentrantLock(); Condition c = l.newCondition(); l.lock(); return c.awaitUntil(new java.util.Date()); });
  }

  @Suspendable
  static void part5() {
    say("java.lang.Process#waitFor()", () -> { return new ProcessBuilder("false").start().waitFor(); });
    say("java.lang.Process#waitFor(long, java.util.concurrent.TimeUnit)", () -> { Process p = new ProcessBuilder("sleep", "60").start(); try { return p.waitFor(1, MILLISECONDS); } finally { p.destroy(); } });
  }

  @Suspendable
  static void part6() {
    say("java.net.http.HttpClient#send(java.net.http.HttpRequest, java.net.http.HttpResponse$BodyHandler)", () -> { return java.net.http.HttpClient.newHttpClient().send(java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + unusedPort())).build(), java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode(); });
  }

  @Suspendable
  static void part7() {
    say("java.util.concurrent.ExecutorService#invokeAll(java.util.Collection)", () -> { return pool().invokeAll(List.of(() -> 1, () -> 2)).get(1).get(); });
    say("java.util.concurrent.ExecutorService#invokeAll(java.util.Collection, long, java.util.concurrent.TimeUnit)", () -> { return pool().invokeAll(List.of(() -> 1, () -> 2), 9, TimeUnit.SECONDS).get(0).get(); });
    say("java.util.concurrent.ExecutorService#invokeAny(java.util.Collection)", () -> { return pool().invokeAny(List.of(() -> { throw new IllegalStateException(); }, () -> 2)); });
    say("java.util.concurrent.ExecutorService#invokeAny(java.util.Collection, long, java.util.concurrent.TimeUnit)", () -> { return pool().invokeAny(List.of(() -> { throw new IllegalStateException("all"); }), 9, TimeUnit.SECONDS); });
    say("java.util.concurrent.ExecutorService#awaitTermination(long, java.util.concurrent.TimeUnit)", () -> { ExecutorService e = Executors.newCachedThreadPool(); boolean before = e.awaitTermination(1, MILLISECONDS); e.shutdown(); return before + " " + e.awaitTermination(9, TimeUnit.SECONDS); });
    say("java.util.concurrent.ForkJoinPool#invoke(java.util.concurrent.ForkJoinTask)", () -> { return ForkJoinPool.commonPool().invoke(ForkJoinTask.adapt(() -> 4)); });
  }

  @Suspendable
  static void part8() {
    say("java.nio.channels.ReadableByteChannel#read(java.nio.ByteBuffer)", () -> { Pipe p = piped("ab"); ByteBuffer b = ByteBuffer.allocate(9); return p.source().read(b) + " " + b; });
    say("java.nio.channels.ScatteringByteChannel#read(java.nio.ByteBuffer[])", () -> { Pipe p = piped("ab"); ByteBuffer[] b = {ByteBuffer.allocate(1), ByteBuffer.allocate(9)}; return p.source().read(b) + " " + Arrays.toString(b); });
    say("java.nio.channels.ScatteringByteChannel#read(java.nio.ByteBuffer[], int, int)", () -> { Pipe p = piped("ab"); ByteBuffer[] b = {null, ByteBuffer.allocate(9)}; return p.source().read(b, 1, 1) + " " + p.source().read(b, 1, 2); });
    say("java.nio.channels.WritableByteChannel#write(java.nio.ByteBuffer)", () -> { Pipe p = Pipe.open(); int n = p.sink().write(ByteBuffer.allocate(5)); p.source().close(); return n + p.sink().write(ByteBuffer.allocate(5)); });
    say("java.nio.channels.GatheringByteChannel#write(java.nio.ByteBuffer[])", () -> { return Pipe.open().sink().write(new ByteBuffer[] {ByteBuffer.allocate(5), ByteBuffer.allocate(2)}); });
    say("java.nio.channels.GatheringByteChannel#write(java.nio.ByteBuffer[], int, int)", () -> { return Pipe.open().sink().write(new ByteBuffer[] {ByteBuffer.allocate(5), ByteBuffer.allocate(2)}, 1, 1); });
    say("java.nio.channels.ServerSocketChannel#accept()", () -> { ServerSocketChannel s = ServerSocketChannel.open().bind(ANY); new java.net.Socket().connect(s.getLocalAddress()); return s.accept().isBlocking(); });
    say("java.nio.channels.SocketChannel#connect(java.net.SocketAddress)", () -> { SocketChannel c = SocketChannel.open(); boolean connected = c.connect(ServerSocketChannel.open().bind(ANY).getLocalAddress()); return connected + " " + c.isBlocking() + c.connect(ANY); });
    say("java.nio.channels.SocketChannel#finishConnect()", () -> { SocketChannel c = SocketChannel.open(); c.configureBlocking(false); c.connect(ServerSocketChannel.open().bind(ANY).getLocalAddress()); c.configureBlocking(true); return c.finishConnect(); });
    say("java.nio.channels.SocketChannel#open(java.net.SocketAddress)", () -> { return SocketChannel.open(new InetSocketAddress("127.0.0.1", unusedPort())).isBlocking(); });
    say("java.nio.channels.DatagramChannel#receive(java.nio.ByteBuffer)", () -> { DatagramChannel c = DatagramChannel.open().bind(ANY); c.send(ByteBuffer.allocate(3), c.getLocalAddress()); ByteBuffer b = ByteBuffer.allocate(2); return c.receive(b).equals(c.getLocalAddress()) + " " + b; });
    say("java.nio.channels.DatagramChannel#send(java.nio.ByteBuffer, java.net.SocketAddress)", () -> { DatagramChannel c = DatagramChannel.open().bind(ANY); return c.send(ByteBuffer.allocate(3), c.getLocalAddress()) + c.send(ByteBuffer.allocate(70_000), c.getLocalAddress()); });
    say("java.nio.channels.SelectableChannel#isBlocking()", () -> { Pipe p = piped("a"); p.source().read(ByteBuffer.allocate(1)); return p.source().isBlocking(); });
    say("java.nio.channels.SelectableChannel#configureBlocking(boolean)", () -> { Pipe p = piped("a"); p.source().read(ByteBuffer.allocate(1)); p.source().configureBlocking(false); return p.source().read(ByteBuffer.allocate(1)) + " " + p.source().isBlocking(); });
    say("java.nio.channels.SelectableChannel#register(java.nio.channels.Selector, int)", () -> { Pipe p = piped("a"); p.source().read(ByteBuffer.allocate(1)); return p.source().register(Selector.open(), 1); });
    say("java.nio.channels.SelectableChannel#register(java.nio.channels.Selector, int, java.lang.Object)", () -> { Pipe p = piped("a"); p.source().configureBlocking(false); return p.source().register(Selector.open(), 1, "x").attachment(); });
  }

  @Suspendable
  static void part9() {
    say("java.lang.Iterable#forEach(java.util.function.Consumer)", () -> { List<Integer> all = new ArrayList<>(); List.of(1, 2).forEach(n -> all.add(pause(n))); return all; });
  }

  @Suspendable
  static void part10() {
    say("java.util.Iterator#forEachRemaining(java.util.function.Consumer)", () -> { List<Integer> all = new ArrayList<>(); List.of(1, 2).iterator().forEachRemaining(n -> all.add(pause(n))); return all; });
    say("java.util.Collection#removeIf(java.util.function.Predicate)", () -> { List<Integer> all = list(); return all.removeIf(n -> pause(n) > 1) + "" + all; });
    say("java.util.List#replaceAll(java.util.function.UnaryOperator)", () -> { List<Integer> all = list(); all.replaceAll(n -> pause(n + 1)); return all; });
    say("java.util.List#sort(java.util.Comparator)", () -> { List<Integer> all = list(); all.sort((a, b) -> pause(a - b)); return all; });
    say("java.util.Collections#sort(java.util.List, java.util.Comparator)", () -> { List<Integer> all = list(); Collections.sort(all, (a, b) -> pause(a - b)); return all; });
    say("java.util.Arrays#sort(java.lang.Object[], java.util.Comparator)", () -> { Integer[] all = {3, 1, 2}; Arrays.sort(all, (a, b) -> pause(a - b)); return Arrays.toString(all); });
    say("java.util.Arrays#sort(java.lang.Object[], int, int, java.util.Comparator)", () -> { Integer[] all = {3, 1, 2, 0}; Arrays.sort(all, 0, 3, (a, b) -> pause(a - b)); Arrays.sort(all, 0, 5, (a, b) -> pause(a - b)); return 1; });
    say("java.util.Map#forEach(java.util.function.BiConsumer)", () -> { List<Integer> all = new ArrayList<>(); map().forEach((k, v) -> all.add(pause(v))); return all; });
    say("java.util.Map#computeIfAbsent(java.lang.Object, java.util.function.Function)", () -> { Map<String, Integer> m = map(); return m.computeIfAbsent("b", k -> pause(2)) + "" + m; });
    say("java.util.Map#computeIfPresent(java.lang.Object, java.util.function.BiFunction)", () -> { Map<String, Integer> m = map(); return m.computeIfPresent("a", (k, v) -> pause(v) > 0 ? null : v) + "" + m; });
    say("java.util.Map#compute(java.lang.Object, java.util.function.BiFunction)", () -> { Map<String, Integer> m = map(); return m.compute("a", (k, v) -> pause(v + 1)) + "" + m; });
    say("java.util.Map#merge(java.lang.Object, java.lang.Object, java.util.function.BiFunction)", () -> { Map<String, Integer> m = map(); return m.merge("a", 5, (k, v) -> pause(k + v)) + "" + m; });
    say("java.util.Optional#ifPresent(java.util.function.Consumer)", () -> { int[] seen = new int[1]; Optional.of(4).ifPresent(n -> seen[0] = pause(n)); return seen[0]; });
    say("java.util.Optional#ifPresentOrElse(java.util.function.Consumer, java.lang.Runnable)", () -> { int[] seen = new int[1]; Optional.<Integer>empty().ifPresentOrElse(n -> seen[0] = pause(n), () -> seen[0] = pause(7)); return seen[0]; });
    say("java.util.Optional#filter(java.util.function.Predicate)", () -> { return Optional.of(4).filter(n -> pause(n) > 4); });
    say("java.util.Optional#map(java.util.function.Function)", () -> { return Optional.of(4).map(n -> pause(n + 1)); });
    say("java.util.Optional#flatMap(java.util.function.Function)", () -> { return Optional.of(4).flatMap(n -> pause(n) > 0 ? null : Optional.of(1)); });
    say("java.util.Optional#or(java.util.function.Supplier)", () -> { return Optional.empty().or(() -> Optional.of(pause(1))); });
    say("java.util.Optional#orElseGet(java.util.function.Supplier)", () -> { return Optional.<Integer>empty().orElseGet(() -> pause(1)); });
    say("java.util.Optional#orElseThrow(java.util.function.Supplier)", () -> { return Optional.<Integer>empty().orElseThrow(() -> new IllegalStateException("" + pause(1))); });
  }

  @Suspendable
  static void part11() {
    say("java.io.InputStream#read()", () -> { return new java.io.ByteArrayInputStream(new byte[] {7}).read(); });
    say("java.io.InputStream#read(byte[])", () -> { return new java.io.ByteArrayInputStream(new byte[] {7}).read(new byte[3]); });
    say("java.io.InputStream#read(byte[], int, int)", () -> { return new java.io.ByteArrayInputStream(new byte[] {7}).read(new byte[3], 2, 2); });
    say("java.io.InputStream#readAllBytes()", () -> { return new ProcessBuilder("echo", "four").start().getInputStream().readAllBytes().length; });
    say("java.io.InputStream#readNBytes(int)", () -> { return new java.io.ByteArrayInputStream(new byte[7]).readNBytes(-1); });
  }

  // ---- what they need

  @Suspendable
  static void say(String method, SuspendableCallable<?> task) {
    String outcome;
    try {
      outcome = "returned " + task.call();
    } catch (Exception e) {
      outcome = e.getClass().getName() + (e.getCause() == null ? "" : " of " + e.getCause());
    }
    // Only what was asked: an exception of the JDK may have any text, and the runtime's has its own.
    System.out.println(method + " " + outcome + (Thread.interrupted() ? " interrupted" : ""));
  }

  /** Can be suspended, but is not: without bridges that would be refused. */
  @Suspendable
  static int pause(int n) {
    Coroutine.checkCancelled();
    return n;
  }

  static ExecutorService pool() {
    return POOL;
  }

  static Thread ended() {
    Thread thread = new Thread(() -> {});
    thread.start();
    return thread;
  }

  static BlockingQueue<Integer> queue(Integer... elements) {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);
    queue.addAll(List.of(elements));
    return queue;
  }

  static BlockingDeque<Integer> deque(Integer... elements) {
    BlockingDeque<Integer> deque = new LinkedBlockingDeque<>(2);
    deque.addAll(List.of(elements));
    return deque;
  }

  static ReentrantLock lockedByThread() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Thread thread = new Thread(lock::lock);
    thread.start();
    while (!lock.isLocked()) {
      Thread.onSpinWait();
    }
    return lock;
  }

  static void signal(ReentrantLock lock, Condition condition) {
    lock.lock();
    condition.signal();
    lock.unlock();
  }

  static int unusedPort() throws IOException {
    try (var server = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return server.getLocalPort();
    }
  }

  static Pipe piped(String text) throws IOException {
    Pipe pipe = Pipe.open();
    pipe.sink().write(ByteBuffer.wrap(text.getBytes()));
    return pipe;
  }

  static List<Integer> list() {
    return new ArrayList<>(List.of(3, 1, 2));
  }

  static Map<String, Integer> map() {
    return new java.util.TreeMap<>(Map.of("a", 1));
  }
}
