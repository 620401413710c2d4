package dev.coro.benchmarks.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files as a kernel has written them. */
final class ProcReaderTest {
  private static final String STAT =
      "7 (a (b) c) S 1 7 7 0 -1 4194304 10 20 3 4 50 60 7 8 20 0 1 0 900 1 1";

  @TempDir private Path root;

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void writeAll() throws IOException {
    write("7/stat", STAT);
    write("7/io", "rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\n");
    write("7/task/8/stat", STAT);
    write("7/task/8/schedstat", "111 222 3\n");
    write("7/task/8/wchan", "ep_poll");
    write(
        "7/task/8/status",
        "Name:\tx\nvoluntary_ctxt_switches:\t12\nnonvoluntary_ctxt_switches:\t13\n");
  }

  @Test
  void countersAndThreadsAreRead() throws Exception {
    writeAll();
    ProcReader reader = new ProcReader(root);
    Snapshot snapshot = reader.snapshot(List.of(7L));
    assertEquals(new Counters(1_250_000_000L, 30, 7, 5, 6, 1, 2, 3, 4), snapshot.totals());
    assertEquals(
        List.of(new ThreadState(7, 8, 900, "a (b) c", 'S', "ep_poll", 111, 222, 12, 13)),
        snapshot.threads());
    assertEquals(List.of(), reader.notes());
  }

  @Test
  void whatCannotBeReadIsNotedOnce() throws Exception {
    writeAll();
    write("7/task/9/stat", STAT);
    Files.delete(root.resolve("7/io"));
    Files.delete(root.resolve("7/task/8/schedstat"));
    ProcReader reader = new ProcReader(root);
    Snapshot snapshot = reader.snapshot(List.of(7L));
    assertEquals(0, snapshot.totals().readBytes());
    assertEquals(1_100_000_000L, snapshot.threads().get(0).runNanos());
    reader.snapshot(List.of(7L));
    assertTrue(
        reader
            .notes()
            .contains("No look at " + root + "/PID/io: bytes and calls of its I/O are missing."),
        reader.notes().toString());
    long waits =
        reader.notes().stream()
            .filter(note -> note.contains("/PID/task/TID/schedstat: waits for a CPU are missing"))
            .count();
    assertEquals(1, waits);
  }

  @Test
  void aProcessThatHasEndedIsLeftOut() {
    ProcReader reader = new ProcReader(root);
    assertEquals(List.of(), reader.snapshot(List.of(7L)).threads());
    assertEquals(List.of(), reader.notes());
  }

  @Test
  void cpusAreCounted() {
    assertEquals(2, Cores.count("0-1"));
    assertEquals(6, Cores.count("0-3,8,10"));
    assertEquals(0, Cores.count(""));
  }

  @Test
  void placesInTheKernelTellWhatIsWaitedFor() {
    assertEquals(Wait.IO, Wait.of('S', "ep_poll").orElseThrow());
    assertEquals(Wait.IO, Wait.of('S', "anon_pipe_read").orElseThrow());
    assertEquals(Wait.LOCK, Wait.of('S', "futex_do_wait").orElseThrow());
    assertEquals(Wait.SLEEP, Wait.of('S', "hrtimer_nanosleep").orElseThrow());
    assertEquals(Wait.CHILD, Wait.of('S', "do_wait").orElseThrow());
    assertEquals(Wait.UNKNOWN, Wait.of('S', "0").orElseThrow());
    assertEquals(Wait.DISK, Wait.of('D', "").orElseThrow());
    assertTrue(Wait.of('R', "0").isEmpty());
  }
}
