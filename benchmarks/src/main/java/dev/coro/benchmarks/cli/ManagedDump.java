package dev.coro.benchmarks.cli;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks another JVM for a dump through its management beans. */
final class ManagedDump {
  private static final String BEAN = "dev.coro:type=CoroutineDump";

  /** The bean is registered a second after the first carrier was created. */
  private static final long BEAN_NANOS = TimeUnit.SECONDS.toNanos(3);

  private static final long PAUSE_MILLIS = 50;

  private ManagedDump() {}

  /**
   * The dump as text or JSON; empty if the JVM offers none.
   *
   * @param wait whether the JVM may be about to offer one
   */
  @SuppressWarnings("BanJNDI") // The address is what the JVM, of the same user, has just told.
  static Optional<String> of(VirtualMachine jvm, boolean wait, boolean json)
      throws IOException, JMException, InterruptedException {
    JMXServiceURL address = new JMXServiceURL(jvm.startLocalManagementAgent());
    try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      ObjectName name = new ObjectName(BEAN);
      long end = System.nanoTime() + (wait ? BEAN_NANOS : 0);
      while (!beans.isRegistered(name)) {
        if (System.nanoTime() - end >= 0) {
          return Optional.empty();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      return Optional.of((String) beans.getAttribute(name, json ? "Json" : "Text"));
    }
  }
}
