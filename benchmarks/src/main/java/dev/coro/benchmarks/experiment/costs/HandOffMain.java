package dev.coro.benchmarks.experiment.costs;

import dev.coro.Carrier;
import dev.coro.Channel;
import dev.coro.Coroutine;
import dev.coro.Suspendable;
import dev.coro.benchmarks.compare.ModelKind;
import dev.coro.net.PipeSink;
import dev.coro.net.PipeSource;
import dev.coro.net.StreamListener;
import dev.coro.net.StreamSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;

/** Hands messages to and fro, in all ways of one kind of tasks. */
final class HandOffMain {
  private final Sampling sampling;
  private final int bytes;

  private HandOffMain(Sampling sampling, int bytes) {
    this.sampling = sampling;
    this.bytes = bytes;
  }

  /** The key of a way's samples. */
  static String key(Way way, int bytes) {
    return way + "," + bytes;
  }

  /** Takes the kind of tasks, the effort, and numbers of bytes with commas. */
  public static void main(String[] arguments) throws Exception {
    ModelKind kind = ModelKind.valueOf(arguments[0]);
    Sampling sampling = new Sampling(Effort.valueOf(arguments[1]));
    for (Way way : Way.values()) {
      for (int bytes : RingMain.numbers(arguments[2])) {
        if (way.kind() == kind) {
          new HandOffMain(sampling, bytes).measure(way);
        }
      }
    }
  }

  private void measure(Way way) throws Exception {
    switch (way) {
      case PROCESS_PIPE -> processPipe(way);
      case PROCESS_SOCKET -> processSocket(way);
      case PLATFORM_RENDEZVOUS, VIRTUAL_RENDEZVOUS -> queues(way, SynchronousQueue::new);
      case PLATFORM_BUFFER, VIRTUAL_BUFFER -> queues(way, () -> new ArrayBlockingQueue<>(1));
      case COROUTINE_RENDEZVOUS -> channels(way, Channel::rendezvous);
      case COROUTINE_BUFFER -> channels(way, () -> Channel.buffered(1));
      case COROUTINE_TWO_CARRIERS -> twoCarriers(way);
      case COROUTINE_PIPE -> Carrier.run(() -> pipe(way));
      case COROUTINE_SOCKET -> Carrier.run(() -> socket(way));
    }
  }

  @Suspendable
  private void take(Way way, Line line) throws Exception {
    sampling.take(key(way, bytes), new PingPong(line, bytes));
  }

  private void processPipe(Way way) throws Exception {
    Process other = other(AnswerMain.STANDARD_STREAMS);
    try (OutputStream there = other.getOutputStream();
        InputStream back = other.getInputStream()) {
      take(way, new StreamLine(there, back, bytes));
    }
    other.waitFor();
  }

  private Process other(String where) throws IOException {
    return ProcessRing.javaProcess(AnswerMain.class, List.of(where, "" + bytes))
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private void processSocket(Way way) throws Exception {
    Path folder = Files.createTempDirectory("coro");
    Path file = folder.resolve("s");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(file));
      Process other = other(file.toString());
      try (SocketChannel channel = listener.accept()) {
        take(way, new BytesLine(channel, channel, bytes));
      }
      other.waitFor();
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private void queues(Way way, Supplier<BlockingQueue<ByteBuffer>> queue) throws Exception {
    QueueLine line = new QueueLine(queue.get(), queue.get());
    Tasking tasking = Tasking.of(way.kind());
    tasking.run(
        () -> {
          tasking.start(() -> PingPong.answer(line.reversed()));
          takeAndEnd(way, line);
          tasking.joinAll();
        });
  }

  @Suspendable
  private void takeAndEnd(Way way, Line line) throws Exception {
    PingPong work = new PingPong(line, bytes);
    sampling.take(key(way, bytes), work);
    work.end();
  }

  private void channels(Way way, Supplier<Channel<ByteBuffer>> channel) {
    Carrier.run(
        () -> {
          CoroutineLine line = new CoroutineLine(channel.get(), channel.get());
          Coroutine<?> other = Coroutine.start(() -> PingPong.answer(line.reversed()));
          takeAndEnd(way, line);
          other.join();
        });
  }

  private void twoCarriers(Way way) {
    CoroutineLine line =
        new CoroutineLine(
            Channel.<ByteBuffer>buffered(1).shared(), Channel.<ByteBuffer>buffered(1).shared());
    try (Carrier second = Carrier.open("second")) {
      Coroutine<?> other = second.start(() -> PingPong.answer(line.reversed()));
      Carrier.run(
          () -> {
            takeAndEnd(way, line);
            other.join();
          });
    }
  }

  @Suspendable
  private void pipe(Way way) throws Exception {
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    try (PipeSink mine = PipeSink.of(there.sink());
        PipeSource answers = PipeSource.of(back.source())) {
      Coroutine.start(() -> answerPipe(there, back));
      take(way, new SuspendingBytesLine(mine, answers, bytes));
    }
  }

  @Suspendable
  private void answerPipe(Pipe there, Pipe back) throws Exception {
    try (PipeSource questions = PipeSource.of(there.source());
        PipeSink answers = PipeSink.of(back.sink())) {
      PingPong.answer(new SuspendingBytesLine(answers, questions, bytes));
    }
  }

  @Suspendable
  private void socket(Way way) throws Exception {
    Path folder = Files.createTempDirectory("coro");
    Path file = folder.resolve("s");
    try (StreamListener listener = StreamListener.bind(UnixDomainSocketAddress.of(file))) {
      Coroutine.start(() -> answerSocket(listener));
      try (StreamSocket mine = StreamSocket.connect(UnixDomainSocketAddress.of(file))) {
        take(way, new SuspendingBytesLine(mine, mine, bytes));
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  @Suspendable
  private void answerSocket(StreamListener listener) throws Exception {
    try (StreamSocket other = listener.accept()) {
      PingPong.answer(new SuspendingBytesLine(other, other, bytes));
    }
  }
}
