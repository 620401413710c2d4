package dev.coro.benchmarks.diagnose;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Looks at a process and its children for some time. Blocks the calling thread meanwhile. */
public final class Diagnose implements AutoCloseable {
  /** Where Linux tells of processes. */
  public static final Path PROC = Path.of("/proc");

  /** How often it is looked for JVMs that have come. */
  private static final long JVM_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** How often what was recorded is fetched. */
  private static final long FETCH_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Of a CPU the looks may take one part in so many; with many threads they become fewer. */
  private static final int LOOK_SHARE = 10;

  private final long pid;
  private final String target;
  private final int seconds;
  private final long intervalNanos;
  private final ProcReader processes = new ProcReader(PROC);
  private final JvmWatch jvms;

  private Diagnose(long pid, String target, int seconds, int intervalMillis) throws IOException {
    this.pid = pid;
    this.target = target;
    this.seconds = seconds;
    intervalNanos = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    jvms = new JvmWatch(processes, seconds);
  }

  /** Whether that folder tells of processes what is needed. */
  public static boolean isPossible(Path proc) {
    return Files.isReadable(proc.resolve("self/stat")) && Files.isReadable(proc.resolve("stat"));
  }

  /**
   * Prepares to look; looks at nothing yet.
   *
   * @param target the process, for people
   * @param seconds for how long to look, if it does not end before
   * @param intervalMillis from one look to the next
   */
  public static Diagnose of(long pid, String target, int seconds, int intervalMillis)
      throws IOException {
    return new Diagnose(pid, target, seconds, intervalMillis);
  }

  /** Begins to record in the JVMs that are there; their effort for that is left out then. */
  public void prepare() throws InterruptedException {
    jvms.look(tree());
    jvms.awaitStarts();
    processes.snapshot(tree()); // The first look takes long: classes are loaded.
  }

  /**
   * Looks, until the time is up or the process has ended.
   *
   * @throws EndedException if it ended before there was anything to see
   */
  public Diagnosis run() throws InterruptedException, EndedException {
    Sampling sampling = new Sampling();
    SystemReader system = new SystemReader(PROC, pid);
    double cores = Cores.of(processes, pid);
    sample(sampling, system);
    if (sampling.looks() < 2 || sampling.seconds() == 0) {
      throw new EndedException();
    }
    SystemFigures systemFigures = system.figures();
    List<JvmProfile> profiles = jvms.profiles();
    List<String> notes = Stream.of(processes.notes(), jvms.notes()).flatMap(List::stream).toList();
    return Diagnosis.of(target, sampling.figures(cores, systemFigures, notes), profiles);
  }

  private void sample(Sampling sampling, SystemReader system) throws InterruptedException {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    long nextJvmLook = start;
    long nextFetch = start + FETCH_NANOS;
    while (true) {
      long now = System.nanoTime();
      long cpu = cpuNanos();
      Set<Long> pids = tree();
      if (now - nextJvmLook >= 0) {
        jvms.look(pids);
        nextJvmLook = now + JVM_LOOK_NANOS;
      }
      if (now - nextFetch >= 0) {
        jvms.fetch();
        nextFetch = now + FETCH_NANOS;
      }
      Snapshot snapshot = processes.snapshot(pids);
      if (snapshot.threads().isEmpty() || isOver()) {
        return;
      }
      sampling.add(snapshot);
      system.look();
      if (now - end >= 0) {
        return;
      }
      long took = System.nanoTime() - now;
      long pause = Math.max(intervalNanos - took, (LOOK_SHARE - 1) * (cpuNanos() - cpu));
      TimeUnit.NANOSECONDS.sleep(Math.min(pause, Math.max(1, end - System.nanoTime())));
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Whether the process has ended; it may still be there for its parent to ask. */
  private boolean isOver() {
    return processes
        .readFile(pid, "stat")
        .map(line -> StatLine.of(line).state())
        .filter(state -> state != 'Z' && state != 'X')
        .isEmpty();
  }

  /** The process and its children. */
  private Set<Long> tree() {
    Set<Long> pids = new LinkedHashSet<>();
    pids.add(pid);
    ProcessHandle.of(pid)
        .ifPresent(process -> process.descendants().forEach(child -> pids.add(child.pid())));
    return pids;
  }

  /** Ends recordings and deletes temporary files. */
  @Override
  public void close() {
    jvms.close();
  }
}
