package dev.coro.benchmarks.cli;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.JMException;

/**
 * Another JVM on this machine, looked at through the JDK's attach mechanism.
 *
 * @param pid its process id
 * @param name its main class or jar, with arguments
 */
record RunningJvm(long pid, String name) {
  /** Set by the agent when it is installed. */
  private static final String AGENT_PROPERTY = "dev.coro.agent";

  /** JVMs let this user attach, whosever they are. */
  private static final String SUPERUSER = "root";

  /** How long to wait for a JVM that is being listed: a stopped one never answers. */
  private static final long LISTED_MILLIS = 3000;

  /** How long to wait for a dump. The JVM may be busy; its carriers answer within half a second. */
  private static final long DUMP_SECONDS = 60;

  /** The JVMs of this user that run coro, this one left out. */
  static List<RunningJvm> listThoseWithCoro() {
    requireAttach("./coro dump");
    System.setProperty("sun.tools.attach.attachTimeout", Long.toString(LISTED_MILLIS));
    List<RunningJvm> found = new ArrayList<>();
    for (VirtualMachineDescriptor descriptor : VirtualMachine.list()) {
      long pid = Long.parseLong(descriptor.id());
      if (pid != ProcessHandle.current().pid() && runsCoro(descriptor.id())) {
        found.add(new RunningJvm(pid, descriptor.displayName()));
      }
    }
    return found;
  }

  private static boolean runsCoro(String id) {
    try {
      VirtualMachine jvm = VirtualMachine.attach(id);
      try {
        return jvm.getSystemProperties().containsKey(AGENT_PROPERTY);
      } finally {
        jvm.detach();
      }
    } catch (IOException | AttachNotSupportedException e) {
      return false; // It has ended, or lets nobody in.
    }
  }

  /**
   * The JVM with that process id.
   *
   * @param place the command, for messages
   * @throws CliException if there is none, or it lets this one not in
   */
  static RunningJvm of(long pid, String place) {
    requireAttach(place);
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(
                () ->
                    refused(
                        "Process missing",
                        pid,
                        place,
                        "there is none with this id",
                        "Run ./coro dump without an id to see the JVMs that run coro"));
    Optional<String> user = process.info().user();
    Optional<String> own = ProcessHandle.current().info().user();
    boolean mayAttach = user.isEmpty() || own.isEmpty() || user.equals(own);
    if (!mayAttach && !own.get().equals(SUPERUSER)) {
      throw refused(
          "JVM not accessible",
          pid,
          place,
          "it belongs to " + user.get() + ", and this is " + own.get(),
          "Run the command as that user");
    }
    Optional<VirtualMachineDescriptor> listed =
        VirtualMachine.list().stream().filter(d -> d.id().equals("" + pid)).findFirst();
    if (listed.isEmpty() && !hasLibjvm(pid)) {
      throw refused(
          "Not a JVM",
          pid,
          place,
          "the process is " + process.info().command().orElse("something else"),
          "Run ./coro dump without an id to see the JVMs that run coro");
    }
    return new RunningJvm(pid, listed.map(VirtualMachineDescriptor::displayName).orElse("JVM"));
  }

  /** Whether the process has loaded a JVM; true if that cannot be told. */
  private static boolean hasLibjvm(long pid) {
    try {
      return Files.readString(Path.of("/proc", "" + pid, "maps")).contains("libjvm");
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * A dump of its coroutines, as text or JSON.
   *
   * @param place the command, for messages
   * @throws CliException if it gives none
   */
  String dump(boolean json, String place) {
    CompletableFuture<String> dump = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                dump.complete(attachAndDump(json, place));
              } catch (Throwable t) {
                dump.completeExceptionally(t);
              }
            },
            "coro-dump");
    thread.setDaemon(true);
    thread.start();
    try {
      return dump.get(DUMP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CliException known) {
        throw known;
      }
      throw refused("No dump", pid, place, "" + cause, "See whether the process is well");
    } catch (TimeoutException e) {
      throw refused(
          "No dump",
          pid,
          place,
          "the JVM has not answered for " + DUMP_SECONDS + " s",
          "See whether the process is stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused("No dump", pid, place, "it was interrupted", "Run the command again");
    }
  }

  private String attachAndDump(boolean json, String place) throws Exception {
    VirtualMachine jvm;
    try {
      jvm = VirtualMachine.attach("" + pid);
    } catch (IOException | AttachNotSupportedException e) {
      throw refused(
          "JVM not accessible",
          pid,
          place,
          "it does not let others attach (" + withoutFullStop(e) + ")",
          "Start it without -XX:+DisableAttachMechanism, and see that it is not stopped");
    }
    try {
      boolean coro = jvm.getSystemProperties().containsKey(AGENT_PROPERTY);
      Optional<String> dump = managedDump(jvm, coro, json);
      if (dump.isPresent()) {
        return dump.get();
      } else if (coro) {
        // It has no carrier yet, or is an image without java.management: the agent needs none.
        return AgentDump.of(jvm, json);
      }
      throw refused(
          "No coro", pid, place, "the JVM does not run coro", "Start it with -javaagent:coro.jar");
    } finally {
      jvm.detach();
    }
  }

  private static Optional<String> managedDump(VirtualMachine jvm, boolean coro, boolean json)
      throws InterruptedException {
    try {
      return ManagedDump.of(jvm, coro, json);
    } catch (IOException | JMException e) {
      return Optional.empty(); // An image without jdk.management.agent.
    }
  }

  private static String withoutFullStop(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage());
    return text.endsWith(".") || text.endsWith("!") ? text.substring(0, text.length() - 1) : text;
  }

  private static void requireAttach(String place) {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new CliException(
          CliCode.JAVA,
          "Java without attach, in "
              + place
              + ": its module jdk.attach is missing. Set JAVA_HOME to a full JDK, 17 or later.");
    }
  }

  private static CliException refused(
      String what, long pid, String place, String why, String remedy) {
    return new CliException(
        CliCode.DUMP,
        what + ", process " + pid + " in " + place + ": " + why + ". " + remedy + ".");
  }
}
