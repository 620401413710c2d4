package dev.coro.benchmarks.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks another JVM for a dump by loading the agent there, which is there already, once more. */
final class AgentDump {
  private AgentDump() {}

  /** The dump as text or JSON. JDK 21 and later warn on the standard error of that JVM. */
  static String of(VirtualMachine jvm, boolean json)
      throws IOException, AgentLoadException, AgentInitializationException {
    Path file = Files.createTempFile("coro-dump", json ? ".json" : ".txt");
    try {
      String request = (json ? "json" : "text") + "-dump-to:" + file.toAbsolutePath();
      jvm.loadAgent(AgentJar.find().toString(), request);
      return Files.readString(file);
    } finally {
      Files.delete(file);
    }
  }
}
