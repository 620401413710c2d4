package dev.coro.benchmarks.torture;

/**
 * How a program is tortured in one run.
 *
 * @param rate how probable a suspension is at each call
 * @param seed of the random choice
 * @param threads whether two threads run the program in turn
 * @param preempt whether it may also be suspended where methods begin and loops go round
 */
public record TortureSettings(double rate, long seed, boolean threads, boolean preempt) {
  /** As options of the agent. */
  String options() {
    return "torture,seed="
        + seed
        + ",rate="
        + rate
        + (threads ? ",threads" : "")
        + (preempt ? ",preempt=*" : "");
  }

  /** As a name of a folder. */
  String folder() {
    return "rate-"
        + rate
        + "-seed-"
        + seed
        + (threads ? "-threads" : "")
        + (preempt ? "-preempt" : "");
  }
}
