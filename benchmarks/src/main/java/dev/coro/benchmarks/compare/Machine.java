package dev.coro.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param processor the processor's name, or its architecture where the name is not told
 * @param cores how many processors the JVM sees
 * @param memoryMib how much memory the machine has, in MiB
 * @param system name and version of the operating system
 * @param jdk vendor and version of the Java runtime
 */
public record Machine(String processor, int cores, long memoryMib, String system, String jdk) {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** Looks at the machine that this runs on. */
  public static Machine here() {
    OperatingSystemMXBean bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        bean.getTotalMemorySize() >> 20,
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.name") + " " + Runtime.version() + ", " + property("java.vendor"));
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(property("os.arch"));
    } catch (IOException e) {
      return property("os.arch");
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
