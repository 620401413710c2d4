package dev.coro.testing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One direction of a connection: packets on the way, in order, and bytes that have arrived.
 *
 * <p>Only the first packet has a timer, since none overtakes another. If it does not come through,
 * it is sent again, later each time (RFC 6298), and given up in the end.
 */
final class Flow {
  private static final long FIRST_RETRY = Duration.ofMillis(200).toNanos();
  private static final long LONGEST_RETRY = Duration.ofMinutes(2).toNanos();
  private static final long GIVES_UP_AFTER = Duration.ofMinutes(15).toNanos();

  private enum Kind {
    DATA,
    END,
    RESET
  }

  private record Packet(Kind kind, ByteBuffer bytes, long arrivalNanos) {}

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SimulatedNetwork network;
  private final Link link;
  private final int direction;
  private final SimulatedConnection sender;
  private final SimulatedConnection receiver;
  private final int capacity;

  private final Deque<Packet> onTheWay = new ArrayDeque<>();

  /** What can be read; none of them is empty. */
  private final Deque<ByteBuffer> arrived = new ArrayDeque<>();

  /** Bytes of both. */
  private int bytes;

  private boolean ended;

  /** Whether the first packet has a timer. */
  private boolean scheduled;

  /** Number of {@link #cancel}s: timers of before have no effect. */
  private int cancels;

  /** When the last packet arrives. */
  private long lastArrival;

  /** Time until the first packet is sent once more. */
  private long retryNanos = FIRST_RETRY;

  /** When the first packet was lost first; -1 if it was not. */
  private long stuckSince = -1;

  Flow(
      SimulatedNetwork network,
      Link link,
      int direction,
      SimulatedConnection sender,
      SimulatedConnection receiver) {
    this.network = network;
    this.link = link;
    this.direction = direction;
    this.sender = sender;
    this.receiver = receiver;
    capacity = link.conditions().bufferBytes();
  }

  // ---- sending

  /** Sends as much of {@code source} as there is room for; returns how much that was. */
  int send(ByteBuffer source) {
    int size = Math.min(source.remaining(), capacity - bytes);
    if (size <= 0) {
      return 0;
    }
    size = link.part(size);
    byte[] copy = new byte[size];
    source.get(copy);
    bytes += size;
    network.counts.bytes += size;
    add(Kind.DATA, ByteBuffer.wrap(copy));
    return size;
  }

  void sendEnd() {
    add(Kind.END, NOTHING);
  }

  void sendReset() {
    add(Kind.RESET, NOTHING);
  }

  private void add(Kind kind, ByteBuffer content) {
    long arrival = link.arrival(network.now(), direction, content.remaining());
    lastArrival = Math.max(lastArrival, arrival);
    onTheWay.add(new Packet(kind, content, lastArrival));
    schedule();
  }

  /** Gives up what is on the way. */
  void cancel() {
    for (Packet packet : onTheWay) {
      bytes -= packet.bytes.remaining();
    }
    onTheWay.clear();
    scheduled = false;
    cancels++;
    stuckSince = -1;
    retryNanos = FIRST_RETRY;
  }

  // ---- on the way

  private void schedule() {
    Packet first = onTheWay.peek();
    if (!scheduled && first != null) {
      scheduleAt(first.arrivalNanos);
    }
  }

  private void scheduleAt(long nanoTime) {
    scheduled = true;
    int before = cancels;
    network.at(
        nanoTime,
        () -> {
          if (cancels == before) {
            arrive();
          }
        });
  }

  private void arrive() {
    scheduled = false;
    long now = network.now();
    Packet first = onTheWay.peek();
    while (first != null && first.arrivalNanos <= now) {
      long thawed = Math.max(sender.host.frozenUntil(), receiver.host.frozenUntil());
      if (thawed > now) {
        scheduleAt(thawed);
        return;
      }
      boolean lost = link.loses(now);
      if (lost && first.kind != Kind.RESET) {
        retry(now);
        return;
      }
      stuckSince = -1;
      retryNanos = FIRST_RETRY;
      onTheWay.remove();
      if (!lost) {
        deliver(first);
      } // A reset is not sent again: the other end learns of it when it sends.
      first = onTheWay.peek();
    }
    schedule();
  }

  private void retry(long now) {
    network.counts.retransmissions++;
    if (stuckSince < 0) {
      stuckSince = now;
    }
    if (now - stuckSince >= GIVES_UP_AFTER) {
      cancel();
      sender.breakOff("Connection timed out");
      return;
    }
    scheduleAt(now + retryNanos);
    retryNanos = Math.min(2 * retryNanos, LONGEST_RETRY);
  }

  private void deliver(Packet packet) {
    switch (packet.kind) {
      case END -> {
        ended = true;
        receiver.arrived();
      }
      case RESET -> receiver.breakOff(SimulatedConnection.RESET);
      default -> {
        if (link.resets()) {
          network.counts.resets++;
          bytes -= packet.bytes.remaining();
          receiver.breakOff(SimulatedConnection.RESET);
          receiver.out().sendReset();
        } else if (receiver.takesData()) {
          arrived.add(packet.bytes);
          receiver.arrived();
        } else {
          bytes -= packet.bytes.remaining();
          sender.hasRoom();
        }
      }
    }
  }

  // ---- receiving

  boolean hasArrived() {
    return !arrived.isEmpty();
  }

  boolean hasEnded() {
    return ended;
  }

  /** Takes what is there and fits, a part of it maybe; returns how many bytes that were. */
  int take(ByteBuffer target) {
    int available = 0;
    for (ByteBuffer one : arrived) {
      available += one.remaining();
      if (available >= target.remaining()) {
        break;
      }
    }
    int size = Math.min(available, target.remaining());
    if (size == 0) {
      return 0;
    }
    size = link.part(size);
    for (int left = size; left > 0; ) {
      ByteBuffer first = arrived.element();
      int now = Math.min(left, first.remaining());
      target.put(first.slice().limit(now));
      first.position(first.position() + now);
      left -= now;
      if (!first.hasRemaining()) {
        arrived.remove();
      }
    }
    bytes -= size;
    sender.hasRoom();
    return size;
  }

  /** Forgets what was not read. */
  void drop() {
    for (ByteBuffer one : arrived) {
      bytes -= one.remaining();
    }
    arrived.clear();
    sender.hasRoom();
  }
}
