package dev.coro.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.coro.CancelScope;
import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.ChannelClosedException;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Channels that are shared, between carriers, and between a carrier and a thread. */
public class ChannelStress {
  /** In place of an element when the channel is closed. */
  private static final int CLOSED = -1;

  private ChannelStress() {}

  @Suspendable
  private static int receive(Channel<Integer> channel) {
    try {
      return channel.receive();
    } catch (ChannelClosedException e) {
      return CLOSED;
    }
  }

  /** Whether an element was sent; -1 if the channel is closed. */
  @Suspendable
  private static int send(Channel<Integer> channel, int element) {
    try {
      channel.send(element);
      return 1;
    } catch (ChannelClosedException e) {
      return CLOSED;
    }
  }

  private static int trySend(Channel<Integer> channel, int element) {
    try {
      return channel.trySend(element) ? 1 : 0;
    } catch (ChannelClosedException e) {
      return CLOSED;
    }
  }

  private static int tryReceive(Channel<Integer> channel) {
    try {
      return channel.tryReceive().orElse(0);
    } catch (ChannelClosedException e) {
      return CLOSED;
    }
  }

  private static Channel<Integer> rendezvous() {
    return Channel.<Integer>rendezvous().shared();
  }

  private static Channel<Integer> buffered(int capacity) {
    return Channel.<Integer>buffered(capacity).shared();
  }

  /** Two elements from one carrier to another, without a buffer. */
  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Each once, in order.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, doubled or overtaken.")
  @State
  public static class RendezvousOfCarriers {
    private final Channel<Integer> channel = rendezvous();

    @Actor
    public void sender() {
      Carrier.run(
          () -> {
            channel.send(1);
            channel.send(2);
          });
    }

    @Actor
    public void receiver(II_Result r) {
      Carrier.run(
          () -> {
            r.r1 = channel.receive();
            r.r2 = channel.receive();
          });
    }
  }

  /** Two elements from a thread to a carrier and back, without a buffer. */
  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "There and back.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, doubled or overtaken.")
  @State
  public static class RendezvousOfThreadAndCarrier {
    private final Channel<Integer> there = rendezvous();
    private final Channel<Integer> back = rendezvous();

    @Actor
    public void thread(II_Result r) {
      there.send(1);
      r.r2 = back.receive();
    }

    @Actor
    public void carrier(II_Result r) {
      Carrier.run(
          () -> {
            r.r1 = there.receive();
            back.send(2);
          });
    }
  }

  /** Three elements through a buffer of one, so that the sender has to wait in between. */
  @JCStressTest
  @Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "Each once, in order.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, doubled or overtaken.")
  @State
  public static class Buffered {
    private final Channel<Integer> channel = buffered(1);

    @Actor
    public void sender() {
      for (int i = 1; i <= 3; i++) {
        channel.send(i);
      }
    }

    @Actor
    public void receiver(III_Result r) {
      Carrier.run(
          () -> {
            r.r1 = channel.receive();
            r.r2 = channel.receive();
            r.r3 = channel.receive();
          });
    }
  }

  /** A carrier waits for an element while a thread closes the channel. */
  @JCStressTest
  @Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "What was sent before is received.")
  @Outcome(expect = FORBIDDEN, desc = "Lost, or the end was not seen.")
  @State
  public static class ReceiveOrClose {
    private final Channel<Integer> channel = buffered(1);

    @Actor
    public void closer() {
      channel.send(1);
      channel.close();
    }

    @Actor
    public void receiver(II_Result r) {
      Carrier.run(
          () -> {
            r.r1 = receive(channel);
            r.r2 = receive(channel);
          });
    }
  }

  /** A carrier sends while a thread closes the channel and takes what there is. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Sent and received.")
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Closed before.")
  @Outcome(expect = FORBIDDEN, desc = "Sent and lost, or refused and received.")
  @State
  public static class SendOrClose {
    private final Channel<Integer> channel = rendezvous();

    @Actor
    public void sender(II_Result r) {
      Carrier.run(() -> r.r1 = send(channel, 1));
    }

    @Actor
    public void closer(II_Result r) {
      channel.close();
      r.r2 = tryReceive(channel);
    }
  }

  /** A carrier sends while a thread cancels the channel. */
  @JCStressTest
  @Outcome(id = "-1, -1", expect = ACCEPTABLE, desc = "Refused, waiting or not.")
  @Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "Kept in the buffer, and dropped from there.")
  @Outcome(expect = FORBIDDEN, desc = "An element was left.")
  @State
  public static class SendOrCancelChannel {
    private final Channel<Integer> channel = buffered(1);

    @Actor
    public void sender(II_Result r) {
      Carrier.run(
          () -> {
            send(channel, 1);
            r.r1 = send(channel, 2);
          });
    }

    @Actor
    public void canceller() {
      channel.cancel();
    }

    @Arbiter
    public void left(II_Result r) {
      r.r2 = tryReceive(channel);
    }
  }

  /** Operations that never wait, on both sides. */
  @JCStressTest
  @Outcome(id = "1, 1, -1", expect = ACCEPTABLE, desc = "Received in between.")
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "Received too early.")
  @Outcome(expect = FORBIDDEN, desc = "Lost or doubled.")
  @State
  public static class TryOnly {
    private final Channel<Integer> channel = buffered(1);

    @Actor
    public void sender(III_Result r) {
      r.r1 = trySend(channel, 1);
      channel.close();
    }

    @Actor
    public void receiver(III_Result r) {
      r.r2 = Math.max(0, tryReceive(channel));
    }

    @Arbiter
    public void left(III_Result r) {
      r.r3 = tryReceive(channel);
    }
  }

  /** A sender that waits is cancelled while a thread receives. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Received before.")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Cancelled before: not sent.")
  @Outcome(expect = FORBIDDEN, desc = "Sent and lost, or cancelled and received.")
  @State
  public static class CancelledSender {
    private final Channel<Integer> channel = rendezvous();

    @Actor
    public void sender(II_Result r) {
      Carrier.run(
          () -> {
            CancelScope scope = new CancelScope();
            Coroutine.start(() -> scope.cancel());
            scope.run(() -> r.r1 = send(channel, 1));
          });
    }

    @Actor
    public void receiver(II_Result r) {
      r.r2 = tryReceive(channel);
    }
  }

  /** A receiver that waits is cancelled while a thread sends. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Received.")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Cancelled before: nothing was taken.")
  @Outcome(expect = FORBIDDEN, desc = "Taken and lost, or doubled.")
  @State
  public static class CancelledReceiver {
    private final Channel<Integer> channel = rendezvous();

    @Actor
    public void receiver(II_Result r) {
      Carrier.run(
          () -> {
            CancelScope scope = new CancelScope();
            Coroutine.start(() -> scope.cancel());
            scope.run(() -> r.r1 = receive(channel));
          });
    }

    @Actor
    public void sender(II_Result r) {
      r.r2 = trySend(channel, 1);
    }
  }
}
