package dev.coro.benchmarks.compare;

/**
 * The workload: tasks that mostly wait, as tasks do that read from disks or sockets.
 *
 * @param count how many tasks there are
 * @param waits how often each task waits; a little work follows each wait
 * @param waitMillis how long each wait is
 * @param processesAtOnce how many of the tasks run at the same time when each is a process
 */
public record Tasks(int count, int waits, int waitMillis, int processesAtOnce) {}
