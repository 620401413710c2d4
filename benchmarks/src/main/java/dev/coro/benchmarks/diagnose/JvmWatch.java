package dev.coro.benchmarks.diagnose;

import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;

/**
 * Records in the JVMs among some processes. A JVM that does not answer, since it is stopped, is
 * given up after a time: each has a thread here that speaks to it.
 */
final class JvmWatch implements AutoCloseable {
  /** More are not recorded: a build, for example, may start hundreds. */
  private static final int MOST = 8;

  private static final long ANSWER_SECONDS = 20;

  /** How long to wait for the end of a recording, which comes by itself in the worst case. */
  private static final long END_SECONDS = 5;

  /** The bit of signal 3, QUIT, by which attaching begins. It would end who does not catch it. */
  private static final long CATCHES_QUIT = 1 << 2;

  private final ProcReader processes;
  private final int seconds;
  private final Path folder;
  private final Map<Long, Future<JvmRecording>> recordings = new LinkedHashMap<>();
  private final Map<Long, Future<JvmRecording>> fetches = new HashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService speakers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "jvm");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Records nothing yet.
   *
   * @param seconds for how long recordings are meant to go on
   */
  JvmWatch(ProcReader processes, int seconds) throws IOException {
    this.processes = processes;
    this.seconds = seconds;
    folder = Files.createTempDirectory("coro-diagnose");
  }

  /** Begins to record in those of the processes that are JVMs and are not recorded. */
  synchronized void look(Collection<Long> pids) {
    for (long pid : pids) {
      Path file = folder.resolve(pid + ".jfr");
      if (recordings.size() < MOST && !recordings.containsKey(pid) && isReadyJvm(pid)) {
        recordings.put(pid, speakers.submit(() -> JvmRecording.start(pid, seconds, file)));
      }
    }
  }

  /** Fetches what was recorded so far, in case that a JVM ends. Does not wait for it. */
  synchronized void fetch() {
    recordings.forEach(
        (pid, recording) -> {
          Future<JvmRecording> last = fetches.getOrDefault(pid, recording);
          if (last.isDone()) {
            fetches.put(pid, speakers.submit(() -> fetch(recording)));
          }
        });
  }

  private static JvmRecording fetch(Future<JvmRecording> recording)
      throws ExecutionException, InterruptedException, IOException {
    recording.get().fetch();
    return recording.get();
  }

  /** Waits until the recordings have begun, or have failed to. */
  void awaitStarts() throws InterruptedException {
    for (var recording : all().entrySet()) {
      answer(recording.getKey(), recording.getValue());
    }
  }

  /** Makes profiles of all that was recorded. */
  List<JvmProfile> profiles() throws InterruptedException {
    Map<Long, Future<JvmProfile>> asked = new LinkedHashMap<>();
    for (var recording : all().entrySet()) {
      long pid = recording.getKey();
      Callable<JvmProfile> ask = () -> recording.getValue().get().profile();
      asked.put(pid, speakers.submit(ask));
    }
    List<JvmProfile> profiles = new ArrayList<>();
    for (var profile : asked.entrySet()) {
      answer(profile.getKey(), profile.getValue()).forEach(profiles::add);
    }
    return profiles;
  }

  /** What could not be recorded, and why. */
  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  private synchronized Map<Long, Future<JvmRecording>> all() {
    return new LinkedHashMap<>(recordings);
  }

  /** The answer as a list of one, or none and a note. */
  private <T> List<T> answer(long pid, Future<T> future) throws InterruptedException {
    try {
      return List.of(future.get(ANSWER_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      note(pid, reason(e));
    } catch (TimeoutException e) {
      note(pid, "it has not answered for " + ANSWER_SECONDS + " s");
    }
    return List.of();
  }

  private synchronized void note(long pid, String why) {
    String note = "JVM " + pid + " was not recorded: " + why + ".";
    if (!notes.contains(note)) {
      notes.add(note);
    }
  }

  private String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof ExecutionException || cause instanceof UndeclaredThrowableException)) {
      cause = cause.getCause();
    }
    boolean known =
        cause instanceof IOException
            || cause instanceof AttachNotSupportedException
            || cause instanceof JMException;
    return (known ? "it has ended or lets nobody in (" : "it has no flight recorder (")
        + cause
        + ")";
  }

  private boolean isReadyJvm(long pid) {
    return processes.readFile(pid, "maps").filter(maps -> maps.contains("libjvm.so")).isPresent()
        && processes.readFile(pid, "status").filter(JvmWatch::catchesQuit).isPresent();
  }

  private static boolean catchesQuit(String status) {
    String caught = Fields.of(status).text("SigCgt");
    return !caught.isEmpty() && (Long.parseUnsignedLong(caught, 16) & CATCHES_QUIT) != 0;
  }

  /** Takes away what is left of it, here and in the JVMs; does nothing if that was done before. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    for (Future<JvmRecording> recording : all().values()) {
      end(speakers.submit(() -> close(recording)));
    }
    speakers.shutdownNow();
    deleteFiles();
  }

  private static JvmRecording close(Future<JvmRecording> recording)
      throws ExecutionException, InterruptedException, IOException {
    recording.get().close();
    return recording.get();
  }

  private static void end(Future<JvmRecording> closing) {
    try {
      closing.get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      closing.cancel(true); // The JVM has ended, or the recording ends by its own time.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteFiles() {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // The folder of temporary files is no more.
      return;
    }
  }
}
