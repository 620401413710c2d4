package dev.coro.benchmarks.diagnose;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads processes from the kernel's files, see proc(5). What cannot be read becomes a note; a
 * process or thread that has ended meanwhile is left out.
 */
final class ProcReader {
  private final Path root;
  private final Set<String> notes = new LinkedHashSet<>();

  ProcReader(Path root) {
    this.root = root;
  }

  /** What could not be read, and what that means. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  Snapshot snapshot(Collection<Long> pids) {
    Counters totals = Counters.NONE;
    List<ThreadState> threads = new ArrayList<>();
    for (long pid : pids) {
      Optional<Counters> counters = counters(pid);
      if (counters.isPresent()) {
        totals = totals.plus(counters.get());
        threads.addAll(threads(pid));
      }
    }
    return new Snapshot(System.nanoTime(), totals, threads);
  }

  private Optional<Counters> counters(long pid) {
    return read(folder(pid).resolve("stat"), "CPU time and page faults are missing")
        .map(StatLine::of)
        .map(stat -> counters(stat, pid));
  }

  private Counters counters(StatLine stat, long pid) {
    Fields io =
        Fields.of(
            read(folder(pid).resolve("io"), "bytes and calls of its I/O are missing").orElse(""));
    return new Counters(
        stat.cpuNanos() + stat.endedChildrenCpuNanos(),
        stat.minorFaults(),
        stat.majorFaults(),
        io.number("read_bytes"),
        io.number("write_bytes"),
        io.number("rchar"),
        io.number("wchar"),
        io.number("syscr"),
        io.number("syscw"));
  }

  private List<ThreadState> threads(long pid) {
    List<ThreadState> threads = new ArrayList<>();
    Path tasks = folder(pid).resolve("task");
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
      for (Path task : folders) {
        thread(pid, task).ifPresent(threads::add);
      }
    } catch (NoSuchFileException e) {
      return threads; // It has ended.
    } catch (IOException e) {
      notes.add("No look at " + generic(tasks) + ": its threads are missing.");
    }
    return threads;
  }

  private Optional<ThreadState> thread(long pid, Path task) {
    Optional<StatLine> stat =
        read(task.resolve("stat"), "states of threads are missing").map(StatLine::of);
    Optional<String> status = read(task.resolve("status"), "context switches are missing");
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    Fields switches = Fields.of(status.orElse(""));
    List<Long> times = times(task, stat.get());
    return Optional.of(
        new ThreadState(
            pid,
            Long.parseLong(String.valueOf(task.getFileName())),
            stat.get().startTicks(),
            stat.get().name(),
            stat.get().state(),
            read(task.resolve("wchan"), "what threads wait for is missing").orElse(""),
            times.get(0),
            times.get(1),
            switches.number("voluntary_ctxt_switches"),
            switches.number("nonvoluntary_ctxt_switches")));
  }

  /** How long a thread has run, and waited for a CPU, in nanoseconds. */
  private List<Long> times(Path task, StatLine stat) {
    return read(task.resolve("schedstat"), "waits for a CPU are missing, taken as none")
        .map(line -> line.strip().split(" ", -1))
        .map(fields -> List.of(Long.parseLong(fields[0]), Long.parseLong(fields[1])))
        .orElse(List.of(stat.cpuNanos(), 0L));
  }

  /** The text of a file; empty if its process has ended or it cannot be read. */
  private Optional<String> read(Path file, String meaning) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      Path folder = file.getParent();
      // "No such process" comes as an ordinary IOException while a process ends.
      if (folder != null && Files.exists(folder.resolve("stat")) && !isLeaving(e)) {
        notes.add("No look at " + generic(file) + ": " + meaning + ".");
      }
      return Optional.empty();
    }
  }

  private static boolean isLeaving(IOException e) {
    return String.valueOf(e.getMessage()).contains("No such process");
  }

  /** With letters in place of numbers, so that all processes and threads give one note. */
  private String generic(Path file) {
    return root.resolve(
            root.relativize(file)
                .toString()
                .replaceFirst("^\\d+", "PID")
                .replaceFirst("\\d+", "TID"))
        .toString();
  }

  /** Reads a file of the process; empty if that is not possible. */
  Optional<String> readFile(long pid, String name) {
    try {
      return Optional.of(Files.readString(folder(pid).resolve(name)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path folder(long pid) {
    return root.resolve(Long.toString(pid));
  }
}
