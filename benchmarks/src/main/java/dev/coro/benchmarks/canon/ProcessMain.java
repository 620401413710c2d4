package dev.coro.benchmarks.canon;

import dev.coro.benchmarks.canon.program.PingPong;
import dev.coro.benchmarks.canon.program.PipeBrigade;
import dev.coro.benchmarks.canon.program.Program;
import dev.coro.benchmarks.canon.program.ThreadRing;
import dev.coro.benchmarks.canon.program.Work;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The programs that only pass messages, with processes for tasks and pipes for mailboxes. */
final class ProcessMain {
  /** Processes of the chain, besides this one. */
  static final int RELAYS = 4;

  private ProcessMain() {}

  /** Smaller than those of the other ways, and in the order in which results are printed. */
  static List<Program> programs(Extent extent) {
    int messages =
        switch (extent) {
          case TINY -> 20;
          case QUICK -> 1_000;
          case FULL -> 10_000;
        };
    return List.of(
        new ThreadRing(RELAYS + 1, messages * (RELAYS + 1)),
        new PingPong(messages),
        new PipeBrigade(RELAYS, messages));
  }

  /** Prints a result in a line for each program. */
  public static void main(String[] arguments) throws Exception {
    Extent extent = Extent.valueOf(arguments[0]);
    try (RelayChain chain = RelayChain.start(RELAYS);
        RelayChain one = RelayChain.start(1)) {
      for (Program program : programs(extent)) {
        RelayChain relays = program instanceof PingPong ? one : chain;
        System.out.println(Result.measure(() -> run(program, relays), extent).format());
      }
    }
  }

  private static long run(Program program, RelayChain relays) throws Exception {
    if (program instanceof PipeBrigade brigade) {
      return brigade(brigade.items(), relays);
    }
    if (program instanceof ThreadRing ring) {
      return ThreadRing.checksum(goRound(ring.passes() / ring.tasks(), relays), 0);
    }
    return goRound((int) program.handOvers() / 2, relays);
  }

  /** This process is one of the ring, too. */
  private static long goRound(int rounds, RelayChain relays) throws IOException {
    long number = 1;
    for (int i = 0; i < rounds; i++) {
      relays.send(Work.stir(number));
      number = relays.receive();
    }
    return number;
  }

  private static long brigade(int items, RelayChain relays) throws Exception {
    ExecutorService feeder = Executors.newSingleThreadExecutor();
    try {
      Future<?> fed =
          feeder.submit(
              () -> {
                for (int i = 0; i < items; i++) {
                  relays.send(i);
                }
                return null;
              });
      long sum = 0;
      for (int i = 0; i < items; i++) {
        sum += relays.receive();
      }
      fed.get();
      return sum;
    } finally {
      feeder.shutdown();
    }
  }
}
