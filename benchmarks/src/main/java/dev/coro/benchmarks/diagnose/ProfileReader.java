package dev.coro.benchmarks.diagnose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Makes a profile of the events of a flight recording. */
final class ProfileReader {
  /** How many methods a profile names. */
  private static final int HOTTEST = 10;

  private static final String PARK = "dev.coro.CoroutinePark";

  /** Waits by the name of their event: those for I/O, with sleep as its stand-in, ... */
  private static final Map<String, String> IO_WAITS =
      Map.of(
          "jdk.SocketRead", "socket read",
          "jdk.SocketWrite", "socket write",
          "jdk.FileRead", "file read",
          "jdk.FileWrite", "file write",
          "jdk.FileForce", "file forced to disk",
          "jdk.ThreadSleep", "thread sleeps");

  /** ... and those for other threads and coroutines. */
  private static final Map<String, String> OTHER_WAITS =
      Map.of(
          "jdk.ThreadPark", "thread parks",
          "jdk.JavaMonitorEnter", "monitor entered late",
          "jdk.JavaMonitorWait", "Object.wait",
          "jdk.VirtualThreadPinned", "virtual thread keeps its carrier",
          "dev.coro.SlowStep", "coroutine keeps its carrier");

  /** Texts of {@code waitedFor}: all else that coroutines wait for is done by other coroutines. */
  private static final Pattern COROUTINE_IO =
      Pattern.compile(
          "(reading|receiving|sending|writing|connecting|accepting|TLS) .*"
              + "|the end of its sleep|a blocking call .*");

  private final Map<String, Integer> self = new HashMap<>();
  private final Map<String, Integer> inclusive = new HashMap<>();
  private final Map<String, EventTotals> waits = new LinkedHashMap<>();
  private final Set<CarrierFigure> carriers = new HashSet<>();
  private int samples;
  private double ioSeconds;

  private ProfileReader() {}

  /**
   * Reads a recording.
   *
   * @param seconds for how long it was recorded
   * @param complete false if the JVM ended meanwhile
   */
  static JvmProfile read(Path file, long pid, double seconds, boolean complete) throws IOException {
    ProfileReader reader = new ProfileReader();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        reader.add(recording.readEvent());
      }
    }
    return reader.profile(pid, seconds, complete);
  }

  private void add(RecordedEvent event) {
    String name = event.getEventType().getName();
    if (name.equals("jdk.ExecutionSample")) {
      RecordedThread thread = event.getThread("sampledThread");
      if (isOfProgram(thread)) {
        addSample(event.getStackTrace());
      }
    } else if (isOfProgram(event.getThread())) {
      addWait(name, event);
    }
  }

  private static boolean isOfProgram(@Nullable RecordedThread thread) {
    String name = thread == null ? null : thread.getJavaName();
    return name == null || ThreadRole.of(name) == ThreadRole.PROGRAM;
  }

  private void addSample(@Nullable RecordedStackTrace stack) {
    if (stack == null || stack.getFrames().isEmpty()) {
      return;
    }
    samples++;
    List<String> methods = stack.getFrames().stream().map(ProfileReader::method).toList();
    self.merge(methods.get(0), 1, Integer::sum);
    methods.stream().distinct().forEach(method -> inclusive.merge(method, 1, Integer::sum));
  }

  private void addWait(String name, RecordedEvent event) {
    double seconds = event.getDuration().toNanos() / 1e9;
    if (IO_WAITS.containsKey(name)) {
      ioSeconds += seconds;
      total(IO_WAITS.get(name)).add(seconds, place(event.getStackTrace()));
    } else if (name.equals(PARK)) {
      String waitedFor = event.getString("waitedFor");
      ioSeconds += COROUTINE_IO.matcher(waitedFor).matches() ? seconds : 0;
      total("coroutine parks").add(seconds, waitedFor);
    } else if (OTHER_WAITS.containsKey(name)) {
      total(OTHER_WAITS.get(name)).add(seconds, place(event.getStackTrace()));
    }
    RecordedThread thread = event.getThread();
    if (name.startsWith("dev.coro.") && event.hasField("carrier") && thread != null) {
      carriers.add(new CarrierFigure(event.getString("carrier"), thread.getOSThreadId()));
    }
  }

  private EventTotals total(String what) {
    return waits.computeIfAbsent(what, key -> new EventTotals());
  }

  /** The innermost method that is not the JDK's. */
  private static String place(@Nullable RecordedStackTrace stack) {
    return stack == null
        ? ""
        : stack.getFrames().stream()
            .map(ProfileReader::method)
            .filter(method -> !method.matches("(java|jdk|sun)\\..*"))
            .findFirst()
            .orElse("");
  }

  private static String method(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  private JvmProfile profile(long pid, double seconds, boolean complete) {
    List<HotFrame> hottest =
        self.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(HOTTEST)
            .map(e -> new HotFrame(e.getKey(), e.getValue(), inclusive.getOrDefault(e.getKey(), 0)))
            .toList();
    Stream<EventFigure> figures =
        waits.entrySet().stream().map(e -> e.getValue().figure(e.getKey()));
    return new JvmProfile(
        pid,
        seconds,
        complete,
        samples,
        hottest,
        figures.sorted(Comparator.comparingDouble(EventFigure::seconds).reversed()).toList(),
        ioSeconds,
        carriers.stream().sorted(Comparator.comparing(CarrierFigure::name)).toList());
  }
}
