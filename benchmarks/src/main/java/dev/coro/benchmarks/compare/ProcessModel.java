package dev.coro.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Processes of the operating system, started by fork and exec. */
final class ProcessModel implements Model {
  private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

  /** The parked crowd of the moment; {@link #footprintBytes} weighs it. */
  private List<Process> parked = List.of();

  @Override
  public ModelKind kind() {
    return ModelKind.PROCESS;
  }

  @Override
  public Optional<String> absence() {
    return NOTHING.file().exists()
        ? Optional.empty()
        : Optional.of("the programs true, cat and sleep of a Unix system are needed");
  }

  @Override
  public long createNanos(int count) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      int status = silent("true").start().waitFor();
      if (status != 0) {
        throw new IOException("the program true ended with status " + status);
      }
    }
    return System.nanoTime() - start;
  }

  @Override
  public Switching switches(int switches) throws IOException, InterruptedException {
    Process cat = new ProcessBuilder("cat").redirectError(Redirect.DISCARD).start();
    try (OutputStream ping = cat.getOutputStream();
        InputStream pong = cat.getInputStream()) {
      exchangeBytes(ping, pong, 1);
      long before = count(cat);
      long start = System.nanoTime();
      exchangeBytes(ping, pong, switches / 2);
      long nanos = System.nanoTime() - start;
      return new Switching(nanos, Switching.between(before, count(cat)));
    } finally {
      end(List.of(cat));
    }
  }

  private static long count(Process cat) {
    return Switching.sum(Switching.count(), Switching.count(cat.pid()));
  }

  private static void exchangeBytes(OutputStream ping, InputStream pong, int rounds)
      throws IOException {
    for (int i = 0; i < rounds; i++) {
      byte sent = (byte) i;
      ping.write(sent);
      ping.flush();
      int received = pong.read();
      if ((byte) received != sent || received < 0) {
        throw new IOException("cat answered " + received + " to " + sent);
      }
    }
  }

  @Override
  public Crowd crowd(int count, WhileParked whileParked)
      throws InterruptedException, NotMeasurableException {
    List<Process> started = new ArrayList<>(count);
    String failure = "";
    try {
      while (started.size() < count && failure.isEmpty()) {
        failure = startSleeper(started);
      }
      parked = started;
      int alive = (int) started.stream().filter(Process::isAlive).count();
      whileParked.measure();
      return new Crowd(alive, failure);
    } finally {
      parked = List.of();
      end(started);
    }
  }

  /** Adds a sleeping process; returns the reason if that failed, or an empty string. */
  private static String startSleeper(List<Process> started) {
    try {
      started.add(silent("sleep", "100000").start());
      return "";
    } catch (IOException | OutOfMemoryError e) {
      // The error: the JVM has a thread of its own for each child and may not get one more.
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public long footprintBytes() throws NotMeasurableException {
    return proportionalBytes(parked);
  }

  static long proportionalBytes(List<Process> processes) throws NotMeasurableException {
    long sum = 0;
    for (Process process : processes) {
      sum += ProcFs.proportionalBytes(process.pid());
    }
    return sum;
  }

  @Override
  public WorkloadRun runWorkload(Tasks tasks) throws Exception {
    try (ProcessWorkload workload = ProcessWorkload.prepare(tasks)) {
      return WorkloadRun.inProcesses(workload.run());
    }
  }

  @Override
  public String how(Metric metric, Scale scale) {
    Tasks tasks = scale.tasks();
    return switch (metric) {
      case CREATE ->
          "the program true: fork and exec by ProcessBuilder, waited for; "
              + scale.process().created()
              + " a sample";
      case SWITCH ->
          "this JVM and the program cat pass a byte to and fro through two pipes; a round trip is"
              + " two switches and includes the system calls; both on one core; "
              + scale.process().switches()
              + " a sample";
      case MEMORY ->
          "proportional set size (/proc/PID/smaps_rollup) of a waiting program sleep, one of the"
              + " smallest there is; kernel memory not counted; "
              + scale.process().parked()
              + " a sample";
      case ALIVE ->
          "waiting programs sleep; stops at "
              + scale.process().aliveCap()
              + ", a number that is safe for a shared machine";
      case WORKLOAD_WALL, WORKLOAD_CPU, WORKLOAD_PEAK ->
          tasks.count()
              + " processes of a bash script, "
              + tasks.processesAtOnce()
              + " at a time, each waits "
              + tasks.waits()
              + " x "
              + tasks.waitMillis()
              + " ms (read -t) and adds some numbers after each wait; memory: the JVM that starts"
              + " them plus the children of the moment (proportional set sizes, sampled)";
    };
  }

  private static ProcessBuilder silent(String... command) {
    // No pipes: a JVM with two thousand children would run out of file descriptors.
    return new ProcessBuilder(command)
        .redirectInput(NOTHING)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD);
  }

  private static void end(List<Process> processes) throws InterruptedException {
    processes.forEach(Process::destroyForcibly);
    for (Process process : processes) {
      process.waitFor();
    }
  }
}
