package dev.coro.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files, sockets and the like this process has open. */
final class FileDescriptors {
  private FileDescriptors() {}

  /** Skips the test where nobody knows. */
  static long open() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    assumeTrue(system instanceof UnixOperatingSystemMXBean);
    return ((UnixOperatingSystemMXBean) system).getOpenFileDescriptorCount();
  }
}
