package dev.coro.benchmarks.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a thread waits for that does not want the CPU, told by where in the kernel it sleeps. */
public enum Wait {
  /** For a disk: it cannot be interrupted (state D). */
  DISK("disk", ""),
  /** For a socket, a pipe or a terminal. */
  IO(
      "socket or pipe",
      "poll|select|sock|tcp|udp|unix_|skb|accept|pipe|read|recv|send|wait_woken|uring"),
  /** For time to pass. */
  SLEEP("sleep", "nanosleep"),
  /** For another thread; or for time, in a runtime that sleeps by its locks, as the JVM does. */
  LOCK("lock or timer", "futex"),
  /** For a child process to end. */
  CHILD("child process", "do_wait|wait4"),
  /** For something else, or the kernel does not tell. */
  UNKNOWN("not told", "");

  private final String label;

  /** Parts of the names of the kernel's functions in which threads wait for that. */
  private final Pattern functions;

  Wait(String label, String functions) {
    this.label = label;
    this.functions = Pattern.compile(functions);
  }

  /** What it is called in the table. */
  public String label() {
    return label;
  }

  /**
   * Empty if the thread runs, is ready to, or is stopped.
   *
   * @param state R, S, D and so on, as the kernel tells it
   * @param channel the kernel's function in which it waits
   */
  static Optional<Wait> of(char state, String channel) {
    if (state == 'D') {
      return Optional.of(DISK);
    } else if (state != 'S') {
      return Optional.empty();
    }
    return Optional.of(
        List.of(LOCK, SLEEP, CHILD, IO).stream()
            .filter(wait -> wait.functions.matcher(channel).find())
            .findFirst()
            .orElse(UNKNOWN));
  }

  /** Whether it stands for I/O: {@code sleep} is taken as a stand-in for a device. */
  boolean isIo() {
    return Arrays.asList(DISK, IO, SLEEP).contains(this);
  }
}
