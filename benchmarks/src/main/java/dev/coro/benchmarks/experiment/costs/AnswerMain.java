package dev.coro.benchmarks.experiment.costs;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** The other process of a hand-off: answers each message until there are no more. */
final class AnswerMain {
  /** In place of the address of a socket. */
  static final String STANDARD_STREAMS = "-";

  private AnswerMain() {}

  /** Takes where the messages come from, and their size. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int bytes = Integer.parseInt(arguments[1]);
    if (arguments[0].equals(STANDARD_STREAMS)) {
      try (FileInputStream in = new FileInputStream(FileDescriptor.in);
          FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
        PingPong.answer(new BytesLine(out.getChannel(), in.getChannel(), bytes));
      }
    } else {
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
        PingPong.answer(new BytesLine(channel, channel, bytes));
      }
    }
  }
}
