package dev.coro.benchmarks.diagnose;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import jdk.management.jfr.FlightRecorderMXBean;

/** A flight recording in another JVM, which was started there through its management beans. */
final class JvmRecording implements AutoCloseable {
  private static final List<String> WAITS =
      List.of(
          "jdk.SocketRead",
          "jdk.SocketWrite",
          "jdk.FileRead",
          "jdk.FileWrite",
          "jdk.FileForce",
          "jdk.ThreadSleep",
          "jdk.ThreadPark",
          "jdk.JavaMonitorEnter",
          "jdk.JavaMonitorWait",
          "jdk.VirtualThreadPinned",
          "dev.coro.CoroutinePark",
          "dev.coro.SlowStep");

  /** Keeps a recording that nobody ends, since this process was killed, from going on. */
  private static final int SPARE_SECONDS = 60;

  private final long pid;
  private final Path file;
  private final JMXConnector connector;
  private final FlightRecorderMXBean recorder;
  private final long id;
  private final long startNanos = System.nanoTime();

  /** For how long what was fetched had been recorded; 0 if there is nothing. */
  private double fetchedSeconds;

  private JvmRecording(
      long pid, Path file, JMXConnector connector, FlightRecorderMXBean recorder, long id) {
    this.pid = pid;
    this.file = file;
    this.connector = connector;
    this.recorder = recorder;
    this.id = id;
  }

  /**
   * Begins one that is meant to be ended behind so many seconds.
   *
   * @param file is written with what was recorded
   */
  @SuppressWarnings("BanJNDI") // The address is what the JVM, of the same user, has just told.
  static JvmRecording start(long pid, int seconds, Path file)
      throws IOException, AttachNotSupportedException, JMException {
    JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address(pid)));
    try {
      FlightRecorderMXBean recorder =
          ManagementFactory.newPlatformMXBeanProxy(
              connector.getMBeanServerConnection(),
              FlightRecorderMXBean.MXBEAN_NAME,
              FlightRecorderMXBean.class);
      long id = recorder.newRecording();
      JvmRecording recording = new JvmRecording(pid, file, connector, recorder, id);
      recorder.setRecordingOptions(
          id, Map.of("name", "coro diagnose", "duration", seconds + SPARE_SECONDS + " s"));
      recorder.setRecordingSettings(id, settings());
      recorder.startRecording(id);
      return recording;
    } catch (IOException | RuntimeException e) {
      connector.close();
      throw e;
    }
  }

  private static String address(long pid) throws IOException, AttachNotSupportedException {
    VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
    try {
      return jvm.startLocalManagementAgent();
    } finally {
      jvm.detach();
    }
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("jdk.ExecutionSample#enabled", "true");
    settings.put("jdk.ExecutionSample#period", "10 ms");
    for (String event : WAITS) {
      settings.put(event + "#enabled", "true");
      settings.put(event + "#threshold", "1 ms");
      settings.put(event + "#stackTrace", Boolean.toString(event.startsWith("jdk.")));
    }
    return settings;
  }

  /** Fetches what there is so far: it is all that is left once the JVM has ended. */
  synchronized void fetch() throws IOException {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    long copy = recorder.cloneRecording(id, true);
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      write(copy, next);
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
      fetchedSeconds = seconds;
    } finally {
      recorder.closeRecording(copy);
    }
  }

  private void write(long recording, Path next) throws IOException {
    long stream = recorder.openStream(recording, Map.of());
    try (OutputStream out = Files.newOutputStream(next)) {
      for (byte[] bytes = recorder.readStream(stream);
          bytes != null;
          bytes = recorder.readStream(stream)) {
        out.write(bytes);
      }
    } finally {
      recorder.closeStream(stream);
    }
  }

  /** Makes a profile: of all until now, or if the JVM has ended, of what was fetched before. */
  synchronized JvmProfile profile() throws IOException {
    boolean complete = false;
    try {
      fetch();
      complete = true;
    } catch (IOException | RuntimeException e) {
      if (fetchedSeconds == 0) {
        throw e;
      }
    }
    return ProfileReader.read(file, pid, fetchedSeconds, complete);
  }

  /** Takes the recording away; the JVM may have ended. */
  @Override
  public void close() throws IOException {
    try {
      recorder.closeRecording(id);
    } finally {
      connector.close();
    }
  }
}
