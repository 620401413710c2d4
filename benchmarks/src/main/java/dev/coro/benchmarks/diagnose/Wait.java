package dev.coro.benchmarks.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a thread waits for that does not want the CPU, told by where in the kernel it sleeps. */
public enum Wait {
  /** For a disk: it cannot be interrupted (state D). */
  DISK("disk"),
  /** For a socket, a pipe or a terminal. */
  IO(
      "socket or pipe",
      "poll",
      "select",
      "sock",
      "tcp",
      "udp",
      "unix_",
      "skb",
      "accept",
      "pipe",
      "read",
      "recv",
      "send",
      "wait_woken",
      "uring"),
  /** For time to pass. */
  SLEEP("sleep", "nanosleep"),
  /** For another thread; or for time, in a runtime that sleeps by its locks, as the JVM does. */
  LOCK("lock or timer", "futex"),
  /** For a child process to end. */
  CHILD("child process", "do_wait", "wait4"),
  /** For something else, or the kernel does not tell. */
  UNKNOWN("not told");

  private final String label;
  private final List<String> channels;

  Wait(String label, String... channels) {
    this.label = label;
    this.channels = List.of(channels);
  }

  /** What it is called in the table. */
  public String label() {
    return label;
  }

  /**
   * Empty if the thread runs, is ready to, or is stopped.
   *
   * @param state its letter in {@code stat}
   * @param channel its function in {@code wchan}
   */
  static Optional<Wait> of(char state, String channel) {
    if (state == 'D') {
      return Optional.of(DISK);
    } else if (state != 'S') {
      return Optional.empty();
    }
    return Optional.of(
        List.of(LOCK, SLEEP, CHILD, IO).stream()
            .filter(wait -> wait.channels.stream().anyMatch(channel::contains))
            .findFirst()
            .orElse(UNKNOWN));
  }

  /** Whether it stands for I/O: {@code sleep} is taken as a stand-in for a device. */
  boolean isIo() {
    return Arrays.asList(DISK, IO, SLEEP).contains(this);
  }
}
