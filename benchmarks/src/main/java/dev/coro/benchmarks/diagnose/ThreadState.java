package dev.coro.benchmarks.diagnose;

/**
 * A thread at one moment.
 *
 * @param pid the process
 * @param tid the thread
 * @param startTicks when it began: numbers of threads are used again
 * @param name what the kernel calls it
 * @param state R runs or is ready, S waits, D waits for a disk
 * @param channel the kernel's function in which it waits; empty if not told
 * @param runNanos how long it has run
 * @param queueNanos how long it was ready to run and had no CPU
 * @param voluntary how often it left the CPU to wait
 * @param involuntary how often another was given its CPU
 */
record ThreadState(
    long pid,
    long tid,
    long startTicks,
    String name,
    char state,
    String channel,
    long runNanos,
    long queueNanos,
    long voluntary,
    long involuntary) {
  /** The same for all states of one thread, and no other. */
  record Key(long pid, long tid, long startTicks) {}

  Key key() {
    return new Key(pid, tid, startTicks);
  }
}
