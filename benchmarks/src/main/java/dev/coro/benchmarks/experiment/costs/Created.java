package dev.coro.benchmarks.experiment.costs;

/** What is created, the dearest first. */
enum Created {
  JVM("JVM", "the program java with an empty main method, without an agent"),
  FORK_AND_EXEC(
      "fork and exec",
      "the program true, by ProcessBuilder. On Linux the JDK forks no copy of itself: it spawns"
          + " (posix_spawn) its small program jspawnhelper, which then becomes the program asked"
          + " for, so there are two execs"),
  FORK(
      "fork",
      "subshells '( : )' in a loop of one sh, which forks for each and executes nothing; the time"
          + " of the whole sh, its own start included, divided by their number"),
  PLATFORM_THREAD("platform thread", "Thread.start and join by another, empty body"),
  VIRTUAL_THREAD(
      "virtual thread",
      "Thread.start and join by a virtual thread, empty body; one thread carries both"),
  COROUTINE("coroutine", "Coroutine.start and join by a coroutine, empty body"),
  CONTINUATION(
      "bare continuation", "new Continuation and its only resume, on a plain thread, empty body");

  private final String label;
  private final String how;

  Created(String label, String how) {
    this.label = label;
    this.how = how;
  }

  String label() {
    return label;
  }

  /** How it is measured, for people. */
  String how() {
    return how;
  }
}
