package dev.coro.benchmarks.experiment.costs;

import dev.coro.Suspendable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A message goes to another task and comes back, with one more in it. */
final class PingPong implements Sampling.Work {
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final Line line;
  private final ByteBuffer message;

  PingPong(Line line, int bytes) {
    this.line = line;
    message = ByteBuffer.allocateDirect(bytes);
  }

  @Override
  @Suspendable
  public Sampling.Run run(int times) throws IOException, InterruptedException {
    long sum = 0;
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      message.putLong(0, i);
      line.put(message);
      sum += line.take().getLong(0);
    }
    return new Sampling.Run(System.nanoTime() - began, 2L * times, sum);
  }

  /** The sum of what has come back. */
  static long expected(long times) {
    return times * (times + 1) / 2;
  }

  /** Sends the end, for lines that cannot be closed. Suspends. */
  @Suspendable
  void end() throws IOException, InterruptedException {
    line.put(END);
  }

  /** The other task: answers until the end. Suspends. */
  @Suspendable
  static void answer(Line line) throws IOException, InterruptedException {
    for (ByteBuffer question = line.take(); question.hasRemaining(); question = line.take()) {
      question.putLong(0, question.getLong(0) + 1);
      line.put(question);
    }
  }
}
