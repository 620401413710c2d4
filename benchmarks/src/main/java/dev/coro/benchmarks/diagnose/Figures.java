package dev.coro.benchmarks.diagnose;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What was seen of a process and its children.
 *
 * @param seconds for how long
 * @param looks how often
 * @param cores how many CPUs the process may use
 * @param counters what the kernel counted meanwhile
 * @param threads the threads seen
 * @param system what the whole machine did
 * @param notes what could not be seen
 */
public record Figures(
    double seconds,
    int looks,
    double cores,
    Counters counters,
    List<ThreadFigures> threads,
    SystemFigures system,
    List<String> notes) {
  /** CPU time in a second of the clock: 1 for one CPU all the time. */
  double cpu() {
    return counters.cpuNanos() / 1e9 / seconds;
  }

  /** How many threads on average were ready to run and had no CPU. */
  double queue() {
    return sum(threads.stream(), ThreadFigures::queueSeconds) / seconds;
  }

  /** How much of the time that its threads wanted a CPU they had to wait for one. */
  double queueShare() {
    double run = sum(threads.stream(), ThreadFigures::runSeconds) / seconds;
    return run + queue() == 0 ? 0 : queue() / (run + queue());
  }

  /**
   * How much the CPU is what holds the program up, from 0 to 1: the greatest of the share of the
   * CPUs that it uses, what the busiest of its threads {@linkplain ThreadFigures#computing
   * computes}, and the same of all those together that did not last.
   */
  double computing() {
    double busiest = lasting().mapToDouble(thread -> thread.computing(seconds)).max().orElse(0);
    return Math.min(1, Math.max(cpu() / cores, Math.max(busiest, computingOfShortLived())));
  }

  private double computingOfShortLived() {
    double known =
        sum(threads.stream().filter(t -> t.lasted(seconds)), ThreadFigures::runSeconds) / seconds;
    double atATime =
        sum(program().filter(t -> !t.lasted(seconds)), ThreadFigures::seenSeconds) / seconds;
    return Math.max(0, cpu() - known) / Math.max(1, Math.min(cores, atATime));
  }

  /** How many threads of the program compute as good as always. */
  long computingThreads(double atLeast) {
    return lasting().filter(thread -> thread.computing(seconds) >= atLeast).count();
  }

  /** How many threads of the program on average wait for that, and get it again and again. */
  double waiting(Wait wait) {
    return sum(
            program().filter(ThreadFigures::returns),
            thread -> thread.waits().getOrDefault(wait, 0))
        / looks;
  }

  /** How many threads on average wait for I/O or sleep. */
  double waitingForIo() {
    return Stream.of(Wait.values()).filter(Wait::isIo).mapToDouble(this::waiting).sum();
  }

  /** How many threads on average wait, for whatever may come again. */
  double waitingAtAll() {
    return Stream.of(Wait.values()).mapToDouble(this::waiting).sum();
  }

  /** How often in a second threads of the program left the CPU to wait. */
  double wakeUpsPerSecond() {
    return sum(program(), ThreadFigures::voluntary) / seconds;
  }

  /** How often in a second another was given the CPU of one of the threads. */
  double preemptionsPerSecond() {
    return sum(threads.stream(), ThreadFigures::involuntary) / seconds;
  }

  /** How much of the CPU time was for threads with that role. */
  double cpuShare(ThreadRole role) {
    double run =
        sum(threads.stream().filter(t -> t.role() == role), ThreadFigures::runSeconds) / seconds;
    return cpu() == 0 ? 0 : Math.min(1, run / cpu());
  }

  double perSecond(long count) {
    return count / seconds;
  }

  private Stream<ThreadFigures> program() {
    return threads.stream().filter(thread -> thread.role() == ThreadRole.PROGRAM);
  }

  private Stream<ThreadFigures> lasting() {
    return program().filter(thread -> thread.lasted(seconds));
  }

  private static double sum(Stream<ThreadFigures> threads, ToDoubleFunction<ThreadFigures> figure) {
    return threads.mapToDouble(figure).sum();
  }
}
